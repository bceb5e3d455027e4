import { checkS3UrlRefused } from "../../../src/checks/stack/s3-url-refused.rule";
import type { EndpointSections } from "../../../src/config/schema/stack-config";
import { formatProblem } from "../../../src/problem";
import { container } from "../../support/endpoint-config";
import { sectionContext } from "../../support/section-context";

const check = (sections: EndpointSections): readonly string[] =>
  checkS3UrlRefused(sectionContext(sections)).map(formatProblem);

const modelAt = (dataUrl: string): EndpointSections => ({
  model: { containers: [{ ...container, dataUrl }], networkIsolation: false },
});

describe("checkS3UrlRefused", () => {
  it("refuses a wildcard, which would let the created role read more than the model", () =>
    expect(check(modelAt("s3://models/*.tar.gz"))).toEqual([
      `error s3-url-refused at endpoints.sentiment.model.dataUrl
  "s3://models/*.tar.gz" is not an S3 URL
  expected: at most 1024 characters: s3://<bucket>/<key>, without wildcards
  fix: write one such as s3://models/fraud.tar.gz`,
    ]));

  it.each(["s3://models/sentiment.tar.gz", "s3://models.example/v 1/".replace(" ", "%20")])("accepts %s", (url) =>
    expect(check(modelAt(url))).toEqual([]),
  );

  it("checks every URL that the endpoint reads or writes", () =>
    expect(
      check({
        dataCapture: { percent: 10, destination: "captured", capture: ["input"] },
        async: { inputPath: "in", outputPath: "out", failurePath: "failed" },
      }).map((text) => text.split("\n")[0]),
    ).toEqual([
      "error s3-url-refused at endpoints.sentiment.dataCapture.destination",
      "error s3-url-refused at endpoints.sentiment.async.inputPath",
      "error s3-url-refused at endpoints.sentiment.async.outputPath",
      "error s3-url-refused at endpoints.sentiment.async.failurePath",
    ]));

  it("accepts a longer URL for reading than for writing", () => {
    const place = `s3://bucket/${"k".repeat(600)}`;
    expect(check(modelAt(place))).toEqual([]);
    expect(check({ async: { outputPath: place } })).toEqual([
      `error s3-url-refused at endpoints.sentiment.async.outputPath
  "${place}" is not an S3 URL
  expected: at most 512 characters: s3://<bucket>/<key>, without wildcards
  fix: shorten it by 100`,
    ]);
  });
});

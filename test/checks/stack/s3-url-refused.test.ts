import { checkS3UrlRefused } from "../../../src/checks/stack/s3-url-refused.rule";
import type { EndpointSections } from "../../../src/config/schema/stack-config";
import { formatProblem } from "../../../src/problem";
import { container } from "../../support/endpoint-config";
import { sectionContext } from "../../support/section-context";

const said = (sections: EndpointSections): readonly string[] =>
  checkS3UrlRefused(sectionContext(sections)).map(formatProblem);

const modelAt = (dataUrl: string): EndpointSections => ({
  model: { containers: [{ ...container, dataUrl }], networkIsolation: false },
});

describe("s3UrlRefused", () => {
  it("refuses a wildcard, by which a role made here would read more than the model", () =>
    expect(said(modelAt("s3://models/*.tar.gz"))).toEqual([
      `error s3-url-refused at endpoints.sentiment.model.dataUrl
  "s3://models/*.tar.gz" is not a place in Amazon S3
  expected: at most 1024 characters: s3://<bucket>/<key>, without wildcards`,
    ]));

  it.each(["s3://models/sentiment.tar.gz", "s3://models.example/v 1/".replace(" ", "%20")])(
    "accepts %s",
    (url) => expect(said(modelAt(url))).toEqual([]),
  );

  it("looks at every place that the endpoint reads or writes", () =>
    expect(
      said({
        dataCapture: { percent: 10, destination: "captured", capture: ["input"] },
        async: { inputPath: "in", outputPath: "out", failurePath: "failed" },
      }).map((text) => text.split("\n")[0]),
    ).toEqual([
      "error s3-url-refused at endpoints.sentiment.dataCapture.destination",
      "error s3-url-refused at endpoints.sentiment.async.inputPath",
      "error s3-url-refused at endpoints.sentiment.async.outputPath",
      "error s3-url-refused at endpoints.sentiment.async.failurePath",
    ]));

  it("takes twice as long a place to read from as one to write to", () => {
    const place = `s3://bucket/${"k".repeat(600)}`;
    expect(said(modelAt(place))).toEqual([]);
    expect(said({ async: { outputPath: place } })).toEqual([
      `error s3-url-refused at endpoints.sentiment.async.outputPath
  "${place}" is not a place in Amazon S3
  expected: at most 512 characters: s3://<bucket>/<key>, without wildcards
  fix: shorten it by 100`,
    ]);
  });
});

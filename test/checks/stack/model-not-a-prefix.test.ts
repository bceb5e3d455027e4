import { checkModelNotAPrefix } from "../../../src/checks/stack/model-not-a-prefix.rule";
import type { ContainerConfig } from "../../../src/config/schema/stack-config";
import { formatProblem } from "../../../src/problem";
import { container } from "../../support/endpoint-config";
import { sectionContext } from "../../support/section-context";

const { dataUrl: _dataUrl, ...bare } = container;
const check = (model: Partial<ContainerConfig>): readonly string[] =>
  checkModelNotAPrefix(sectionContext({ model: { containers: [{ ...bare, ...model }], networkIsolation: false } })).map(
    formatProblem,
  );

describe("checkModelNotAPrefix", () => {
  it("refuses an uncompressed model without a slash at the end", () =>
    expect(check({ dataUrl: "s3://models/llama", compression: "none" })).toEqual([
      `error model-not-a-prefix at endpoints.sentiment.model.dataUrl
  "s3://models/llama" does not end with /: an uncompressed model is all objects below a prefix
  expected: with compression: none, an address in Amazon S3 that ends with /
  fix: write s3://models/llama/`,
    ]));

  it.each([{ compression: "none" }, { compression: "none", dataUrl: "s3://models/a.tar.gz" }] as const)(
    "takes no archive for a prefix: %j",
    (model) => expect(check(model)[0]).toMatch("fix: write a prefix such as s3://models/llama/, or remove compression"),
  );

  it("accepts a prefix, and an archive without compression", () => {
    expect(check({ dataUrl: "s3://models/llama/", compression: "none" })).toEqual([]);
    expect(check({ dataUrl: "s3://models/llama.tar.gz" })).toEqual([]);
  });
});

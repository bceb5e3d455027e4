import { checkAsyncInputUnknown } from "../../../src/checks/stack/async-input-unknown.rule";
import type { AsyncConfig, ModelConfig } from "../../../src/config/schema/stack-config";
import { formatProblem } from "../../../src/problem";
import { container } from "../../support/endpoint-config";
import { sectionContext } from "../../support/section-context";

const said = (async: Partial<AsyncConfig>, model: Partial<ModelConfig> = {}): readonly string[] =>
  checkAsyncInputUnknown(
    sectionContext({
      async: { outputPath: "s3://bucket/out/", ...async },
      model: { containers: [container], networkIsolation: false, ...model },
    }),
  ).map(formatProblem);

describe("asyncInputUnknown", () => {
  it("refuses to make a role that cannot read the requests", () =>
    expect(said({})).toEqual([
      `error async-input-unknown at endpoints.sentiment.async
  the role that is made for this endpoint could not read the requests: nothing says where they lie
  expected: inputPath, or a role of your own as model.roleArn
  fix: write inputPath: s3://<bucket>/<prefix of the requests>/`,
    ]));

  it("accepts a place for the requests, or a role that is there", () => {
    expect(said({ inputPath: "s3://bucket/in/" })).toEqual([]);
    expect(said({}, { roleArn: "arn:aws:iam::123456789012:role/sentiment" })).toEqual([]);
  });
});

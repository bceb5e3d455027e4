import { checkAsyncInputUnknown } from "../../../src/checks/stack/async-input-unknown.rule";
import type { AsyncConfig, ModelConfig } from "../../../src/config/schema/stack-config";
import { formatProblem } from "../../../src/problem";
import { container } from "../../support/endpoint-config";
import { sectionContext } from "../../support/section-context";

const check = (async: Partial<AsyncConfig>, model: Partial<ModelConfig> = {}): readonly string[] =>
  checkAsyncInputUnknown(
    sectionContext({
      async: { outputPath: "s3://bucket/out/", ...async },
      model: { containers: [container], networkIsolation: false, ...model },
    }),
  ).map(formatProblem);

describe("checkAsyncInputUnknown", () => {
  it("refuses to create a role that cannot read the requests", () =>
    expect(check({})).toEqual([
      `error async-input-unknown at endpoints.sentiment.async
  the role created for this endpoint cannot read the requests: their location is unknown
  expected: inputPath, or your own role as model.roleArn
  fix: write inputPath: s3://<bucket>/<prefix of the requests>/`,
    ]));

  it("accepts an input path, or an existing role", () => {
    expect(check({ inputPath: "s3://bucket/in/" })).toEqual([]);
    expect(check({}, { roleArn: "arn:aws:iam::123456789012:role/sentiment" })).toEqual([]);
  });
});

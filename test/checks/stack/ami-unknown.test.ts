import { checkAmiUnknown } from "../../../src/checks/stack/ami-unknown.rule";
import { formatProblem } from "../../../src/problem";
import { sectionContext } from "../../support/section-context";

const check = (inferenceAmiVersion: string): readonly string[] =>
  checkAmiUnknown(
    sectionContext({ variant: { name: "AllTraffic", instanceType: "ml.g5.xlarge", inferenceAmiVersion } }),
  ).map(formatProblem);

describe("checkAmiUnknown", () => {
  it("warns of a version that is not documented", () =>
    expect(check("al2-ami-sagemaker-inference-gpu-31")).toEqual([
      `warning ami-unknown at endpoints.sentiment.variant.inferenceAmiVersion
  "al2-ami-sagemaker-inference-gpu-31" is none of the versions that this program knows; SageMaker refuses it unless it is new
  expected: al2-ami-sagemaker-inference-gpu-2, al2-ami-sagemaker-inference-gpu-2-1, al2-ami-sagemaker-inference-gpu-3-1, al2-ami-sagemaker-inference-neuron-2, al2023-ami-sagemaker-inference-gpu-4-1
  fix: write al2-ami-sagemaker-inference-gpu-3-1, or leave it if AWS has added it`,
    ]));

  it("accepts one that is", () => expect(check("al2023-ami-sagemaker-inference-gpu-4-1")).toEqual([]));
});

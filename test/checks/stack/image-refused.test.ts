import { checkImageRefused } from "../../../src/checks/stack/image-refused.rule";
import { formatProblem } from "../../../src/problem";
import { container } from "../../support/endpoint-config";
import { sectionContext } from "../../support/section-context";

const check = (...images: readonly string[]): readonly string[] =>
  checkImageRefused(
    sectionContext({
      model: { containers: images.map((image) => ({ ...container, image })), networkIsolation: false },
    }),
  ).map(formatProblem);

const registry = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";

describe("checkImageRefused", () => {
  it("refuses an image outside Amazon ECR", () =>
    expect(check("huggingface/transformers:latest")).toEqual([
      `error image-refused at endpoints.sentiment.model.image
  "huggingface/transformers:latest" is not an image in Amazon ECR
  expected: at most 255 characters: <12 digits>.dkr.ecr.<region>.amazonaws.com/<repository>:<tag>
  fix: write one such as 123456789012.dkr.ecr.eu-central-1.amazonaws.com/fraud:1`,
    ]));

  it.each([
    `${registry}/sentiment:1.4.0`,
    `${registry}/team/sentiment@sha256:${"a".repeat(64)}`,
    `${registry}/sentiment`,
    "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/sentiment:1",
    "763104351884.dkr.ecr.us-east-1.amazonaws.com/huggingface-pytorch-inference:2.1.0-transformers4.37.0-gpu-py310-cu118-ubuntu20.04",
  ])("accepts %s", (image) => expect(check(image)).toEqual([]));

  const checkPrivate = (image: string): readonly string[] =>
    checkImageRefused(
      sectionContext({
        model: { containers: [{ ...container, image, registry: { access: "vpc" } }], networkIsolation: false },
      }),
    ).map(formatProblem);

  it.each(["registry.example.com/team/sentiment:1", "10.0.0.4:5000/sentiment", `${registry}/sentiment:1`])(
    "accepts %s in a private registry",
    (image) => expect(checkPrivate(image)).toEqual([]),
  );

  it("refuses an image without the host of its private registry", () =>
    expect(checkPrivate("huggingface/transformers:latest")).toEqual([
      `error image-refused at endpoints.sentiment.model.image
  "huggingface/transformers:latest" is not an image in a private registry
  expected: at most 255 characters: <host>/<repository>:<tag>
  fix: write one such as registry.example.com/fraud:1`,
    ]));

  it("names the container of a pipeline", () =>
    expect(check(`${registry}/a:1`, `${registry}/B:1`)[0]).toMatch("at endpoints.sentiment.model.containers[1].image"));
});

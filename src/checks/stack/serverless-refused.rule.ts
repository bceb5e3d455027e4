import type { Problem } from "../../problem";
import { type EndpointRule, formatContainerPath } from "./context";

/**
 * Refuses what SageMaker does not support for serverless endpoints.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints.html, Feature exclusions
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-exclusions.html, for rolling deployments
 */
export const checkServerlessRefused: EndpointRule = ({ path, sections }) => {
  const { model, variant, dataCapture, deployment } = sections;
  if (variant?.serverless === undefined) return [];
  const containers = model?.containers ?? [];
  const registries = containers.flatMap(({ registry }, index) =>
    registry === undefined
      ? []
      : [createProblem(`${formatContainerPath(path, containers, index)}.registry`, registryTexts)],
  );
  return [
    ...(model?.vpc === undefined ? [] : [createProblem(`${path}.model.vpc`, vpcTexts)]),
    ...(model?.networkIsolation === true ? [createProblem(`${path}.model.networkIsolation`, isolationTexts)] : []),
    ...(containers.length > 1 ? [createProblem(`${path}.model.containers`, pipelineTexts)] : []),
    ...registries,
    ...(dataCapture === undefined ? [] : [createProblem(`${path}.dataCapture`, captureTexts)]),
    ...(deployment?.strategy.type === "rolling" ? [createProblem(`${path}.deployment`, rollingTexts)] : []),
  ];
};

interface RefusedTexts {
  /** What is refused, as the subject of a sentence. */
  readonly feature: string;
  readonly fix: string;
}

const vpcTexts: RefusedTexts = { feature: "a VPC", fix: "remove vpc" };
const isolationTexts: RefusedTexts = { feature: "network isolation", fix: "remove networkIsolation" };
const pipelineTexts: RefusedTexts = { feature: "inference pipelines", fix: "write one container as image" };
const registryTexts: RefusedTexts = {
  feature: "private Docker registries",
  fix: "remove registry, and use an image in Amazon ECR",
};
const captureTexts: RefusedTexts = { feature: "data capture", fix: "remove dataCapture" };
const rollingTexts: RefusedTexts = { feature: "rolling deployments", fix: "write strategy: allAtOnce" };

function createProblem(path: string, { feature, fix }: RefusedTexts): Problem {
  return {
    severity: "error",
    code: "serverless-refused",
    path,
    message: `SageMaker does not support ${feature} for serverless endpoints`,
    fix: `${fix}; or write variant instead of serverless`,
  };
}

import { type EndpointRule, formatContainerPath } from "./context";

/**
 * Refuses a private registry without the VPC through which SageMaker reaches it.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-containers-inference-private.html
 */
export const checkRegistryWithoutVpc: EndpointRule = ({ path, sections: { model, variant } }) => {
  // A serverless endpoint can have neither: see serverless-refused.
  if (model === undefined || model.vpc !== undefined || variant?.serverless !== undefined) return [];
  return model.containers.flatMap(({ registry }, index) =>
    registry === undefined
      ? []
      : [
          {
            severity: "error",
            code: "registry-without-vpc",
            path: `${formatContainerPath(path, model.containers, index)}.registry`,
            message: "SageMaker reaches a private registry only through a VPC, and the model has none",
            expected: "registry with model.vpc",
            fix: "write model.vpc with subnets that reach the registry, or remove registry and use an image in Amazon ECR",
          },
        ],
  );
};

import { findAcceleratorCount } from "../../aws/facts";
import type { EndpointRule } from "./context";

/**
 * Refuses more accelerators for a copy than its instance has. That a copy runs on one instance is inferred.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_InferenceComponentComputeResourceRequirements.html
 */
export const checkAcceleratorsAboveInstance: EndpointRule = ({ path, sections }) => {
  const { acceleratorsPerCopy, variant } = sections.endpoint ?? {};
  const type = variant?.instanceType;
  const available = type === undefined ? undefined : findAcceleratorCount(type);
  if (acceleratorsPerCopy === undefined || available === undefined || acceleratorsPerCopy <= available) return [];
  return [
    {
      severity: "error",
      code: "accelerators-above-instance",
      path: `${path}.component.acceleratorsPerCopy`,
      message: `each copy reserves ${acceleratorsPerCopy} accelerators, and ${type} has ${available}`,
      expected: `at most ${available}`,
      fix: "write the instance type of the host endpoint, or the accelerators that the component reserves",
    },
  ];
};

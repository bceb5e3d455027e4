import { isBurstable } from "../aws-facts/instance-types";
import type { EndpointCheck } from "./check";

/** A burstable instance type: SageMaker does not scale those automatically. */
export const instanceTypeBurstable: EndpointCheck = ({ path, sections }) => {
  const text = sections.variant?.instanceType;
  if (text === undefined || !isBurstable(text)) return [];
  return [
    {
      severity: "error",
      code: "instance-type-burstable",
      path: `${path}.variant.instanceType`,
      message: `"${text}" is a burstable type, and SageMaker scales none of those automatically`,
      expected: "a type outside the t families",
      fix: "write ml.m5.large, or another type of fixed performance",
    },
  ];
};

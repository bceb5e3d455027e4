import { isBurstable } from "../aws-facts/instance-types";
import type { EndpointCheck } from "./check";
import { writtenInstanceType } from "./written-instance-type";

/** A burstable instance type: SageMaker does not scale those automatically. */
export const instanceTypeBurstable: EndpointCheck = (context) => {
  const { path, text } = writtenInstanceType(context);
  if (text === undefined || !isBurstable(text)) return [];
  return [
    {
      severity: "error",
      code: "instance-type-burstable",
      path,
      message: `"${text}" is a burstable type, and SageMaker scales none of those automatically`,
      expected: "a type outside the t families",
      fix: "write ml.m5.large, or another type of fixed performance",
    },
  ];
};

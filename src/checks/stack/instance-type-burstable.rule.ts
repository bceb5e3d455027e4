import { isBurstable } from "../../aws/facts";
import { type EndpointRule, findConfiguredInstanceType } from "./context";

/** A burstable instance type: SageMaker does not scale those automatically. */
export const checkInstanceTypeBurstable: EndpointRule = (context) => {
  const { path, text } = findConfiguredInstanceType(context);
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

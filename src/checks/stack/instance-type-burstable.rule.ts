import { isBurstable } from "../../aws/facts";
import { type EndpointRule, findConfiguredInstanceType } from "./context";

/** Refuses burstable instance types, which SageMaker does not scale automatically. */
export const checkInstanceTypeBurstable: EndpointRule = (context) => {
  const { path, text } = findConfiguredInstanceType(context);
  if (text === undefined || !isBurstable(text)) return [];
  return [
    {
      severity: "error",
      code: "instance-type-burstable",
      path,
      message: `"${text}" is a burstable type, and SageMaker does not scale those automatically`,
      expected: "a type outside the t families",
      fix: "write ml.m5.large, or another type with fixed performance",
    },
  ];
};

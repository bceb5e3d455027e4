import { instanceTypePattern } from "../../aws/facts";
import { type EndpointRule, findConfiguredInstanceType } from "./context";

/** Refuses names that are no SageMaker instance type, such as EC2's `g5.xlarge`. */
export const checkInstanceTypeUnknownShape: EndpointRule = (context) => {
  const { path, text } = findConfiguredInstanceType(context);
  if (text === undefined || instanceTypePattern.test(text)) return [];
  const likely = `ml.${text.toLowerCase().replace(/^ml\./, "")}`;
  return [
    {
      severity: "error",
      code: "instance-type-unknown-shape",
      path,
      message: `"${text}" is not a SageMaker instance type`,
      expected: "ml.<family>.<size>, such as ml.g5.xlarge",
      fix: `write ${instanceTypePattern.test(likely) ? likely : "a type that SageMaker lists, such as ml.m5.large"}`,
    },
  ];
};

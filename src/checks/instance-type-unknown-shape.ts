import { instanceTypeForm } from "../aws-facts/instance-types";
import type { EndpointCheck } from "./check";
import { writtenInstanceType } from "./written-instance-type";

/** An instance type without the form of SageMaker's names, such as EC2's `g5.xlarge`. */
export const instanceTypeUnknownShape: EndpointCheck = (context) => {
  const { path, text } = writtenInstanceType(context);
  if (text === undefined || instanceTypeForm.test(text)) return [];
  const likely = `ml.${text.toLowerCase().replace(/^ml\./, "")}`;
  return [
    {
      severity: "error",
      code: "instance-type-unknown-shape",
      path,
      message: `"${text}" is not an instance type of SageMaker`,
      expected: "ml.<family>.<size>, such as ml.g5.xlarge",
      ...(instanceTypeForm.test(likely) ? { fix: `write ${likely}` } : {}),
    },
  ];
};

import { maxProductionVariants } from "../../aws/facts";
import { type EndpointRule, listOtherVariants } from "./context";

/** Refuses more variants than an endpoint may have. */
export const checkTooManyVariants: EndpointRule = (context) => {
  const others = listOtherVariants(context);
  const tooMany = others.length + 1 - maxProductionVariants;
  if (tooMany <= 0) return [];
  return [
    {
      severity: "error",
      code: "too-many-variants",
      path: context.path,
      message: `the endpoint has ${others.length + 1} variants; SageMaker allows ${maxProductionVariants}`,
      expected: `at most ${maxProductionVariants - 1} other endpoints with variantOf: ${context.name}`,
      fix: `remove ${tooMany} of ${others.join(", ")}`,
    },
  ];
};

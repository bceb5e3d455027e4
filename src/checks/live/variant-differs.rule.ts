import { joinWords } from "../../config/text";
import { type ExistingEndpointRule, formatSectionPath } from "./existing-endpoint-context";

/** Refuses a variant that the endpoint does not have, and warns of a wrong instance type. */
export const checkVariantDiffers: ExistingEndpointRule = (context) => {
  const { existing, live } = context;
  if (existing.unit === "copies") return [];
  const { name, variant } = existing;
  const section = formatSectionPath(context);
  const { variants } = live.counts;
  const liveVariant = variants.find((each) => each.name === variant.name);
  if (liveVariant === undefined) {
    const names = variants.map((each) => each.name);
    return [
      {
        severity: "error",
        code: "variant-differs",
        path: `${section}.variant`,
        message: `${name} has no variant "${variant.name}"`,
        expected: joinWords(names, "or"),
        fix: `write variant: ${names[0] ?? "its name"}`,
      },
    ];
  }
  const { instanceType } = liveVariant;
  if ([undefined, instanceType].includes(variant.instanceType)) return [];
  return [
    {
      severity: "warning",
      code: "variant-differs",
      path: `${section}.instanceType`,
      ...(instanceType === undefined
        ? {
            message: `cannot see whether variant ${variant.name} of ${name} runs on ${variant.instanceType}, which cost and checks use`,
            fix: "allow sagemaker:DescribeEndpointConfig for this user or role",
          }
        : {
            message: `variant ${variant.name} of ${name} runs on ${instanceType}, not ${variant.instanceType}: cost and checks use the wrong type`,
            expected: instanceType,
            fix: `write instanceType: ${instanceType}`,
          }),
    },
  ];
};

import { joinWords } from "../../config/text";
import type { ExistingEndpointRule } from "./existing-endpoint-context";

/** A variant that the endpoint does not have, or one with instances of another type than the stack file says. */
export const checkVariantDiffers: ExistingEndpointRule = ({
  path,
  existing: { name, variant },
  live,
}) => {
  const { variants } = live.counts;
  const found = variants.find((each) => each.name === variant.name);
  if (found === undefined) {
    return [
      {
        severity: "error",
        code: "variant-differs",
        path: `${path}.endpoint.variant`,
        message: `${name} has no variant "${variant.name}"`,
        expected: joinWords(
          variants.map((each) => each.name),
          "or",
        ),
        fix: `write variant: ${variants[0]?.name ?? "its name"}`,
      },
    ];
  }
  const { instanceType: real } = found;
  const { instanceType: written } = variant;
  if (real === undefined || written === undefined || real === written) return [];
  return [
    {
      severity: "warning",
      code: "variant-differs",
      path: `${path}.endpoint.instanceType`,
      message: `variant ${variant.name} of ${name} has instances of ${real}, not ${written}: cost and checks are about the wrong type`,
      expected: real,
      fix: `write instanceType: ${real}`,
    },
  ];
};

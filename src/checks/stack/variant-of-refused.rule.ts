import { findClosestMatch } from "../../config/text";
import { formatPathStep, type Problem } from "../../problem";
import type { EndpointContext, EndpointRule } from "./context";

/**
 * Refuses a `variantOf` that names no endpoint to which a variant can be added. An asynchronous and a serverless endpoint have one variant.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints.html, feature exclusions
 * @see https://github.com/aws/aws-cdk-rfcs/pull/433, on what SageMaker accepts
 */
export const checkVariantOfRefused: EndpointRule = (context) => {
  const { path, sections } = context;
  const { variantOf } = sections;
  const reason = variantOf === undefined ? undefined : explainRefusal(variantOf, context);
  if (reason === undefined) return [];
  return [{ severity: "error", code: "variant-of-refused", path: `${path}.variantOf`, ...reason }];
};

const expected = "the key of a real-time endpoint with model and variant";
const makeOwnEndpoint = "remove variantOf, which makes this a separate endpoint";

function explainRefusal(
  owner: string,
  { name, endpoints = {} }: EndpointContext,
): Pick<Problem, "message" | "expected" | "fix"> | undefined {
  if (owner === name) return { message: "an endpoint cannot be a variant of itself", expected, fix: makeOwnEndpoint };
  const found = Object.hasOwn(endpoints, owner) ? endpoints[owner] : undefined;
  if (found === undefined) {
    const closest = findClosestMatch(owner, listOwners(name, endpoints));
    const fix = closest === undefined ? makeOwnEndpoint : `write ${closest}`;
    return { message: `the stack has no endpoint "${owner}"`, expected, fix };
  }
  const { variantOf, endpoint, variant, async } = found;
  const place = `endpoints${formatPathStep(owner, false)}`;
  if (variantOf !== undefined) {
    const fix = variantOf === name ? makeOwnEndpoint : `write ${variantOf}`;
    return { message: `${place} is itself a variant, of ${variantOf}`, expected, fix };
  }
  if (endpoint !== undefined) {
    const message = `this program does not create ${place}, so it cannot add a variant to it`;
    return { message, expected, fix: makeOwnEndpoint };
  }
  if (variant?.serverless !== undefined) {
    return { message: `${place} is serverless, and SageMaker allows it one variant`, expected, fix: makeOwnEndpoint };
  }
  if (async === undefined) return undefined;
  return { message: `${place} is asynchronous, and SageMaker allows it one variant`, expected, fix: makeOwnEndpoint };
}

function listOwners(name: string, endpoints: NonNullable<EndpointContext["endpoints"]>): readonly string[] {
  return Object.keys(endpoints).filter((key) => key !== name && endpoints[key]?.variantOf === undefined);
}

import { isMap } from "./user-text";
import { readYaml } from "./yaml-file";

/**
 * How the AWS provider of a stack is told where to go and as whom, as far as its stack file says it in plain text.
 *
 * `assumeRoles`: as it stands there
 * `encrypted`:   the keys whose values only Pulumi can read
 */
export interface AwsSettings {
  readonly region?: string;
  readonly profile?: string;
  readonly assumeRoles?: unknown;
  readonly encrypted: readonly string[];
}

/**
 * `aws:region`, `aws:profile` and `aws:assumeRoles` of a stack file.
 *
 * Out:    what is absent, encrypted, or no text is left out
 * Source: https://www.pulumi.com/registry/packages/aws/installation-configuration/
 */
export function readAwsSettings(text: string): AwsSettings {
  const { value } = readYaml(text);
  const config = isMap(value) && isMap(value["config"]) ? value["config"] : {};
  const keys = ["aws:region", "aws:profile", "aws:assumeRoles"];
  const encrypted = keys.filter((key) => hasSecret(config[key]));
  const { "aws:region": region, "aws:profile": profile, "aws:assumeRoles": assumeRoles } = config;
  return {
    ...(typeof region === "string" ? { region } : {}),
    ...(typeof profile === "string" ? { profile } : {}),
    ...(assumeRoles === undefined || encrypted.includes("aws:assumeRoles") ? {} : { assumeRoles }),
    encrypted,
  };
}

/** `secure: …`, also inside of a list or a map. */
function hasSecret(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasSecret);
  if (!isMap(value)) return false;
  return "secure" in value || Object.values(value).some(hasSecret);
}

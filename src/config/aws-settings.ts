import { isMap } from "./user-text";
import { readYaml } from "./yaml-file";

/** How the AWS provider of a stack is told where to go, as far as its stack file says it in plain text. */
export interface AwsSettings {
  readonly region?: string;
  readonly profile?: string;
}

/**
 * `aws:region` and `aws:profile` of a stack file.
 *
 * Out:    what is absent, secret, or no text is left out
 * Source: https://www.pulumi.com/registry/packages/aws/installation-configuration/
 */
export function awsSettings(text: string): AwsSettings {
  const { value } = readYaml(text);
  const config = isMap(value) && isMap(value["config"]) ? value["config"] : {};
  const { "aws:region": region, "aws:profile": profile } = config;
  return {
    ...(typeof region === "string" ? { region } : {}),
    ...(typeof profile === "string" ? { profile } : {}),
  };
}

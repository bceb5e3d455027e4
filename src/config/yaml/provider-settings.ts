import { isMap } from "../text";
import { type ProjectFile, shippedProject } from "./project-file";
import { readYaml } from "./read-yaml";
import { replaceSecrets, parseOwnKey, toConfigValue } from "./stack-file";

/** Reads what a stack file and its project say to Pulumi and to providers, by key: `aws:region`, `environment`. */
export function readOtherSettings(text: string, { name, defaults }: ProjectFile = shippedProject): object {
  const { value } = readYaml(text);
  const { config, environment, encryptedkey, encryptionsalt, ...settings } = isMap(value) ? value : {};
  const others = Object.entries({ ...defaults, ...(isMap(config) ? config : {}) }).filter(
    ([key]) => parseOwnKey(key, name) === undefined,
  );
  return {
    ...Object.fromEntries(others.map(([key, held]) => [key, toConfigValue(held)])),
    // Later environments have precedence, so their order counts.
    environment: Array.isArray(environment) ? environment.join(", ") : environment,
    encryptedkey: replaceSecrets({ secure: encryptedkey }),
    encryptionsalt: replaceSecrets({ secure: encryptionsalt }),
    ...settings,
  };
}

/** The AWS provider's settings in a stack file that are plain text. */
export interface AwsSettings {
  readonly region?: string;
  readonly profile?: string;
  readonly assumeRoles?: unknown;
  /** Keys whose values only Pulumi can read. */
  readonly encrypted: readonly string[];
}

/**
 * Reads `aws:region`, `aws:profile` and `aws:assumeRoles` of a stack file and its project.
 * @see https://www.pulumi.com/registry/packages/aws/installation-configuration/
 */
export function readAwsSettings(text: string, { defaults }: ProjectFile = shippedProject): AwsSettings {
  const { value } = readYaml(text);
  const config = { ...defaults, ...(isMap(value) && isMap(value["config"]) ? value["config"] : {}) };
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

/** Finds `secure: …`, also inside a list or a map. */
function hasSecret(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasSecret);
  if (!isMap(value)) return false;
  return "secure" in value || Object.values(value).some(hasSecret);
}

import { formatSecret, isEncrypted, isMap } from "../text";
import { type ProjectFile, shippedProject } from "./project-file";
import { readYaml } from "./read-yaml";
import { parseOwnKey, toConfigValue } from "./stack-file";

/** Reads what a stack file and its project say to Pulumi and to providers, by key: `aws:region`, `environment`. */
export function readOtherSettings(text: string, { name, defaults }: ProjectFile = shippedProject): object {
  const { value } = readYaml(text);
  const { config, environment, encryptedkey, encryptionsalt, ...settings } = isMap(value) ? value : {};
  const others = Object.entries({ ...defaults, ...(isMap(config) ? config : {}) }).filter(
    ([key]) => parseOwnKey(key, name) === undefined,
  );
  return {
    ...Object.fromEntries(others.map(([key, held]) => [key, hideSecrets(toConfigValue(held))])),
    // Later environments have precedence, so their order counts.
    environment: Array.isArray(environment) ? environment.join(", ") : environment,
    encryptedkey: hideSecrets({ secure: encryptedkey }),
    encryptionsalt: hideSecrets({ secure: encryptionsalt }),
    ...settings,
  };
}

function hideSecrets(value: unknown): unknown {
  if (isEncrypted(value)) return formatSecret(value);
  if (Array.isArray(value)) return value.map(hideSecrets);
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, hideSecrets(inner)]));
}

/** The AWS provider's settings in a stack file that are plain text. */
export interface AwsSettings {
  readonly region?: string;
  readonly profile?: string;
  /** All that decide who asks AWS and where, without `aws:`, as in the file. */
  readonly provider: Readonly<Record<string, unknown>>;
  /** Keys whose values only Pulumi can read. */
  readonly encrypted: readonly string[];
}

const providerKeys = [
  "accessKey",
  "assumeRoleWithWebIdentity",
  "assumeRoles",
  "endpoints",
  "profile",
  "region",
  "secretKey",
  "sharedConfigFiles",
  "sharedCredentialsFiles",
  "stsRegion",
  "token",
  "useDualstackEndpoint",
  "useFipsEndpoint",
];

/**
 * Reads the settings of the AWS provider in a stack file and its project.
 * @see https://www.pulumi.com/registry/packages/aws/installation-configuration/
 */
export function readAwsSettings(text: string, { defaults }: ProjectFile = shippedProject): AwsSettings {
  const { value } = readYaml(text);
  const config = { ...defaults, ...(isMap(value) && isMap(value["config"]) ? value["config"] : {}) };
  const present = providerKeys.filter((key) => config[`aws:${key}`] !== undefined);
  const hasSecretAt = (key: string): boolean => hasSecret(config[`aws:${key}`]);
  const { "aws:region": region, "aws:profile": profile } = config;
  return {
    ...(typeof region === "string" ? { region } : {}),
    ...(typeof profile === "string" ? { profile } : {}),
    provider: Object.fromEntries(present.filter((key) => !hasSecretAt(key)).map((key) => [key, config[`aws:${key}`]])),
    encrypted: present.filter(hasSecretAt).map((key) => `aws:${key}`),
  };
}

/** Finds `secure: …`, also inside a list or a map. */
function hasSecret(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasSecret);
  if (!isMap(value)) return false;
  return "secure" in value || Object.values(value).some(hasSecret);
}

import type { AssumedRole, WebIdentityRole } from "./credentials";

/** Who asks AWS, and where. What is absent comes from the SDK's own chain. */
export interface AwsAccess {
  readonly region?: string;
  readonly profile?: string;
  readonly keys?: AccessKeys;
  readonly sharedConfigFiles?: readonly string[];
  readonly sharedCredentialsFiles?: readonly string[];
  readonly webIdentity?: WebIdentityRole;
  /** Assumed one after the other. */
  readonly roles?: readonly AssumedRole[];
  /** The servers to ask, by the provider's names of services. */
  readonly endpoints?: Readonly<Record<string, string>>;
  /** @default `region` */
  readonly stsRegion?: string;
  readonly useFipsEndpoint?: boolean;
  readonly useDualstackEndpoint?: boolean;
}

interface AccessKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** In which accounts the provider may work. */
export interface AccountRules {
  readonly allowed?: readonly string[];
  readonly forbidden?: readonly string[];
  /** The servers that the provider asks do not know accounts. */
  readonly isUnknown: boolean;
}

type RawSettings = Readonly<Record<string, unknown>>;

/**
 * Parses the settings of the provider `aws`, and leaves out what has another form, as the provider refuses it itself.
 * @param raw untrusted; keys as in the stack file, without `aws:`; values as in YAML, or as the engine's texts
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/provider/
 */
export function parseProviderSettings(raw: RawSettings): AwsAccess {
  const settings = decodeSettings(raw);
  const { assumeRoles, assumeRoleWithWebIdentity: webIdentity, endpoints } = settings;
  const roles = Array.isArray(assumeRoles) ? assumeRoles.filter(isAssumedRole) : [];
  const servers = parseEndpoints(endpoints);
  return {
    ...pickText(settings, "region"),
    ...pickText(settings, "profile"),
    ...pickText(settings, "stsRegion"),
    ...parseKeys(settings),
    ...pickTexts(settings, "sharedConfigFiles"),
    ...pickTexts(settings, "sharedCredentialsFiles"),
    ...(isRecord(webIdentity) ? { webIdentity } : {}),
    ...(roles.length === 0 ? {} : { roles }),
    ...(Object.keys(servers).length === 0 ? {} : { endpoints: servers }),
    ...(isTrue(settings["useFipsEndpoint"]) ? { useFipsEndpoint: true } : {}),
    ...(isTrue(settings["useDualstackEndpoint"]) ? { useDualstackEndpoint: true } : {}),
  };
}

/** @param raw as of `parseProviderSettings` */
export function parseAccountRules(raw: RawSettings): AccountRules {
  const settings = decodeSettings(raw);
  const { allowedAccountIds: allowed } = pickTexts(settings, "allowedAccountIds");
  const { forbiddenAccountIds: forbidden } = pickTexts(settings, "forbiddenAccountIds");
  return {
    ...(allowed === undefined ? {} : { allowed }),
    ...(forbidden === undefined ? {} : { forbidden }),
    isUnknown: isTrue(settings["skipRequestingAccountId"]),
  };
}

/** The engine hands over lists and maps as JSON. */
function decodeSettings(raw: RawSettings): RawSettings {
  return Object.fromEntries(Object.entries(raw).map(([key, value]) => [key, decodeJson(value)]));
}

function decodeJson(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function parseKeys(settings: RawSettings): Pick<AwsAccess, "keys"> {
  const { accessKey: accessKeyId, secretKey: secretAccessKey, token: sessionToken } = settings;
  if (typeof accessKeyId !== "string" || typeof secretAccessKey !== "string") return {};
  return { keys: { accessKeyId, secretAccessKey, ...(typeof sessionToken === "string" ? { sessionToken } : {}) } };
}

/** A list of maps, each from a service to an address. */
function parseEndpoints(raw: unknown): Readonly<Record<string, string>> {
  const maps = Array.isArray(raw) ? raw.filter(isRecord) : [];
  const entries = maps.flatMap((each) => Object.entries(each));
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === "string" && entry[1] !== ""),
  );
}

function pickText<K extends string>(settings: RawSettings, key: K): Readonly<Partial<Record<K, string>>> {
  const value = settings[key];
  const picked: Partial<Record<K, string>> = {};
  if (typeof value === "string" && value !== "") picked[key] = value;
  return picked;
}

/** An account's number may be a number in YAML. */
function pickTexts<K extends string>(settings: RawSettings, key: K): Readonly<Partial<Record<K, readonly string[]>>> {
  const value = settings[key];
  const picked: Partial<Record<K, readonly string[]>> = {};
  if (Array.isArray(value) && value.length > 0) picked[key] = value.map(String);
  return picked;
}

function isTrue(value: unknown): boolean {
  return value === true || value === "true";
}

/** The provider leaves out a role without an ARN. */
function isAssumedRole(value: unknown): value is AssumedRole {
  return isRecord(value) && typeof value["roleArn"] === "string";
}

function isRecord(value: unknown): value is RawSettings {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

import { homedir } from "node:os";
import path from "node:path";
import type { fromTemporaryCredentials } from "@aws-sdk/credential-providers";
import type { AwsAccess } from "./provider-settings";

/** What both kinds of role have. `duration`: in Go's form, such as 1h30m. */
interface RoleSession {
  readonly sessionName?: string;
  readonly duration?: string;
  readonly policy?: string;
  readonly policyArns?: readonly string[];
}

/**
 * A role that the provider assumes, as in its config.
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/provider/#providerassumerole
 */
export interface AssumedRole extends RoleSession {
  readonly roleArn: string;
  readonly externalId?: string;
  readonly sourceIdentity?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly transitiveTagKeys?: readonly string[];
}

/**
 * A role that the provider assumes with a token. What is absent comes from the environment.
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/provider/#providerassumerolewithwebidentity
 */
export interface WebIdentityRole extends RoleSession {
  readonly roleArn?: string;
  readonly webIdentityToken?: string;
  readonly webIdentityTokenFile?: string;
}

type Credentials = ReturnType<typeof fromTemporaryCredentials>;
type CredentialProviders = typeof import("@aws-sdk/credential-providers");

/**
 * The credentials that the provider has: those of the last role, each role assumed with those of the one before it. The
 * SDK asks for them at the first call, which fails if a role may not be assumed, and again before they expire.
 * @returns undefined if the SDK's own chain has them
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export async function createCredentials(access: AwsAccess): Promise<Credentials | undefined> {
  const { keys, webIdentity, sharedConfigFiles, sharedCredentialsFiles, roles = [] } = access;
  const hasFiles = sharedConfigFiles !== undefined || sharedCredentialsFiles !== undefined;
  if (roles.length === 0 && keys === undefined && webIdentity === undefined && !hasFiles) return undefined;
  const providers = await import("@aws-sdk/credential-providers");
  return roles.reduce<Credentials | undefined>(
    (before, role) =>
      providers.fromTemporaryCredentials({
        params: toAssumeRoleParams(role),
        clientConfig: toStsConfig(access),
        ...(before === undefined ? {} : { masterCredentials: before }),
      }),
    createFirstCredentials(access, providers),
  );
}

/** Those that assume the first role. */
function createFirstCredentials(access: AwsAccess, providers: CredentialProviders): Credentials | undefined {
  const { keys, webIdentity } = access;
  if (webIdentity !== undefined) return createWebIdentityCredentials(webIdentity, access, providers);
  if (keys !== undefined) return () => Promise.resolve(keys);
  return createFileCredentials(access, providers);
}

function createWebIdentityCredentials(
  role: WebIdentityRole,
  access: AwsAccess,
  { fromTokenFile, fromWebToken }: CredentialProviders,
): Credentials {
  const { roleArn, webIdentityToken, webIdentityTokenFile, sessionName, duration, policy, policyArns } = role;
  const session = {
    clientConfig: toStsConfig(access),
    ...(roleArn === undefined ? {} : { roleArn }),
    ...(sessionName === undefined ? {} : { roleSessionName: sessionName }),
    ...(duration === undefined ? {} : { durationSeconds: parseGoDuration(duration) }),
    ...(policy === undefined ? {} : { policy }),
    ...(policyArns === undefined ? {} : { policyArns: policyArns.map((arn) => ({ arn })) }),
  };
  if (webIdentityToken !== undefined && roleArn !== undefined) {
    return fromWebToken({ ...session, roleArn, webIdentityToken });
  }
  return fromTokenFile({ ...session, ...(webIdentityTokenFile === undefined ? {} : { webIdentityTokenFile }) });
}

/** The SDK reads one file of each kind, the provider several: the first pair that has credentials counts. */
function createFileCredentials(
  { profile, sharedConfigFiles, sharedCredentialsFiles }: AwsAccess,
  { createCredentialChain, fromEnv, fromIni }: CredentialProviders,
): Credentials | undefined {
  if (sharedConfigFiles === undefined && sharedCredentialsFiles === undefined) return undefined;
  const chosen = profile === undefined ? {} : { profile };
  const files = (sharedConfigFiles ?? [undefined]).flatMap((config) =>
    (sharedCredentialsFiles ?? [undefined]).map((credentials) =>
      fromIni({
        ...chosen,
        ...(config === undefined ? {} : { configFilepath: expandHome(config) }),
        ...(credentials === undefined ? {} : { filepath: expandHome(credentials) }),
      }),
    ),
  );
  return createCredentialChain(...(profile === undefined ? [fromEnv()] : []), ...files);
}

function expandHome(file: string): string {
  return file.startsWith("~/") ? path.join(homedir(), file.slice(2)) : file;
}

/** Where to assume roles. */
function toStsConfig({ region, stsRegion = region, profile, endpoints = {} }: AwsAccess) {
  return {
    ...(stsRegion === undefined ? {} : { region: stsRegion }),
    ...(profile === undefined ? {} : { profile }),
    ...(endpoints["sts"] === undefined ? {} : { endpoint: endpoints["sts"] }),
  };
}

function toAssumeRoleParams(role: AssumedRole): Parameters<typeof fromTemporaryCredentials>[0]["params"] {
  const { sessionName, duration, tags, transitiveTagKeys } = role;
  return {
    RoleArn: role.roleArn,
    ...(sessionName === undefined ? {} : { RoleSessionName: sessionName }),
    ExternalId: role.externalId,
    DurationSeconds: duration === undefined ? undefined : parseGoDuration(duration),
    Policy: role.policy,
    PolicyArns: role.policyArns?.map((arn) => ({ arn })),
    SourceIdentity: role.sourceIdentity,
    Tags: tags === undefined ? undefined : Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    TransitiveTagKeys: transitiveTagKeys === undefined ? undefined : [...transitiveTagKeys],
  };
}

const secondsPerUnit: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 };

/** @returns seconds; units below a second add nothing to a session of hours */
function parseGoDuration(duration: string): number {
  const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)(ns|us|\u00b5s|ms|s|m|h)/g)];
  return Math.round(parts.reduce((sum, [, count, unit]) => sum + Number(count) * (secondsPerUnit[unit ?? ""] ?? 0), 0));
}

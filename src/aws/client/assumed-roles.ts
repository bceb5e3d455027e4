import type { fromTemporaryCredentials } from "@aws-sdk/credential-providers";

/**
 * A role that the provider assumes, as in its config. `duration`: in Go's form, such as 1h30m.
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/provider/#providerassumerole
 */
export interface AssumedRole {
  readonly roleArn: string;
  readonly sessionName?: string;
  readonly externalId?: string;
  readonly duration?: string;
  readonly policy?: string;
  readonly policyArns?: readonly string[];
  readonly sourceIdentity?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly transitiveTagKeys?: readonly string[];
}

/** Where the credentials that assume the first role come from. */
interface CredentialSource {
  readonly region?: string;
  readonly profile?: string;
}

type RoleCredentials = ReturnType<typeof fromTemporaryCredentials>;

/**
 * Credentials of the last role, each role assumed with those of the one before it. The SDK asks for them at the first
 * call, which fails if a role may not be assumed, and again before they expire.
 * @param roles at least one, in the provider's order
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export async function createRoleCredentials(
  roles: readonly AssumedRole[],
  { region, profile }: CredentialSource,
): Promise<RoleCredentials | undefined> {
  const { fromTemporaryCredentials } = await import("@aws-sdk/credential-providers");
  const clientConfig = { ...(region === undefined ? {} : { region }), ...(profile === undefined ? {} : { profile }) };
  return roles.reduce<RoleCredentials | undefined>(
    (before, role) =>
      fromTemporaryCredentials({
        params: toAssumeRoleParams(role),
        clientConfig,
        ...(before === undefined ? {} : { masterCredentials: before }),
      }),
    undefined,
  );
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

/** The roles of the provider's config. Leaves out what has no `roleArn`, as the provider does. @param raw untrusted */
export function parseAssumedRoles(raw: unknown): readonly AssumedRole[] {
  return Array.isArray(raw) ? raw.filter(isAssumedRole) : [];
}

function isAssumedRole(value: unknown): value is AssumedRole {
  return typeof value === "object" && value !== null && "roleArn" in value && typeof value.roleArn === "string";
}

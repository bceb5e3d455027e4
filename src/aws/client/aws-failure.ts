/** Why a call failed. `operation`: its IAM action. `message`: one sentence, with AWS's own words if it had any. */
export interface AwsFailure {
  readonly kind: "credentials" | "region" | "denied" | "throttled" | "network" | "other";
  readonly operation: string;
  readonly message: string;
  readonly fix: string;
}

interface SdkError {
  readonly name: string;
  readonly code: string;
  readonly message: string;
}

/**
 * An error of the SDK as data.
 * @param operation such as `sagemaker:DescribeEndpoint`
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/CommonErrors.html
 * @see https://github.com/aws/aws-sdk-js-v3, for the other names
 */
export function toAwsFailure(operation: string, thrown: unknown): AwsFailure {
  const error = toSdkError(thrown);
  const found = failureKinds.find(({ is }) => is(error));
  if (found === undefined) {
    const text = [error.name, error.message].filter((each) => each !== "").join(": ");
    const message = `AWS answered ${operation} with ${text === "" ? "an error" : text}`;
    return { kind: "other", operation, message, fix: "see what AWS says, then try again" };
  }
  const { kind, words, fix } = found;
  return { kind, operation, message: words(operation, error), fix: fix(operation) };
}

interface FailureKind {
  readonly kind: AwsFailure["kind"];
  readonly is: (error: SdkError) => boolean;
  readonly words: (operation: string, error: SdkError) => string;
  readonly fix: (operation: string) => string;
}

const failureKinds: readonly FailureKind[] = [
  {
    kind: "region",
    is: ({ message }) => /^Region is missing|Invalid region|not a valid hostname/i.test(message),
    words: () => "no AWS region is set",
    fix: () => "write aws:region into the stack file, or set AWS_REGION",
  },
  {
    kind: "credentials",
    is: ({ name, message }) =>
      /CredentialsProviderError|TokenProviderError/.test(name) ||
      /credential/i.test(name) ||
      /^(Could not load credentials|Credential is missing)/i.test(message),
    words: (_operation, { message }) => `there are no AWS credentials: ${toSentence(message)}`,
    fix: () => "sign in (aws sso login), set AWS_PROFILE, or write aws:profile into the stack file",
  },
  {
    kind: "credentials",
    is: ({ name }) =>
      /^(ExpiredToken|UnrecognizedClient|InvalidSignature|InvalidClientTokenId|IncompleteSignature|MissingAuthenticationToken|SignatureDoesNotMatch|RequestExpired)/.test(
        name,
      ),
    words: (_operation, { message }) => `AWS does not accept the credentials: ${toSentence(message)}`,
    fix: () => "sign in again (aws sso login), or check the profile and this machine's clock",
  },
  {
    kind: "denied",
    is: ({ name }) => /^(AccessDenied|NotAuthorized|UnauthorizedOperation)/.test(name),
    words: (operation, { message }) => `${operation} is not permitted: ${toSentence(message)}`,
    fix: (operation) => `allow ${operation} for this user or role`,
  },
  {
    kind: "throttled",
    is: ({ name }) => /^(Throttl|TooManyRequests|RequestLimitExceeded)/.test(name),
    words: (operation) => `AWS takes no more requests at the moment (${operation} was throttled)`,
    fix: () => "try again in a minute",
  },
  {
    kind: "network",
    is: ({ name, code, message }) =>
      /^(TimeoutError|NetworkingError|AbortError)$/.test(name) ||
      /^(E[A-Z_]+|UND_ERR.*|CERT_.*|DEPTH_.*|SELF_SIGNED.*)$/.test(code) ||
      /socket hang up|ETIMEDOUT|ECONN/.test(message),
    words: (operation, { code, message }) =>
      `AWS cannot be reached for ${operation}: ${toSentence(message === "" ? code : message)}`,
    fix: () => "check the network, the region, and AWS_ENDPOINT_URL if it is set",
  },
];

function toSdkError(thrown: unknown): SdkError {
  const member = (key: string): string => {
    const value: unknown = typeof thrown === "object" && thrown !== null ? Reflect.get(thrown, key) : undefined;
    return typeof value === "string" ? value : "";
  };
  return { name: member("name"), code: member("code"), message: member("message") };
}

/** The first line, without the period, so that it fits into a sentence. */
function toSentence(text: string): string {
  return (text.split("\n")[0] ?? "").trim().replace(/\.$/, "");
}

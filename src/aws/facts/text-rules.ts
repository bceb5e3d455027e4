/** What AWS takes as a name or an address. `words`: the same for people. */
export interface TextRule {
  readonly form: RegExp;
  readonly maxLength: number;
  readonly words: string;
  /** A text that AWS takes. */
  readonly example: string;
  /** Whether a name becomes valid if hyphens replace the other characters. */
  readonly takesHyphens?: true;
}

/**
 * Also for variants and hostnames of containers.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpoint.html
 */
export const endpointNameRule: TextRule = {
  form: /^[a-zA-Z0-9](?:-*[a-zA-Z0-9])*$/,
  maxLength: 63,
  words: "letters, digits, hyphens between them",
  example: "fraud-detection",
  takesHyphens: true,
};

/**
 * Pulumi makes a name unique with a hyphen and seven hexadecimal digits.
 * @see https://www.pulumi.com/docs/iac/concepts/resources/names/
 */
const randomSuffixLength = 8;

/** The endpoint's name at AWS is its key and a random suffix. */
export const endpointKeyRule: TextRule = {
  ...endpointNameRule,
  maxLength: endpointNameRule.maxLength - randomSuffixLength,
};

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html */
export const scheduledActionNameRule: TextRule = {
  form: /^(?! )[^:/|\u0000-\u001f\u007f-\u009f]+(?<! )$/,
  maxLength: 256,
  words: "no colon, slash, bar or control character, no space at either end",
  example: "office",
  takesHyphens: true,
};

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ContainerDefinition.html */
export const environmentKeyRule: TextRule = {
  form: /^[a-zA-Z_][a-zA-Z0-9_]*$/,
  maxLength: 1024,
  words: "letters, digits and underscores, no digit in front",
  example: "LOG_LEVEL",
};

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_Tag.html */
export const tagKeyRule: TextRule = {
  form: /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/iu,
  maxLength: 128,
  words: "letters, digits, spaces and _ . : / = + - @, not aws: in front",
  example: "team",
  takesHyphens: true,
};

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_Tag.html */
export const tagValueRule: TextRule = {
  form: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u,
  maxLength: 256,
  words: "letters, digits, spaces and _ . : / = + - @",
  example: "search",
  takesHyphens: true,
};

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModel.html */
export const roleArnRule: TextRule = {
  form: /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
  maxLength: 2048,
  words: "arn:aws:iam::<12 digits>:role/<name>",
  example: "arn:aws:iam::123456789012:role/inference",
};

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html, PermissionsBoundary */
export const policyArnRule: TextRule = {
  form: /^arn:aws[a-z-]*:iam::(?:\d{12}|aws):policy\/[\w+=,.@/-]+$/,
  maxLength: 2048,
  words: "arn:aws:iam::<12 digits>:policy/<name>",
  example: "arn:aws:iam::123456789012:policy/inference-timetable-boundary",
};

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_AsyncInferenceNotificationConfig.html */
export const topicArnRule: TextRule = {
  form: /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w.-]+$/,
  maxLength: 2048,
  words: "arn:aws:sns:<region>:<12 digits>:<topic>",
  example: "arn:aws:sns:eu-central-1:123456789012:alerts",
};

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariantCapacityReservationConfig.html */
export const reservationArnRule: TextRule = {
  form: /^arn:aws[a-z-]*:sagemaker:[a-z0-9-]*:\d{12}:[a-z0-9-]{1,14}\/.+$/,
  maxLength: 258,
  words: "arn:aws:sagemaker:<region>:<12 digits>:training-plan/<name>",
  example: "arn:aws:sagemaker:eu-central-1:123456789012:training-plan/evaluation",
};

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DataCaptureConfig.html */
export const kmsKeyRule: TextRule = {
  form: /^(?:arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:)?(?:key\/)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$|^(?:arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:)?(?:key\/)?mrk-[0-9a-f]{32}$|^(?:arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:)?alias\/[\w/-]+$/,
  maxLength: 2048,
  words: "a key's id, alias/<name>, or the ARN of one",
  example: "alias/inference",
};

/**
 * Whether a text has the form of a region, as `us-gov-west-1`. A pattern, not a list: new regions appear, in the same
 * directions.
 * @see https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
 */
export function isRegionForm(text: string): boolean {
  return /^[a-z]{2,4}(?:-[a-z]+)?-(?:central|(?:north|south)(?:east|west)?|east|west)-\d{1,2}$/.test(text);
}

/** The domains of AWS's partitions, as the AWS SDK has them (`@aws-sdk/core`, `partitions.js`). */
const domain = "(?:amazonaws\\.(?:com(?:\\.cn)?|eu)|(?:c2s|csp\\.hci)\\.ic\\.gov|sc2s\\.sgov\\.gov|cloud\\.adc-e\\.uk)";

/**
 * Amazon ECR only: SageMaker pulls from another registry only through a VPC.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ContainerDefinition.html
 */
export const imageRule: TextRule = {
  form: new RegExp(
    `^\\d{12}\\.dkr\\.ecr(?:-fips)?\\.[a-z0-9-]+\\.${domain}/[a-z0-9]+(?:[._/-]+[a-z0-9]+)*(?::[\\w][\\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$`,
  ),
  maxLength: 255,
  words: "<12 digits>.dkr.ecr.<region>.amazonaws.com/<repository>:<tag>",
  example: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/fraud:1",
};

/**
 * In a private registry that SageMaker reaches through a VPC.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-containers-inference-private.html
 */
export const registryImageRule: TextRule = {
  form: /^(?=[^/]*\.)[a-zA-Z0-9][a-zA-Z0-9.-]*(?::\d{1,5})?\/[a-z0-9]+(?:[._/-]+[a-z0-9]+)*(?::[\w][\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/,
  maxLength: 255,
  words: "<host>/<repository>:<tag>",
  example: "registry.example.com/fraud:1",
};

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_RepositoryAuthConfig.html */
export const functionArnRule: TextRule = {
  form: /^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[\w-]+(?::[\w$-]+)?$/,
  maxLength: 2048,
  words: "arn:aws:lambda:<region>:<12 digits>:function:<name>",
  example: "arn:aws:lambda:eu-central-1:123456789012:function:registry-credentials",
};

/**
 * No wildcards: they would let the role read more than the model.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ContainerDefinition.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export const s3UrlRule: TextRule = {
  form: /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?:\/[^*?$\s]*)?$/,
  maxLength: 1024,
  words: "s3://<bucket>/<key>, without wildcards",
  example: "s3://models/fraud.tar.gz",
};

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DataCaptureConfig.html */
export const s3DestinationRule: TextRule = { ...s3UrlRule, maxLength: 512 };

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_VpcConfig.html */
export const subnetIdRule: TextRule = {
  form: /^subnet-[0-9a-f]+$/,
  maxLength: 32,
  words: "subnet-…",
  example: "subnet-0a1b2c3d",
};

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_Alarm.html */
export const alarmNameRule: TextRule = {
  form: /\S/,
  maxLength: 255,
  words: "any text that is not blank",
  example: "errors",
};

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_VpcConfig.html */
export const securityGroupIdRule: TextRule = {
  form: /^sg-[0-9a-f]+$/,
  maxLength: 32,
  words: "sg-…",
  example: "sg-0a1b2c3d",
};

/** @see https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html */
export const emailRule: TextRule = {
  form: /^[^\s@<>,;"]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)+$/,
  maxLength: 320,
  words: "<name>@<domain>",
  example: "oncall@example.com",
};

/** Whether AWS takes the text. Counts characters, not UTF-16 units. */
export function isAllowedBy(rule: TextRule, text: string): boolean {
  return [...text].length <= rule.maxLength && rule.form.test(text);
}

export interface ImageAddress {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  readonly repository: string;
}

/**
 * Parses `<account>.dkr.ecr.<region>.amazonaws.com/<repository>` with a tag or digest.
 * @returns undefined for an address outside Amazon ECR.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html
 */
export function parseImageAddress(image: string): ImageAddress | undefined {
  const form = new RegExp(`^(\\d{12})\\.dkr\\.ecr(?:-fips)?\\.([a-z0-9-]+)\\.${domain}/([^:@]+)`);
  const [, account, region, repository] = form.exec(image) ?? [];
  if (account === undefined || region === undefined || repository === undefined) return undefined;
  return { partition: findPartition(region), region, account, repository };
}

/** By the prefix of their regions, as the AWS SDK has them (`@aws-sdk/core`, `partitions.js`). */
const partitions: readonly (readonly [prefix: string, partition: string])[] = [
  ["cn-", "aws-cn"],
  ["us-gov-", "aws-us-gov"],
  ["eusc-", "aws-eusc"],
  ["us-iso-", "aws-iso"],
  ["us-isob-", "aws-iso-b"],
  ["eu-isoe-", "aws-iso-e"],
  ["us-isof-", "aws-iso-f"],
];

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
function findPartition(region: string): string {
  return partitions.find(([prefix]) => region.startsWith(prefix))?.[1] ?? "aws";
}

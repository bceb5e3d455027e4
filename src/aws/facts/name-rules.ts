/** What AWS takes as a name or an address; `fixedWords` says it to people. */
export interface NameRule {
  readonly form: RegExp;
  readonly maxLength: number;
  readonly words: string;
  /** Whether hyphens in the place of other signs make a name of it. */
  readonly takesHyphens?: true;
}

/**
 * Endpoints and variants, hostnames of containers.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpoint.html
 */
export const endpointNameRule: NameRule = {
  form: /^[a-zA-Z0-9](?:-*[a-zA-Z0-9])*$/,
  maxLength: 63,
  words: "letters, digits, hyphens between them",
  takesHyphens: true,
};

/**
 * What Pulumi puts behind a name that it makes unique: a hyphen and seven hexadecimal digits.
 * Source: https://www.pulumi.com/docs/iac/concepts/resources/names/
 */
const randomSuffixLength = 8;

/** Keys of endpoints: the name at AWS is the key and a random suffix. */
export const endpointKeyRule: NameRule = {
  ...endpointNameRule,
  maxLength: endpointNameRule.maxLength - randomSuffixLength,
};

/**
 * Scheduled actions.
 * Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html
 */
export const scheduledActionNameRule: NameRule = {
  form: /^(?! )[^:/|\u0000-\u001f\u007f-\u009f]+(?<! )$/,
  maxLength: 256,
  words: "no colon, slash, bar or control character, no space at either end",
};

/**
 * Environment variables of a container.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ContainerDefinition.html
 */
export const environmentKeyRule: NameRule = {
  form: /^[a-zA-Z_][a-zA-Z0-9_]*$/,
  maxLength: 1024,
  words: "letters, digits and underscores, no digit in front",
};

/**
 * Keys of tags. `aws:` in front is AWS's own.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_Tag.html
 */
export const tagKeyRule: NameRule = {
  form: /^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/iu,
  maxLength: 128,
  words: "letters, digits, spaces and _ . : / = + - @, not aws: in front",
};

/**
 * Values of tags.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_Tag.html
 */
export const tagValueRule: NameRule = {
  form: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u,
  maxLength: 256,
  words: "letters, digits, spaces and _ . : / = + - @",
};

/**
 * Roles.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModel.html
 */
export const roleArnRule: NameRule = {
  form: /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
  maxLength: 2048,
  words: "arn:aws:iam::<12 digits>:role/<name>",
};

/**
 * SNS topics.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_AsyncInferenceNotificationConfig.html
 */
export const topicArnRule: NameRule = {
  form: /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w.-]+$/,
  maxLength: 2048,
  words: "arn:aws:sns:<region>:<12 digits>:<topic>",
};

/**
 * KMS keys: id, alias or ARN of either.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DataCaptureConfig.html
 */
export const kmsKeyRule: NameRule = {
  form: /^(?:arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:)?(?:key\/)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$|^(?:arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:)?(?:key\/)?mrk-[0-9a-f]{32}$|^(?:arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:)?alias\/[\w/-]+$/,
  maxLength: 2048,
  words: "a key's id, alias/<name>, or the ARN of one",
};

/**
 * Images in Amazon ECR, by tag or digest: SageMaker pulls from nowhere else without a registry's credentials.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ContainerDefinition.html
 */
export const imageRule: NameRule = {
  form: /^\d{12}\.dkr\.ecr(?:-fips)?\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\/[a-z0-9]+(?:[._/-]+[a-z0-9]+)*(?::[\w][\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/,
  maxLength: 255,
  words: "<12 digits>.dkr.ecr.<region>.amazonaws.com/<repository>:<tag>",
};

/**
 * Places in Amazon S3. Wildcards are refused: the role made here would read more than the model.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ContainerDefinition.html
 *         https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export const s3UrlRule: NameRule = {
  form: /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?:\/[^*?$\s]*)?$/,
  maxLength: 1024,
  words: "s3://<bucket>/<key>, without wildcards",
};

/**
 * Where an endpoint writes: half as long.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DataCaptureConfig.html
 */
export const s3DestinationRule: NameRule = { ...s3UrlRule, maxLength: 512 };

/**
 * Subnets and security groups.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_VpcConfig.html
 */
export const subnetIdRule: NameRule = {
  form: /^subnet-[0-9a-f]+$/,
  maxLength: 32,
  words: "subnet-…",
};

/**
 * CloudWatch alarms.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_Alarm.html
 */
export const alarmNameRule: NameRule = {
  form: /\S/,
  maxLength: 255,
  words: "any text that is not blank",
};

/** Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_VpcConfig.html */
export const securityGroupIdRule: NameRule = {
  form: /^sg-[0-9a-f]+$/,
  maxLength: 32,
  words: "sg-…",
};

/**
 * Addresses that Amazon SNS sends mail to.
 * Source: https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
 */
export const emailRule: NameRule = {
  form: /^[^\s@<>,;"]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)+$/,
  maxLength: 320,
  words: "<name>@<domain>",
};

/** Whether AWS would take the text. */
export function isAllowedBy(rule: NameRule, text: string): boolean {
  return [...text].length <= rule.maxLength && rule.form.test(text);
}

/** What an image's address in Amazon ECR says. */
export interface ImageAddress {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  readonly repository: string;
}

/**
 * The parts of an image's address.
 *
 * In:     `<account>.dkr.ecr.<region>.amazonaws.com/<repository>`, tag or digest behind it
 * Out:    undefined for an address outside Amazon ECR
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html
 */
export function parseImageAddress(image: string): ImageAddress | undefined {
  const form = /^(\d{12})\.dkr\.ecr(?:-fips)?\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([^:@]+)/;
  const [, account, region, repository] = form.exec(image) ?? [];
  if (account === undefined || region === undefined || repository === undefined) return undefined;
  return { partition: findPartition(region), region, account, repository };
}

/** Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
function findPartition(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

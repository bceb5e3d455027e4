import { type ImageAddress, parseImageAddress } from "../../aws/facts";
import type { ManagedEndpointConfig } from "../../config/schema";

/** One statement of an IAM policy, as IAM writes it. */
export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** The role that SageMaker assumes: an existing one, or one to create. */
export type RolePlan = { readonly arn: string } | NewRolePlan;

interface NewRolePlan {
  /** Absent: nothing but the statements limits the role. */
  readonly permissionsBoundaryArn?: string;
  readonly statements: readonly PolicyStatement[];
}

type StatementPart = Pick<ManagedEndpointConfig, "model" | "dataCapture" | "async" | "deployment">;
type RolePart = Pick<ManagedEndpointConfig, keyof StatementPart | "permissionsBoundaryArn">;

/** Plans the role: the one that the stack file names, or one to create. */
export function planRole(name: string, config: RolePart): RolePlan {
  const { roleArn } = config.model;
  if (roleArn !== undefined) return { arn: roleArn };
  const { permissionsBoundaryArn } = config;
  const boundary = permissionsBoundaryArn === undefined ? {} : { permissionsBoundaryArn };
  return { ...boundary, statements: planRoleStatements(name, config) };
}

/**
 * Plans a role that allows what the endpoint needs and no more.
 * @param name The endpoint's key: the endpoint's name at AWS begins with it.
 * @returns Statements in a fixed order.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html, "CreateModel API"
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-containers-inference-private.html
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-create-endpoint-prerequisites.html
 */
export function planRoleStatements(name: string, config: StatementPart): readonly PolicyStatement[] {
  const images = config.model.containers.flatMap(({ image }) => parseImageAddress(image) ?? []);
  const providers = config.model.containers.flatMap(({ registry }) => registry?.credentialsProviderArn ?? []);
  const partition = images[0]?.partition ?? providers[0]?.split(":")[1] ?? "aws";
  return [
    ...allowS3(config, partition),
    ...allowImagePull(images),
    ...createStatement("GetRegistryCredentials", ["lambda:InvokeFunction"], providers),
    ...allowLogsAndMetrics(name, partition),
    ...allowRollbackAlarms(config),
    ...allowVpc(config),
    ...allowTopics(config),
    ...allowKeys(config, partition),
  ];
}

function allowS3(config: StatementPart, partition: string): readonly PolicyStatement[] {
  const read = [
    ...config.model.containers.flatMap(({ dataUrl }) => dataUrl ?? []).map(toObjectOrPrefix),
    ...toPrefixes([config.async?.inputPath]),
  ];
  const written = toPrefixes([config.dataCapture?.destination, config.async?.outputPath, config.async?.failurePath]);
  const toArn = (path: string): string => `arn:${partition}:s3:::${path}`;
  return [
    ...createStatement("ReadModelAndInput", ["s3:GetObject"], read.map(toArn)),
    ...allowListing(config, toArn),
    ...createStatement("WriteOutput", ["s3:AbortMultipartUpload", "s3:PutObject"], written.map(toArn)),
  ];
}

/** A statement for each prefix: a common one would allow each prefix in each bucket. */
function allowListing({ model }: StatementPart, toArn: (path: string) => string): readonly PolicyStatement[] {
  const prefixes = model.containers.flatMap(({ dataUrl, compression }) => (compression && dataUrl) ?? []);
  return sortUnique(prefixes).flatMap((url, index) => {
    const [, bucket = "", prefix = ""] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(url) ?? [];
    return createStatement(`ListModel${index + 1}`, ["s3:ListBucket"], [toArn(bucket)], {
      StringLike: { "s3:prefix": [`${prefix}*`] },
    });
  });
}

function allowImagePull(images: readonly ImageAddress[]): readonly PolicyStatement[] {
  const repositories = images.map(
    (image) => `arn:${image.partition}:ecr:${image.region}:${image.account}:repository/${image.repository}`,
  );
  const pull = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];
  return [
    ...createStatement("PullImage", pull, repositories),
    // IAM has no narrower resource for the token.
    ...createStatement("SignInToRegistry", ["ecr:GetAuthorizationToken"], images.length === 0 ? [] : ["*"]),
  ];
}

function allowLogsAndMetrics(name: string, partition: string): readonly PolicyStatement[] {
  const logGroup = `arn:${partition}:logs:*:*:log-group:/aws/sagemaker/Endpoints/${name}-*`;
  const log = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"];
  const namespaces = ["/aws/sagemaker/Endpoints", "AWS/SageMaker"];
  return [
    ...createStatement("WriteLogs", log, [logGroup]),
    ...createStatement("WriteMetrics", ["cloudwatch:PutMetricData"], ["*"], {
      StringEquals: { "cloudwatch:namespace": namespaces },
    }),
  ];
}

function allowRollbackAlarms(config: StatementPart): readonly PolicyStatement[] {
  if ((config.deployment?.rollbackAlarms ?? []).length === 0) return [];
  return createStatement("WatchRollbackAlarms", ["cloudwatch:DescribeAlarms"], ["*"]);
}

/** AWS checks these when it creates the endpoint, and refuses conditions and narrower resources. */
function allowVpc(config: StatementPart): readonly PolicyStatement[] {
  if (config.model.vpc === undefined) return [];
  const actions = [
    "ec2:CreateNetworkInterface",
    "ec2:CreateNetworkInterfacePermission",
    "ec2:DeleteNetworkInterface",
    "ec2:DeleteNetworkInterfacePermission",
    "ec2:DescribeDhcpOptions",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSecurityGroups",
    "ec2:DescribeSubnets",
    "ec2:DescribeVpcs",
  ];
  return createStatement("AttachToVpc", actions, ["*"]);
}

function allowTopics(config: StatementPart): readonly PolicyStatement[] {
  const topics = [config.async?.successTopicArn, config.async?.errorTopicArn];
  return createStatement(
    "NotifyOfResults",
    ["sns:Publish"],
    topics.flatMap((topic) => topic ?? []),
  );
}

function allowKeys(config: StatementPart, partition: string): readonly PolicyStatement[] {
  const keys = [config.dataCapture?.kmsKeyId, config.async?.kmsKeyId].flatMap((key) => key ?? []);
  const aliases = keys.flatMap((key) => /(?:^|:)(alias\/.+)$/.exec(key)?.[1] ?? []);
  const ids = keys.filter((key) => !/(?:^|:)alias\//.test(key));
  const arns = ids.map((key) =>
    key.startsWith("arn:") ? key : `arn:${partition}:kms:*:*:key/${key.replace(/^key\//, "")}`,
  );
  const actions = ["kms:Decrypt", "kms:GenerateDataKey"];
  return [
    ...createStatement("EncryptOutput", actions, arns),
    ...(aliases.length === 0
      ? []
      : createStatement("EncryptOutputByAlias", actions, [`arn:${partition}:kms:*:*:key/*`], {
          "ForAnyValue:StringEquals": { "kms:ResourceAliases": sortUnique(aliases) },
        })),
  ];
}

/** Creates no statement without resources. */
function createStatement(
  sid: string,
  actions: readonly string[],
  resources: readonly string[],
  condition?: NonNullable<PolicyStatement["Condition"]>,
): readonly PolicyStatement[] {
  if (resources.length === 0) return [];
  return [
    {
      Sid: sid,
      Effect: "Allow",
      Action: actions,
      Resource: sortUnique(resources),
      ...(condition === undefined ? {} : { Condition: condition }),
    },
  ];
}

/** Converts `s3://bucket/key` to `bucket/key`. A key that ends with a slash means everything below it. */
function toObjectOrPrefix(url: string): string {
  const path = url.replace(/^s3:\/\//, "");
  return path.endsWith("/") || !path.includes("/") ? matchEverythingBelow(path) : path;
}

function toPrefixes(urls: readonly (string | undefined)[]): readonly string[] {
  return urls.flatMap((url) => url ?? []).map((url) => matchEverythingBelow(url.replace(/^s3:\/\//, "")));
}

function matchEverythingBelow(path: string): string {
  return `${path.replace(/\/$/, "")}/*`;
}

function sortUnique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].toSorted();
}

import * as v from "valibot";
import { maxContainersPerModel, securityGroupsRange, subnetsRange } from "../../aws/facts";
import {
  defineAnyText,
  defineChoice,
  defineFlag,
  defineList,
  defineMap,
  defineSection,
  defineText,
  describeField,
  type Entries,
  type Field,
  forbidBeside,
  omitUndefined,
  requireExactlyOne,
  type SectionOutput,
  textOrSecret,
} from "./fields";
import type { ContainerConfig, ModelConfig } from "./stack-config";

const image = defineText({
  title: "Image",
  description: "Inference image in Amazon ECR, or in a private registry with registry, with a tag or digest.",
  allowed: "the address of an image",
  example: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/sentiment:1.4.0",
  takesInput: true,
});

const registry = describeField(
  defineSection({
    access: defineChoice(["vpc"], {
      title: "Access",
      description: "How SageMaker reaches the registry: through the VPC of the model.",
      example: "vpc",
    }),
    credentialsProviderArn: v.exactOptional(
      defineText({
        title: "Credentials provider",
        description: "AWS Lambda function that returns the credentials. Absent: the registry takes calls without any.",
        allowed: "the ARN of a function",
        example: "arn:aws:lambda:eu-central-1:123456789012:function:registry-credentials",
        takesInput: true,
      }),
    ),
  }),
  {
    title: "Registry",
    description: "Private Docker registry of the image, in your VPC. Absent: Amazon ECR.",
    allowed: "a map with the key access",
    example:
      "{ access: vpc, credentialsProviderArn: arn:aws:lambda:eu-central-1:123456789012:function:registry-credentials }",
  },
);

const containerOptions = {
  dataUrl: v.exactOptional(
    defineText({
      title: "Model data",
      description: "Model archive in Amazon S3, or a prefix with compression. Absent: the image contains the model.",
      allowed: "an address in Amazon S3",
      example: "s3://models/sentiment.tar.gz",
      takesInput: true,
    }),
  ),
  compression: v.exactOptional(
    defineChoice(["none"], {
      title: "Compression",
      description:
        "The model is not compressed: dataUrl ends with /, and all objects below it are the model. Absent: dataUrl is a gzip archive.",
      example: "none",
    }),
  ),
  environment: v.exactOptional(
    describeField(
      defineMap(
        defineAnyText({
          title: "Environment variable",
          description: "Value of one environment variable, as text: put numbers, true and false in quotes.",
          example: '"4"',
          json: textOrSecret,
          takesInput: true,
        }),
      ),
      {
        title: "Environment",
        description: "Environment variables of the container, by name.",
        allowed: "a map of variables and their values",
        example: '{ LOG_LEVEL: info, WORKERS: "4" }',
        takesInput: true,
      },
    ),
    {},
  ),
  hostname: v.exactOptional(
    defineText({
      title: "Host name",
      description: "Name for direct calls of the container in an inference pipeline.",
      example: "preprocess",
    }),
  ),
  registry: v.exactOptional(registry),
} satisfies Entries;

const container: Field<ContainerConfig> = describeField(defineSection({ image, ...containerOptions }), {
  title: "Container",
  description: "One step of an inference pipeline.",
  allowed: "a map with the key image",
  example: "{ image: 123456789012.dkr.ecr.eu-central-1.amazonaws.com/preprocess:1.0.0 }",
});

const vpc = describeField(
  defineSection({
    subnetIds: defineIds("Subnets", "Subnets in which the containers run.", "subnet-0a1b2c3d", subnetsRange),
    securityGroupIds: defineIds(
      "Security groups",
      "Security groups of the containers.",
      "sg-0a1b2c3d",
      securityGroupsRange,
    ),
  }),
  {
    title: "VPC",
    description: "Your network in which the containers run. Absent: they run outside your VPC.",
    allowed: "the keys subnetIds and securityGroupIds",
    example: "{ subnetIds: [subnet-0a1b2c3d], securityGroupIds: [sg-0a1b2c3d] }",
  },
);

function defineIds(title: string, description: string, example: string, range: { from: number; to: number }) {
  const id = defineText({
    title: "ID",
    description: "ID of one of them.",
    allowed: "an ID",
    example,
    takesInput: true,
  });
  return describeField(defineList(id, range), {
    title,
    description,
    allowed: `a list of ${range.from} to ${range.to} IDs`,
    example: `[${example}]`,
    takesInput: true,
  });
}

const containers = describeField(defineList(container, { from: 1, to: maxContainersPerModel }), {
  title: "Inference pipeline",
  description: "Containers that process each request in this order.",
  allowed: `a list of 1 to ${maxContainersPerModel} containers`,
  example: "[{ image: … }, { image: … }]",
});

const modelEntries = {
  image: v.exactOptional(image),
  ...containerOptions,
  // No default, so that `forbidBeside` sees whether it is written beside `containers`.
  environment: v.exactOptional(containerOptions.environment.wrapped),
  containers: v.exactOptional(containers),
  roleArn: v.exactOptional(
    defineText({
      title: "Role",
      description: "ARN of the IAM role of the containers. Absent: a role with least privilege is created.",
      allowed: "the ARN of a role",
      example: "arn:aws:iam::123456789012:role/sentiment",
      takesInput: true,
    }),
  ),
  vpc: v.exactOptional(vpc),
  networkIsolation: v.exactOptional(
    defineFlag({
      title: "Network isolation",
      description: "Whether the containers have no network access.",
      example: "true",
    }),
    false,
  ),
} satisfies Entries;

export const modelSection: Field<ModelConfig> = describeField(
  v.pipe(
    defineSection(
      modelEntries,
      requireExactlyOne(
        ["image", "containers"],
        "write image: and the address of an image, or containers: and a list of containers",
      ),
      forbidBeside(
        "containers",
        ["dataUrl", "compression", "environment", "hostname", "registry"],
        "move it to its container",
      ),
    ),
    v.transform(toModelConfig),
  ),
  {
    title: "Model",
    description: "One container, or a pipeline of several. Required without endpoint.",
    allowed: "a map with the key image or containers",
    example: "{ image: …, dataUrl: s3://models/sentiment.tar.gz }",
    json: { oneOf: [{ required: ["image"] }, { required: ["containers"] }] },
  },
);

function toModelConfig(written: SectionOutput<typeof modelEntries>): ModelConfig {
  const {
    image: imageUri,
    dataUrl,
    compression,
    environment = {},
    hostname,
    registry: privateRegistry,
    containers: pipeline,
  } = written;
  const { roleArn, vpc: network, networkIsolation } = written;
  const options = { dataUrl, compression, environment, hostname, registry: privateRegistry };
  const single = imageUri === undefined ? [] : [omitUndefined({ image: imageUri, ...options })];
  return omitUndefined({ containers: pipeline ?? single, roleArn, vpc: network, networkIsolation });
}

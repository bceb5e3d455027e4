import type { ManagedEndpointConfig } from "../../../src/config/schema/stack-config";
import { planRole, type PolicyStatement } from "../../../src/plan/endpoint/role";
import { container, minimalConfig } from "../../support/endpoint-config";

const statementsOf = (config: Partial<ManagedEndpointConfig>): readonly PolicyStatement[] => {
  const role = planRole("sentiment", { ...minimalConfig, ...config });
  return "statements" in role ? role.statements : [];
};
const statement = (sid: string, config: Partial<ManagedEndpointConfig>): PolicyStatement | undefined =>
  statementsOf(config).find(({ Sid }) => Sid === sid);

const modelOf = (...images: readonly string[]): Partial<ManagedEndpointConfig> => ({
  model: { containers: images.map((image) => ({ ...container, image })), networkIsolation: false },
});
const modelData = (dataUrl: string): Partial<ManagedEndpointConfig> => ({
  model: { containers: [{ ...container, dataUrl }], networkIsolation: false },
});
const keyed = (kmsKeyId: string): Partial<ManagedEndpointConfig> => ({
  dataCapture: { percent: 1, destination: "s3://seen/", capture: ["input"], kmsKeyId },
});

describe("planRole", () => {
  it("uses an existing role as it is", () => {
    const model = { ...minimalConfig.model, roleArn: "arn:aws:iam::123456789012:role/own" };
    expect(planRole("sentiment", { ...minimalConfig, model })).toEqual({ arn: "arn:aws:iam::123456789012:role/own" });
  });

  it("allows the shortest endpoint its model, its image, its logs and its metrics", () =>
    expect(statementsOf({}).map(({ Sid }) => Sid)).toEqual([
      "ReadModelAndInput",
      "PullImage",
      "SignInToRegistry",
      "WriteLogs",
      "WriteMetrics",
    ]));

  it.each([
    ["an object", "s3://models/a/model.tar.gz", "models/a/model.tar.gz"],
    ["all below a prefix", "s3://models/a/", "models/a/*"],
    ["a whole bucket where the file names no key", "s3://models", "models/*"],
  ])("lets it read %s", (_, dataUrl, place) =>
    expect(statement("ReadModelAndInput", modelData(dataUrl))?.Resource).toEqual([`arn:aws:s3:::${place}`]),
  );

  it("allows no reads if the image contains the model", () => {
    const bare = { image: container.image, environment: {} };
    const model = { containers: [bare], networkIsolation: false };
    expect(statement("ReadModelAndInput", { model })).toBeUndefined();
  });

  it("lets it list the prefix of each uncompressed model, and no other", () => {
    const containers = ["s3://models/llama/", "s3://other/"].map((dataUrl) => {
      return { ...container, dataUrl, compression: "none" } as const;
    });
    const model = { containers: [...containers, container], networkIsolation: false };
    expect(statement("ListModel1", { model })).toEqual({
      Sid: "ListModel1",
      Effect: "Allow",
      Action: ["s3:ListBucket"],
      Resource: ["arn:aws:s3:::models"],
      Condition: { StringLike: { "s3:prefix": ["llama/*"] } },
    });
    expect(statement("ListModel2", { model })).toMatchObject({
      Resource: ["arn:aws:s3:::other"],
      Condition: { StringLike: { "s3:prefix": ["*"] } },
    });
    expect(statement("ListModel3", { model })).toBeUndefined();
    expect(statement("ReadModelAndInput", { model })?.Resource).toContain("arn:aws:s3:::models/llama/*");
  });

  it("lets it get the credentials of a private registry, and pull nothing from Amazon ECR", () => {
    const credentialsProviderArn = "arn:aws-cn:lambda:cn-north-1:123456789012:function:sign-in";
    const image = { image: "registry.example.com/sentiment:1", environment: {} };
    const model = {
      containers: [{ ...image, registry: { access: "vpc", credentialsProviderArn } }],
      networkIsolation: false,
    } as const;
    expect(statementsOf({ model }).map(({ Sid, Action, Resource }) => [Sid, ...Action, ...Resource])).toEqual([
      ["GetRegistryCredentials", "lambda:InvokeFunction", credentialsProviderArn],
      expect.arrayContaining(["WriteLogs", "arn:aws-cn:logs:*:*:log-group:/aws/sagemaker/Endpoints/sentiment-*"]),
      ["WriteMetrics", "cloudwatch:PutMetricData", "*"],
    ]);
  });

  it("lets it pull the repositories of all its images, each once", () => {
    const registry = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";
    const images = [`${registry}/b:1`, `${registry}/a/x@sha256:0`, `${registry}/b:2`];
    expect(statement("PullImage", modelOf(...images))?.Resource).toEqual([
      "arn:aws:ecr:eu-central-1:123456789012:repository/a/x",
      "arn:aws:ecr:eu-central-1:123456789012:repository/b",
    ]);
  });

  it.each([
    ["cn-north-1.amazonaws.com.cn", "aws-cn"],
    ["us-gov-west-1.amazonaws.com", "aws-us-gov"],
    ["eu-central-1.amazonaws.com", "aws"],
  ])("speaks of everything in the partition of %s", (host, partition) => {
    const config = { ...modelOf(`123456789012.dkr.ecr.${host}/a:1`), ...keyed("alias/seen") };
    const arns = statementsOf(config)
      .flatMap(({ Resource }) => Resource)
      .filter((arn) => arn !== "*");
    expect(arns.length).toBeGreaterThan(4);
    for (const arn of arns) expect(arn.split(":")[1]).toBe(partition);
  });

  it("writes logs of endpoints named after this one only", () =>
    expect(statement("WriteLogs", {})?.Resource).toEqual([
      "arn:aws:logs:*:*:log-group:/aws/sagemaker/Endpoints/sentiment-*",
    ]));

  it("lets an asynchronous endpoint read requests, write results and failures, and notify topics", () => {
    const config: Partial<ManagedEndpointConfig> = {
      async: {
        inputPath: "s3://queue/in",
        outputPath: "s3://queue/out/",
        failurePath: "s3://queue/failed",
        successTopicArn: "arn:aws:sns:eu-central-1:123456789012:done",
        errorTopicArn: "arn:aws:sns:eu-central-1:123456789012:failed",
      },
    };
    expect(statement("ReadModelAndInput", config)?.Resource).toEqual([
      "arn:aws:s3:::models/sentiment.tar.gz",
      "arn:aws:s3:::queue/in/*",
    ]);
    expect(statement("WriteOutput", config)).toEqual({
      Sid: "WriteOutput",
      Effect: "Allow",
      Action: ["s3:AbortMultipartUpload", "s3:PutObject"],
      Resource: ["arn:aws:s3:::queue/failed/*", "arn:aws:s3:::queue/out/*"],
    });
    expect(statement("NotifyOfResults", config)).toEqual({
      Sid: "NotifyOfResults",
      Effect: "Allow",
      Action: ["sns:Publish"],
      Resource: ["arn:aws:sns:eu-central-1:123456789012:done", "arn:aws:sns:eu-central-1:123456789012:failed"],
    });
  });

  it("lets captured data be written", () =>
    expect(statement("WriteOutput", keyed("alias/seen"))?.Resource).toEqual(["arn:aws:s3:::seen/*"]));

  it.each([
    [
      "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    ],
    ["1234abcd-12ab-34cd-56ef-1234567890ab", "arn:aws:kms:*:*:key/1234abcd-12ab-34cd-56ef-1234567890ab"],
    ["key/1234abcd-12ab-34cd-56ef-1234567890ab", "arn:aws:kms:*:*:key/1234abcd-12ab-34cd-56ef-1234567890ab"],
  ])("lets it use the key %s", (id, arn) => {
    expect(statement("EncryptOutput", keyed(id))).toEqual({
      Sid: "EncryptOutput",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: [arn],
    });
    expect(statement("EncryptOutputByAlias", keyed(id))).toBeUndefined();
  });

  it.each(["alias/seen", "arn:aws:kms:eu-central-1:123456789012:alias/seen"])(
    "knows a key that is written as %s by its alias",
    (id) => {
      expect(statement("EncryptOutputByAlias", keyed(id))).toMatchObject({
        Resource: ["arn:aws:kms:*:*:key/*"],
        Condition: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": ["alias/seen"] } },
      });
      expect(statement("EncryptOutput", keyed(id))).toBeUndefined();
    },
  );

  it("attaches to a VPC by network interfaces, without conditions that AWS refuses", () => {
    const vpc = { subnetIds: ["subnet-0a"], securityGroupIds: ["sg-0a"] };
    const attach = statement("AttachToVpc", { model: { ...minimalConfig.model, vpc } });
    expect(attach?.Action).toContain("ec2:CreateNetworkInterfacePermission");
    expect(attach?.Action).toHaveLength(9);
    expect(attach?.Resource).toEqual(["*"]);
    expect(attach?.Condition).toBeUndefined();
  });

  it("allows reading alarms only if some roll back a deployment", () => {
    const strategy = { type: "allAtOnce" } as const;
    const watch = (rollbackAlarms: readonly string[]): PolicyStatement | undefined =>
      statement("WatchRollbackAlarms", { deployment: { strategy, rollbackAlarms } });
    expect(watch(["errors"])?.Action).toEqual(["cloudwatch:DescribeAlarms"]);
    expect(watch([])).toBeUndefined();
  });
});

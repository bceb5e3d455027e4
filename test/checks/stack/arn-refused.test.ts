import { checkArnRefused } from "../../../src/checks/stack/arn-refused.rule";
import type { EndpointSections } from "../../../src/config/schema/stack-config";
import { formatProblem } from "../../../src/problem";
import { container } from "../../support/endpoint-config";
import { sectionContext } from "../../support/section-context";

const check = (sections: EndpointSections): readonly string[] =>
  checkArnRefused(sectionContext(sections)).map(formatProblem);

const role = (roleArn: string): EndpointSections => ({
  model: { containers: [container], roleArn, networkIsolation: false },
});
const topic = (successTopicArn: string): EndpointSections => ({
  async: { outputPath: "s3://bucket/out/", successTopicArn },
});
const key = (kmsKeyId: string): EndpointSections => ({ async: { outputPath: "s3://bucket/out/", kmsKeyId } });

describe("checkArnRefused", () => {
  it("refuses a role name instead of its ARN", () =>
    expect(check(role("sentiment"))).toEqual([
      `error arn-refused at endpoints.sentiment.model.roleArn
  "sentiment" is not a role ARN
  expected: at most 2048 characters: arn:aws:iam::<12 digits>:role/<name>
  fix: write one such as arn:aws:iam::123456789012:role/inference`,
    ]));

  it.each(["arn:aws:iam::123456789012:role/sentiment", "arn:aws-cn:iam::123456789012:role/a/b"])(
    "accepts the role %s",
    (arn) => expect(check(role(arn))).toEqual([]),
  );

  it("refuses a permissions boundary that is no policy", () => {
    const boundary = (permissionsBoundaryArn: string) => {
      const context = sectionContext({});
      const stack = { ...context.stack, permissionsBoundaryArn };
      return checkArnRefused({ ...context, stack }).map(formatProblem);
    };
    expect(boundary("arn:aws:iam::123456789012:role/boundary")).toEqual([
      `error arn-refused at permissionsBoundaryArn
  "arn:aws:iam::123456789012:role/boundary" is not a policy ARN
  expected: at most 2048 characters: arn:aws:iam::<12 digits>:policy/<name>
  fix: write one such as arn:aws:iam::123456789012:policy/inference-timetable-boundary`,
    ]);
    expect(boundary("arn:aws:iam::123456789012:policy/a/boundary")).toEqual([]);
    expect(boundary("arn:aws:iam::aws:policy/PowerUserAccess")).toEqual([]);
  });

  it("refuses a queue instead of a topic", () =>
    expect(check(topic("arn:aws:sqs:eu-central-1:123456789012:done"))).toEqual([
      `error arn-refused at endpoints.sentiment.async.successTopicArn
  "arn:aws:sqs:eu-central-1:123456789012:done" is not an SNS topic ARN
  expected: at most 2048 characters: arn:aws:sns:<region>:<12 digits>:<topic>
  fix: write one such as arn:aws:sns:eu-central-1:123456789012:alerts`,
    ]));

  it("checks the topic of monitoring", () => {
    const monitoring = { notify: { topicArn: "oncall" }, afterMinutes: 20, dashboard: true };
    expect(check({ monitoring })).toEqual([
      `error arn-refused at endpoints.sentiment.monitoring.topicArn
  "oncall" is not an SNS topic ARN
  expected: at most 2048 characters: arn:aws:sns:<region>:<12 digits>:<topic>
  fix: write one such as arn:aws:sns:eu-central-1:123456789012:alerts`,
    ]);
  });

  it("accepts a topic", () => expect(check(topic("arn:aws:sns:eu-central-1:123456789012:done"))).toEqual([]));

  it("refuses a bare key name", () =>
    expect(check(key("results"))).toEqual([
      `error arn-refused at endpoints.sentiment.async.kmsKeyId
  "results" is not a KMS key
  expected: at most 2048 characters: a key's id, alias/<name>, or the ARN of one
  fix: write one such as alias/inference`,
    ]));

  it.each([
    "1234abcd-12ab-34cd-56ef-1234567890ab",
    "mrk-1234abcd12ab34cd56ef1234567890ab",
    "alias/results",
    "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    "arn:aws:kms:eu-central-1:123456789012:alias/results",
  ])("accepts the key %s", (id) => expect(check(key(id))).toEqual([]));

  it("checks the other topic and the other key", () =>
    expect(
      check({
        async: { outputPath: "s3://bucket/out/", errorTopicArn: "failed" },
        dataCapture: { percent: 1, destination: "s3://bucket/seen/", capture: ["input"], kmsKeyId: "seen" },
      }).map((text) => text.split("\n")[0]),
    ).toEqual([
      "error arn-refused at endpoints.sentiment.async.errorTopicArn",
      "error arn-refused at endpoints.sentiment.dataCapture.kmsKeyId",
    ]));

  it("refuses a credentials provider that is no function", () => {
    const provider = (credentialsProviderArn: string): EndpointSections => ({
      model: {
        containers: [container, { ...container, registry: { access: "vpc", credentialsProviderArn } }],
        networkIsolation: false,
      },
    });
    expect(check(provider("arn:aws-cn:lambda:cn-north-1:123456789012:function:sign-in:live"))).toEqual([]);
    expect(check(provider("sign-in"))).toEqual([
      `error arn-refused at endpoints.sentiment.model.containers[1].registry.credentialsProviderArn
  "sign-in" is not a function ARN
  expected: at most 2048 characters: arn:aws:lambda:<region>:<12 digits>:function:<name>
  fix: write one such as arn:aws:lambda:eu-central-1:123456789012:function:registry-credentials`,
    ]);
  });
});

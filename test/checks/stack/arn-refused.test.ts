import { checkArnRefused } from "../../../src/checks/stack/arn-refused.rule";
import type { EndpointSections } from "../../../src/config/schema/stack-config";
import { formatProblem } from "../../../src/problem";
import { container } from "../../support/endpoint-config";
import { sectionContext } from "../../support/section-context";

const said = (sections: EndpointSections): readonly string[] =>
  checkArnRefused(sectionContext(sections)).map(formatProblem);

const role = (roleArn: string): EndpointSections => ({
  model: { containers: [container], roleArn, networkIsolation: false },
});
const topic = (successTopicArn: string): EndpointSections => ({
  async: { outputPath: "s3://bucket/out/", successTopicArn },
});
const key = (kmsKeyId: string): EndpointSections => ({
  async: { outputPath: "s3://bucket/out/", kmsKeyId },
});

describe("arnRefused", () => {
  it("refuses a role's name in the place of its ARN", () =>
    expect(said(role("sentiment"))).toEqual([
      `error arn-refused at endpoints.sentiment.model.roleArn
  "sentiment" is not the ARN of a role
  expected: at most 2048 characters: arn:aws:iam::<12 digits>:role/<name>`,
    ]));

  it.each(["arn:aws:iam::123456789012:role/sentiment", "arn:aws-cn:iam::123456789012:role/a/b"])(
    "accepts the role %s",
    (arn) => expect(said(role(arn))).toEqual([]),
  );

  it("refuses a queue in the place of a topic", () =>
    expect(said(topic("arn:aws:sqs:eu-central-1:123456789012:done"))).toEqual([
      `error arn-refused at endpoints.sentiment.async.successTopicArn
  "arn:aws:sqs:eu-central-1:123456789012:done" is not the ARN of an SNS topic
  expected: at most 2048 characters: arn:aws:sns:<region>:<12 digits>:<topic>`,
    ]));

  it("looks at the topic that is told when capacity does not arrive", () => {
    const monitoring = { notify: { topicArn: "oncall" }, afterMinutes: 20, dashboard: true };
    expect(said({ monitoring })).toEqual([
      `error arn-refused at endpoints.sentiment.monitoring.topicArn
  "oncall" is not the ARN of an SNS topic
  expected: at most 2048 characters: arn:aws:sns:<region>:<12 digits>:<topic>`,
    ]);
  });

  it("accepts a topic", () =>
    expect(said(topic("arn:aws:sns:eu-central-1:123456789012:done"))).toEqual([]));

  it("refuses a key by a bare name", () =>
    expect(said(key("results"))).toEqual([
      `error arn-refused at endpoints.sentiment.async.kmsKeyId
  "results" is not a KMS key
  expected: at most 2048 characters: a key's id, alias/<name>, or the ARN of one`,
    ]));

  it.each([
    "1234abcd-12ab-34cd-56ef-1234567890ab",
    "mrk-1234abcd12ab34cd56ef1234567890ab",
    "alias/results",
    "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    "arn:aws:kms:eu-central-1:123456789012:alias/results",
  ])("accepts the key %s", (id) => expect(said(key(id))).toEqual([]));

  it("looks at the other topic and the other key too", () =>
    expect(
      said({
        async: { outputPath: "s3://bucket/out/", errorTopicArn: "failed" },
        dataCapture: {
          percent: 1,
          destination: "s3://bucket/seen/",
          capture: ["input"],
          kmsKeyId: "seen",
        },
      }).map((text) => text.split("\n")[0]),
    ).toEqual([
      "error arn-refused at endpoints.sentiment.async.errorTopicArn",
      "error arn-refused at endpoints.sentiment.dataCapture.kmsKeyId",
    ]));
});

import { kmsKeyRule, type NameRule, roleArnRule, topicArnRule } from "../../aws/facts";
import type { MonitoringConfig } from "../../config/schema";
import { type EndpointRule, findRefusedTexts, type RuledText } from "./context";

/** A role, topic or key that AWS could not find by what is written. */
export const checkArnRefused: EndpointRule = ({ path, sections }) => {
  const { model, async, dataCapture, monitoring } = sections;
  return findRefusedTexts("arn-refused", [
    ...toRuledTexts(`${path}.model.roleArn`, model?.roleArn, "the ARN of a role", roleArnRule),
    ...toRuledTexts(
      `${path}.async.successTopicArn`,
      async?.successTopicArn,
      topicDescription,
      topicArnRule,
    ),
    ...toRuledTexts(
      `${path}.async.errorTopicArn`,
      async?.errorTopicArn,
      topicDescription,
      topicArnRule,
    ),
    ...toRuledTexts(`${path}.async.kmsKeyId`, async?.kmsKeyId, keyDescription, kmsKeyRule),
    ...toRuledTexts(
      `${path}.dataCapture.kmsKeyId`,
      dataCapture?.kmsKeyId,
      keyDescription,
      kmsKeyRule,
    ),
    ...toRuledTexts(
      `${path}.monitoring.topicArn`,
      getTopicArn(monitoring?.notify),
      topicDescription,
      topicArnRule,
    ),
  ]);
};

const topicDescription = "the ARN of an SNS topic";
const keyDescription = "a KMS key";

function getTopicArn(notify: MonitoringConfig["notify"] | undefined): string | undefined {
  return notify !== undefined && "topicArn" in notify ? notify.topicArn : undefined;
}

function toRuledTexts(
  path: string,
  text: string | undefined,
  what: string,
  rule: NameRule,
): readonly RuledText[] {
  return text === undefined ? [] : [{ path, text, what, rule }];
}

import { kmsKeyRule, roleArnRule, topicArnRule, type NameRule } from "../aws-facts/name-rules";
import type { MonitoringConfig } from "../config/config";
import type { EndpointRule } from "./check";
import { findRefusedTexts, type RuledText } from "./refused-by-rule";

/** A role, topic or key that AWS could not find by what is written. */
export const checkArnRefused: EndpointRule = ({ path, sections }) => {
  const { model, async, dataCapture, arrival } = sections;
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
      `${path}.arrival.topicArn`,
      getTopicArn(arrival?.notify),
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

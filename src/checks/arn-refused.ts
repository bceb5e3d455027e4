import { kmsKeyRule, roleArnRule, topicArnRule, type NameRule } from "../aws-facts/name-rules";
import type { ArrivalConfig } from "../config/config";
import type { EndpointCheck } from "./check";
import { refusedByRule, type RuledText } from "./refused-by-rule";

/** A role, topic or key that AWS could not find by what is written. */
export const arnRefused: EndpointCheck = ({ path, sections }) => {
  const { model, async, dataCapture, arrival } = sections;
  return refusedByRule("arn-refused", [
    ...named(`${path}.model.roleArn`, model?.roleArn, "the ARN of a role", roleArnRule),
    ...named(`${path}.async.successTopicArn`, async?.successTopicArn, aTopic, topicArnRule),
    ...named(`${path}.async.errorTopicArn`, async?.errorTopicArn, aTopic, topicArnRule),
    ...named(`${path}.async.kmsKeyId`, async?.kmsKeyId, aKey, kmsKeyRule),
    ...named(`${path}.dataCapture.kmsKeyId`, dataCapture?.kmsKeyId, aKey, kmsKeyRule),
    ...named(`${path}.arrival.topicArn`, topicOf(arrival?.notify), aTopic, topicArnRule),
  ]);
};

const aTopic = "the ARN of an SNS topic";
const aKey = "a KMS key";

function topicOf(notify: ArrivalConfig["notify"] | undefined): string | undefined {
  return notify !== undefined && "topicArn" in notify ? notify.topicArn : undefined;
}

function named(
  path: string,
  text: string | undefined,
  what: string,
  rule: NameRule,
): readonly RuledText[] {
  return text === undefined ? [] : [{ path, text, what, rule }];
}

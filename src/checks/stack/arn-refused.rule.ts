import {
  functionArnRule,
  kmsKeyRule,
  policyArnRule,
  reservationArnRule,
  roleArnRule,
  topicArnRule,
} from "../../aws/facts";
import type { ContainerConfig } from "../../config/schema";
import { type EndpointRule, findRefusedTexts, formatContainerPath, toRuledTexts } from "./context";

/** Refuses ARNs of roles, policies, training plans, functions and topics, and KMS keys, in a form that AWS does not accept. */
export const checkArnRefused: EndpointRule = ({ path, stack, sections }) => {
  const { model, variant, async, dataCapture, monitoring } = sections;
  const reservation = `${path}.variant.capacityReservation.arn`;
  const notify = monitoring?.notify;
  const topicArn = notify !== undefined && "topicArn" in notify ? notify.topicArn : undefined;
  const listTopics = (key: string, text: string | undefined) =>
    toRuledTexts(`${path}.${key}`, text, "an SNS topic ARN", topicArnRule);
  const listKeys = (key: string, text: string | undefined) =>
    toRuledTexts(`${path}.${key}`, text, "a KMS key", kmsKeyRule);
  const containers = model?.containers ?? [];
  const listFunctions = ({ registry }: ContainerConfig, index: number) => {
    const at = `${formatContainerPath(path, containers, index)}.registry.credentialsProviderArn`;
    return toRuledTexts(at, registry?.credentialsProviderArn, "a function ARN", functionArnRule);
  };
  return findRefusedTexts("arn-refused", [
    ...toRuledTexts("permissionsBoundaryArn", stack.permissionsBoundaryArn, "a policy ARN", policyArnRule),
    ...toRuledTexts(`${path}.model.roleArn`, model?.roleArn, "a role ARN", roleArnRule),
    ...toRuledTexts(reservation, variant?.capacityReservation?.arn, "a training plan ARN", reservationArnRule),
    ...containers.flatMap(listFunctions),
    ...listTopics("async.successTopicArn", async?.successTopicArn),
    ...listTopics("async.errorTopicArn", async?.errorTopicArn),
    ...listKeys("async.kmsKeyId", async?.kmsKeyId),
    ...listKeys("dataCapture.kmsKeyId", dataCapture?.kmsKeyId),
    ...listTopics("monitoring.topicArn", topicArn),
  ]);
};

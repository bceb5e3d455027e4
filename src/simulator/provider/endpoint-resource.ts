import { type JsonObject, toJsonObject } from "../aws";
import { fromAws, toAws } from "./aws-names";
import { isEmpty, toObject, toText } from "./properties";
import {
  callIfExists,
  fromTagList,
  plainType,
  type PropertyComplaint,
  type ResourceType,
  Unsettled,
} from "./resource-type";
import { readTags, updateTags } from "./sagemaker-resources";
import type { SimulatedAccount } from "./simulated-account";

/** Seconds: how often the provider looks, and how long it waits until it gives up. */
const lookEvery = 15;
const inServiceLimit = 3600;
const deletedLimit = 600;

/** Statuses that may yet become InService; any other ends the wait. RollingBack is none of them. */
const pending: ReadonlySet<string> = new Set(["Creating", "Updating", "SystemUpdating"]);

/**
 * aws:sagemaker/endpoint:Endpoint
 * @see hashicorp/terraform-provider-aws internal/service/sagemaker/endpoint.go
 */
export const endpointResource: ResourceType = {
  ...plainType,
  required: ["endpointConfigName"],
  replacedByPresence: ["deploymentConfig.autoRollbackConfiguration"],
  complaints: findDeploymentProblems,
  create: async (account, inputs) => {
    const name = toText(inputs, "name");
    await account.call("sagemaker:CreateEndpoint", {
      EndpointName: name,
      EndpointConfigName: toText(inputs, "endpointConfigName"),
      ...toDeploymentConfig(inputs),
      ...fromTagList(inputs),
    });
    try {
      await waitUntilInService(account, name);
    } catch (error) {
      throw new Unsettled(name, error instanceof Error ? error.message : String(error));
    }
    return name;
  },
  read: async (account, id) => {
    const answer = await callIfExists(account, "sagemaker:DescribeEndpoint", { EndpointName: id });
    if (answer === undefined || answer["EndpointStatus"] === "Deleting") return undefined;
    const last = toObject(answer, "LastDeploymentConfig");
    const found = toJsonObject({
      name: answer["EndpointName"],
      arn: answer["EndpointArn"],
      endpointConfigName: answer["EndpointConfigName"],
      deploymentConfig: isEmpty(last) ? undefined : fromAws(last),
    });
    return { ...found, tags: await readTags(account, found) };
  },
  update: async (account, change) => {
    const { id, news, changed } = change;
    await updateTags(account, change);
    if (!changed.has("endpointConfigName") && !changed.has("deploymentConfig")) return;
    await account.call("sagemaker:UpdateEndpoint", {
      EndpointName: id,
      EndpointConfigName: toText(news, "endpointConfigName"),
      ...toDeploymentConfig(news),
    });
    await waitUntilInService(account, id);
  },
  delete: async (account, id) => {
    const asked = await callIfExists(account, "sagemaker:DeleteEndpoint", { EndpointName: id });
    if (asked === undefined) return;
    const gone = await account.poll(
      async () => {
        const request = { EndpointName: id };
        const answer = await callIfExists(account, "sagemaker:DescribeEndpoint", request);
        return answer === undefined ? "gone" : undefined;
      },
      lookEvery,
      deletedLimit,
    );
    if (gone === undefined) throw new Error(`waiting for SageMaker Endpoint (${id}) to be deleted`);
  },
};

/** @throws if the endpoint ends in another status, or the time is over */
async function waitUntilInService(account: SimulatedAccount, name: string): Promise<void> {
  const settled = await account.poll(
    async () => {
      const answer = await account.call("sagemaker:DescribeEndpoint", { EndpointName: name });
      return pending.has(toText(answer, "EndpointStatus")) ? undefined : answer;
    },
    lookEvery,
    inServiceLimit,
  );
  const waiting = `waiting for SageMaker Endpoint (${name}) to be in service`;
  if (settled === undefined) throw new Error(`${waiting}: timeout after ${inServiceLimit} s`);
  const status = toText(settled, "EndpointStatus");
  if (status === "InService") return;
  const reason = toText(settled, "FailureReason");
  throw new Error(
    `${waiting}: unexpected state '${status}', wanted target 'InService'${reason === "" ? "" : `: ${reason}`}`,
  );
}

function toDeploymentConfig(inputs: JsonObject): JsonObject {
  const config = toObject(inputs, "deploymentConfig");
  return isEmpty(config) ? {} : { DeploymentConfig: toAws(config) };
}

/** What the provider's own schema refuses: it is stricter than SageMaker. */
function findDeploymentProblems(inputs: JsonObject): readonly PropertyComplaint[] {
  const config = toObject(inputs, "deploymentConfig");
  if (isEmpty(config)) return [];
  const blueGreen = toObject(config, "blueGreenUpdatePolicy");
  const rolling = toObject(config, "rollingUpdatePolicy");
  const property = "deploymentConfig";
  if (isEmpty(blueGreen) === isEmpty(rolling)) {
    return [{ property, reason: "one of blueGreenUpdatePolicy,rollingUpdatePolicy must be specified" }];
  }
  const seconds = { ...blueGreen, ...rolling }["maximumExecutionTimeoutInSeconds"];
  if (typeof seconds !== "number" || (seconds >= 600 && seconds <= 14_400)) return [];
  const reason = `expected maximumExecutionTimeoutInSeconds to be in the range (600 - 14400), got ${seconds}`;
  return [{ property, reason }];
}

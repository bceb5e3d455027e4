import { callAws } from "../aws/client";
import type { Check, Observation, Trial } from "./check";
import { createConfig, ownVariantName, toInstances, waitUntilInService } from "./own-endpoint";

export const typeChange: Check = {
  id: "type-change",
  claim: "UpdateEndpoint to another instance type while the variant's target is registered",
  assumed: "AWS refuses it",
  needs: "own endpoint",
  observe: async (trial) => {
    const capacity = toInstances(trial.own?.otherInstanceType ?? "");
    return observeUpdate(trial, await createConfig(trial, "type", capacity));
  },
};

export const variantRemoval: Check = {
  id: "variant-removal",
  claim: "UpdateEndpoint without a variant whose target is registered",
  assumed: "AWS refuses it",
  needs: "own endpoint",
  observe: async (trial) => {
    const capacity = toInstances(trial.own?.instanceType ?? "");
    return observeUpdate(trial, await createConfig(trial, "variant", capacity, `${ownVariantName}2`));
  },
};

async function observeUpdate(trial: Trial, configName: string): Promise<Observation> {
  const { endpointName } = trial.endpoint;
  const update = await callAws("sagemaker:UpdateEndpoint", () =>
    trial.aws.sageMaker.updateEndpoint({ EndpointName: endpointName, EndpointConfigName: configName }),
  );
  if (!("failure" in update)) {
    await waitUntilInService(trial, endpointName);
    return { same: false, seen: "AWS carried it out" };
  }
  const { message } = update.failure;
  // Any other error, such as a missing permission or a quota, says nothing about the rule.
  return message.includes("ValidationException") ? { same: true, seen: message } : { seen: message };
}

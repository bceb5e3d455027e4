import { callAws, closeClients } from "../aws/client";
import { type Check, Stopped, type Trial } from "./check";
import { callOrStop, deleteAction, rareSchedule, toActionInput, toFixedLimits } from "./scaling-calls";

/** Requests that are sent together need not meet at AWS, so there are several. */
const pairs = 10;

const refusal = "ConcurrentUpdateException";

export const overlappingPuts: Check = {
  id: "overlapping-puts",
  claim: "two PutScheduledAction requests at once on one target",
  assumed: `one of them is refused with ${refusal}`,
  needs: "target",
  observe: async (trial) => {
    const clients = await trial.createAskOnce();
    try {
      const statuses: number[] = [];
      for (let pair = 0; pair < pairs; pair++) {
        const answers = await Promise.all(["a", "b"].map((name) => putOnce(trial, clients.scaling, name)));
        statuses.push(...answers.flatMap((status) => status ?? []));
      }
      await deleteBoth(trial);
      if (statuses.length === 0) return { same: false, seen: `AWS took all ${2 * pairs} requests` };
      const codes = [...new Set(statuses)].join(", ");
      return { same: true, seen: `${refusal} (HTTP ${codes}) for ${statuses.length} of ${2 * pairs} requests` };
    } finally {
      closeClients(clients);
    }
  },
};

/** @returns the HTTP status of a refusal, undefined if AWS took the request @throws Stopped if it is refused otherwise */
async function putOnce(trial: Trial, scaling: Trial["aws"]["scaling"], name: string): Promise<number | undefined> {
  const { target } = trial.endpoint;
  const action = { name, schedule: rareSchedule, limits: toFixedLimits(target) };
  let status: number | undefined;
  const put = await callAws("application-autoscaling:PutScheduledAction", async () => {
    try {
      await scaling.putScheduledAction(toActionInput(trial, target, action));
    } catch (error) {
      const refused = error as { readonly name?: string; readonly $metadata?: { readonly httpStatusCode?: number } };
      if (refused.name !== refusal) throw error;
      status = refused.$metadata?.httpStatusCode ?? 0;
    }
  });
  if ("failure" in put) throw new Stopped(put.failure.message);
  return status;
}

/** Both exist unless AWS refused every request for one. */
async function deleteBoth(trial: Trial): Promise<void> {
  const { ScheduledActions = [] } = await callOrStop("application-autoscaling:DescribeScheduledActions", () =>
    trial.aws.scaling.describeScheduledActions({
      ServiceNamespace: "sagemaker",
      ResourceId: trial.endpoint.target.resourceId,
    }),
  );
  for (const name of ["a", "b"]) {
    const exists = ScheduledActions.some((each) => each.ScheduledActionName === `${trial.run}-${name}`);
    if (exists) await deleteAction(trial, trial.endpoint.target, name);
  }
}

import { readEndpointCounts, toScalableTargetKey } from "../aws/client";
import { type Check, Stopped, type Trial } from "./check";
import { callOrStop, getFound, createAction, rareSchedule, readScaling, toFixedLimits } from "./scaling-calls";

/** How long after the endpoint its target may live on. */
const waitMinutes = 5;

const goneMinutes = 15;

export const deleteDeregisters: Check = {
  id: "delete-deregisters",
  claim: "the deletion of an endpoint whose target has a scheduled action and a scaling policy",
  assumed: "target, action and policy are gone with it",
  needs: "own endpoint",
  observe: async (trial) => {
    const { target } = trial.endpoint;
    await createAction(trial, target, { name: "last", schedule: rareSchedule, limits: toFixedLimits(target) });
    await putPolicy(trial);
    await deleteEndpoint(trial);
    const from = await trial.clock.readTime();
    for (;;) {
      const left = await listLeft(trial);
      const minutes = (await trial.clock.readTime()) - from;
      if (left.length === 0) return { same: true, seen: `all are gone at most ${minutes + 1} min after the endpoint` };
      if (minutes >= waitMinutes) {
        return { same: false, seen: `${minutes} min after the endpoint, AWS still has ${left.join(", ")}` };
      }
      await trial.clock.sleep(15);
    }
  },
};

/** A step policy: unlike target tracking, it creates no alarms. */
async function putPolicy({ aws, run, endpoint }: Trial): Promise<void> {
  await callOrStop("application-autoscaling:PutScalingPolicy", () =>
    aws.scaling.putScalingPolicy({
      ...toScalableTargetKey(endpoint.target),
      PolicyName: `${run}-last`,
      PolicyType: "StepScaling",
      StepScalingPolicyConfiguration: {
        AdjustmentType: "ChangeInCapacity",
        StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }],
      },
    }),
  );
}

async function deleteEndpoint({ aws, clock, endpoint: { endpointName } }: Trial): Promise<void> {
  await callOrStop("sagemaker:DeleteEndpoint", () => aws.sageMaker.deleteEndpoint({ EndpointName: endpointName }));
  const until = (await clock.readTime()) + goneMinutes;
  while (getFound(await readEndpointCounts(aws, endpointName)) !== undefined) {
    if ((await clock.readTime()) > until) throw new Stopped(`endpoint ${endpointName} is still being deleted`);
    await clock.sleep(15);
  }
}

async function listLeft(trial: Trial): Promise<readonly string[]> {
  const { target, actions, policies } = await readScaling(trial, trial.endpoint.target);
  return [
    ...(target === undefined ? [] : ["the target"]),
    ...(actions.length === 0 ? [] : ["the action"]),
    ...(policies.length === 0 ? [] : ["the policy"]),
  ];
}

import * as pulumi from "@pulumi/pulumi";
import { parseStackValues } from "./src/config/stack-values";
import { stackOutputs } from "./src/plan/static-facts";
import { planEndpoint } from "./src/plan/timetabled";
import { readRunOptions } from "./src/program/run-options";
import { compileOrThrow, prepareStack } from "./src/program/told-stack";
import { isSecretConfig } from "./src/resources/secret-config";
import { TimetabledEndpoint } from "./src/resources/timetabled-endpoint";

const values = parseStackValues(pulumi.runtime.allConfig(), pulumi.getProject());
const options = readRunOptions();
const checked = compileOrThrow(values, options);
const environmentIsSecret = isSecretConfig(`${pulumi.getProject()}:endpoints`);

/** Everything that the stack file asks for. */
async function declare() {
  const told = await prepareStack(checked, options);
  const { stack, endpoints: compiled, deployedStates: before, hooks: atAws } = told;
  const shared = { environmentIsSecret, atAws };
  return Object.fromEntries(
    Object.values(compiled).flatMap(({ name, config, plan: schedule }) => {
      if (config === undefined || schedule === undefined) return [];
      const plan = planEndpoint(name, config, schedule, stack.tags, before[name]);
      const made = new TimetabledEndpoint(name, { plan, ...shared });
      const arn = made.endpointArn === undefined ? {} : { arn: made.endpointArn };
      return [[name, { name: made.endpointName, ...arn, ...stackOutputs(plan) }]];
    }),
  );
}

export const endpoints = declare();

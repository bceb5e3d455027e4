import * as pulumi from "@pulumi/pulumi";
import { parseStackValues } from "./src/config/yaml";
import {
  compileOrThrow,
  isSecretConfig,
  prepareStack,
  readRunOptions,
} from "./src/deploy/preflight";
import { TimetabledEndpoint } from "./src/deploy/resources";
import { planEndpoint, toStackOutputs } from "./src/plan/endpoint";

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
      return [[name, { name: made.endpointName, ...arn, ...toStackOutputs(plan) }]];
    }),
  );
}

export const endpoints = declare();

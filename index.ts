import * as pulumi from "@pulumi/pulumi";
import { compile } from "./src/compile";
import { stackValues } from "./src/config/stack-values";
import { staticFacts } from "./src/plan/static-facts";
import { planTimetabled } from "./src/plan/timetabled";
import { readRunOptions } from "./src/program/run-options";
import { refuseErrors, toldStack } from "./src/program/told-stack";
import { isSecretConfig } from "./src/resources/secret-config";
import { TimetabledEndpoint } from "./src/resources/timetabled-endpoint";

const values = stackValues(pulumi.runtime.allConfig(), pulumi.getProject());
const options = readRunOptions();
refuseErrors(compile(values, options));
const environmentIsSecret = isSecretConfig(`${pulumi.getProject()}:endpoints`);

/** Everything that the stack file asks for. */
async function declare() {
  const told = await toldStack(values, options);
  const { stack, endpoints: compiled, before, atAws } = told;
  const shared = { environmentIsSecret, atAws };
  return Object.fromEntries(
    Object.values(compiled).flatMap(({ name, config, plan: schedule }) => {
      if (config === undefined || schedule === undefined) return [];
      const plan = planTimetabled(name, config, schedule, stack.tags, before[name]);
      const made = new TimetabledEndpoint(name, { plan, ...shared });
      const arn = made.endpointArn === undefined ? {} : { arn: made.endpointArn };
      return [[name, { name: made.endpointName, ...arn, ...staticFacts(plan) }]];
    }),
  );
}

export const endpoints = declare();

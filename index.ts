import * as pulumi from "@pulumi/pulumi";
import { compile } from "./src/compile";
import { calendarFilesIn } from "./src/config/calendar-files-in";
import { stackValues } from "./src/config/stack-values";
import { noVersionWarning } from "./src/live-aws/open-aws";
import { staticFacts } from "./src/plan/static-facts";
import { planTimetabled } from "./src/plan/timetabled";
import { runClock } from "./src/program/run-clock";
import { refuseErrors, toldStack } from "./src/program/told-stack";
import { isSecretConfig } from "./src/resources/secret-config";
import { TimetabledEndpoint } from "./src/resources/timetabled-endpoint";

process.env[noVersionWarning] ??= "true";
const values = stackValues(pulumi.runtime.allConfig(), pulumi.getProject());
const now = process.env["TIMETABLE_NOW"] ?? new Date().toISOString();
const clock = runClock(process.env["TIMETABLE_CLOCK"], () => new Date().toISOString());
const options = { now, ...clock, readCalendarFile: calendarFilesIn(pulumi.getRootDirectory()) };
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

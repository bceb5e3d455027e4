import * as pulumi from "@pulumi/pulumi";
import { compile } from "./src/compile";
import { calendarFilesIn } from "./src/config/calendar-files-in";
import { stackValues } from "./src/config/stack-values";
import { staticFacts } from "./src/plan/static-facts";
import { planTimetabled } from "./src/plan/timetabled";
import { hasErrors, problemText } from "./src/problem";
import { previewText } from "./src/report/preview-text";
import { removedText } from "./src/report/removed-text";
import { deployedResources } from "./src/resources/deployed-resources";
import { deployedEndpoints, deployedSchedule } from "./src/resources/deployed-schedule";
import { parts } from "./src/resources/parts";
import { isSecretConfig } from "./src/resources/secret-config";
import { TimetabledEndpoint } from "./src/resources/timetabled-endpoint";

const values = stackValues(pulumi.runtime.allConfig(), pulumi.getProject());
const now = process.env["TIMETABLE_NOW"] ?? new Date().toISOString();
const readCalendarFile = calendarFilesIn(pulumi.getRootDirectory());
const { stack, endpoints: compiled, problems } = compile(values, { now, readCalendarFile });
if (hasErrors(problems)) throw new pulumi.RunError(problems.map(problemText).join("\n"));
const log = { note: pulumi.log.info, warning: pulumi.log.warn, error: pulumi.log.error };
problems.forEach((problem) => void log[problem.severity](problemText(problem)));
const environmentIsSecret = isSecretConfig(`${pulumi.getProject()}:endpoints`);

/** An update writes into the state that it is compared with, so that is read before anything is declared. */
async function declare() {
  const deployed = await deployedResources();
  const removed = deployedEndpoints(deployed).filter((name) => !(name in compiled));
  removed.forEach((name) => void log.warning(removedText(name)));
  return Object.fromEntries(
    Object.values(compiled).flatMap((one) => {
      const { name, config, plan: schedule } = one;
      if (config === undefined || schedule === undefined) return [];
      const was = deployedSchedule(deployed, name);
      void log.note(previewText(one, { now, width: 80, colour: false, deployed: was }));
      const plan = planTimetabled(name, config, schedule, stack.tags);
      const made = new TimetabledEndpoint(name, { plan, parts, environmentIsSecret });
      const arn = made.endpointArn === undefined ? {} : { arn: made.endpointArn };
    return [[name, { name: made.endpointName, ...arn, ...staticFacts(plan) }]];
    }),
  );
}

export const endpoints = declare();

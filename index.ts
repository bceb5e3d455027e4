import * as pulumi from "@pulumi/pulumi";
import { compile } from "./src/compile";
import { calendarFilesIn } from "./src/config/calendar-files-in";
import { stackValues } from "./src/config/stack-values";
import { planEndpoint } from "./src/plan/endpoint";
import { staticFacts } from "./src/plan/static-facts";
import { hasErrors, problemText } from "./src/problem";
import { previewText } from "./src/report/preview-text";
import { endpoint } from "./src/resources/endpoint";
import { endpointConfiguration } from "./src/resources/endpoint-configuration";
import { model } from "./src/resources/model";
import { scalableTarget } from "./src/resources/scalable-target";
import { scheduledActions } from "./src/resources/scheduled-actions";
import { isSecretConfig } from "./src/resources/secret-config";
import { stepScaling } from "./src/resources/step-scaling";
import { targetTracking } from "./src/resources/target-tracking";
import { TimetabledEndpoint } from "./src/resources/timetabled-endpoint";

const values = stackValues(pulumi.runtime.allConfig(), pulumi.getProject());
const now = process.env["TIMETABLE_NOW"] ?? new Date().toISOString();
const readCalendarFile = calendarFilesIn(pulumi.getRootDirectory());
const { stack, endpoints: compiled, problems } = compile(values, { now, readCalendarFile });
if (hasErrors(problems)) throw new pulumi.RunError(problems.map(problemText).join("\n"));
const log = { note: pulumi.log.info, warning: pulumi.log.warn, error: pulumi.log.error };
problems.forEach((problem) => void log[problem.severity](problemText(problem)));
const environmentIsSecret = isSecretConfig(`${pulumi.getProject()}:endpoints`);
/** What exists for an endpoint, in the order in which it comes to be. */
const served = { model, endpointConfiguration, endpoint };
const parts = { ...served, scalableTarget, stepScaling, targetTracking, scheduledActions };

export const endpoints = Object.fromEntries(
  Object.values(compiled).flatMap((one) => {
    const { name, config, plan: schedule } = one;
    if (config === undefined || schedule === undefined) return [];
    void log.note(previewText(one, { now, width: 80, colour: false }));
    const plan = planEndpoint(name, config, schedule, stack.tags);
    const made = new TimetabledEndpoint(name, { plan, parts, environmentIsSecret });
    return [[name, { name: made.endpointName, arn: made.endpointArn, ...staticFacts(plan) }]];
  }),
);

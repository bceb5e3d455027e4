import * as v from "valibot";
import { capacityRange } from "../../aws/facts";
import type { Named } from "../../timetable";
import { deploymentSection } from "./deployment-section";
import { asyncSection, dataCaptureSection, variantSection } from "./endpoint-configuration-sections";
import { componentSection, existingEndpointSection, existingSectionKeys } from "./existing-endpoint-section";
import {
  defineChoice,
  defineDates,
  defineFlag,
  defineMap,
  defineNumber,
  defineSection,
  defineStringOrMap,
  defineText,
  describeField,
  type Entries,
  type Field,
  forbidBeside,
  getDescription,
  requireExactlyOne,
  requireUnless,
} from "./fields";
import { defineLimits, limitsEntries } from "./instance-counts";
import { modelSection } from "./model-section";
import { monitoringSection } from "./monitoring-section";
import { scalingSection } from "./scaling-section";
import { serverlessSection } from "./serverless-section";
import type { CalendarSource, Guards, PriceSource } from "./stack-config";
import { defaultsSection, endpointTimetable, tags, timetables } from "./shared-sections";
import { defineMaxActions, defineZone, timetableSection } from "./timetable-section";

const schedule = describeField(
  defineSection({
    schedule: defineText({
      title: "When",
      otherNames: ["cron", "expression"],
      description:
        "When it fires, in AWS form: six fields, with ? in exactly one of the two day fields. Needs quotes inside { }.",
      allowed: "cron(…), at(…) or rate(…)",
      example: '"cron(0 17 ? * MON-FRI *)"',
    }),
    ...limitsEntries,
    timezone: v.exactOptional(defineZone("Time zone of the schedule. Absent: that of the stack, else UTC.")),
  }),
  {
    title: "Schedule",
    description: "One scheduled action, exactly as AWS gets it.",
    allowed: "the keys schedule, min and max",
    example: '{ schedule: "cron(0 17 ? * MON-FRI *)", min: 2, max: 5 }',
  },
);

const defineProtectFlag = (description: string) =>
  v.exactOptional(defineFlag({ title: "Protect", description, example: "true" }));

/** The keys of one endpoint. */
export const endpointEntries = {
  variantOf: v.exactOptional(
    defineText({
      title: "Variant of",
      otherNames: ["variantof", "owner", "parent"],
      description:
        "Key of another endpoint of the stack file: model and variant become one more variant of it, with its own timetable.",
      allowed: "the key of an endpoint that this stack creates",
      example: "sentiment",
    }),
  ),
  model: v.exactOptional(modelSection),
  variant: v.exactOptional(
    // The defaults of the stack may have the instance type.
    describeField(variantSection, { ...getDescription(variantSection), json: { required: [] } }),
  ),
  endpoint: v.exactOptional(existingEndpointSection),
  component: v.exactOptional(componentSection),
  serverless: v.exactOptional(serverlessSection),
  dataCapture: v.exactOptional(dataCaptureSection),
  async: v.exactOptional(asyncSection),
  deployment: v.exactOptional(deploymentSection),
  timetable: v.exactOptional(endpointTimetable),
  baseline: v.exactOptional(defineLimits("Baseline", "Limits before the first schedule fires; only with schedules.")),
  schedules: v.exactOptional(
    describeField(defineMap(schedule), {
      title: "Schedules",
      description: "Your own scheduled actions, instead of a timetable, by the names that AWS shows.",
      allowed: "a map of schedules by name",
      example: '{ Peak: { schedule: "cron(0 17 ? * MON-FRI *)", min: 2, max: 5 } }',
    }),
  ),
  scaling: v.exactOptional(scalingSection),
  monitoring: v.exactOptional(monitoringSection),
  protect: defineProtectFlag(
    "Pulumi refuses to delete or replace the endpoint, but still updates it. Absent: the setting of the stack.",
  ),
  tags,
} satisfies Entries;

/** Keys of an endpoint that this program creates. */
const managedOnlyKeys = ["variantOf", "model", "variant", "dataCapture", "async", "deployment", "protect"];

/** Keys of an endpoint that its other variants do not have. */
const ownerKeys = ["dataCapture", "async", "deployment", "protect"];

function forbidManagedKeys(key: string, alternative = "") {
  return forbidBeside(key, managedOnlyKeys, `remove it, because what already exists is not changed${alternative}`);
}

const existingKeys = Object.values(existingSectionKeys);

/** One endpoint; `parseStack` adds the time zone of schedules without one. */
export const endpointSection = describeField(
  defineSection(
    endpointEntries,
    requireUnless(existingKeys, { model: modelSection, variant: variantSection }),
    ...existingKeys.flatMap((key, index) => [
      forbidBeside(key, existingKeys.slice(index + 1), `remove one of them, or make it another entry of endpoints`),
      ...(key === existingSectionKeys.concurrency ? [] : [forbidManagedKeys(key)]),
    ]),
    ({ serverless }, written) => {
      if (serverless === undefined) return [];
      if ("unit" in serverless) return forbidManagedKeys("serverless", ", or remove existing")({}, written);
      return [
        ...requireUnless([], { model: modelSection })({}, written),
        ...forbidBeside("serverless", ["variant"], "remove it: serverless.variant names the variant")({}, written),
        ...forbidBeside("serverless", ["async", "variantOf"], "remove one of them")({}, written),
      ];
    },
    forbidBeside("variantOf", ownerKeys, "move it to the endpoint that variantOf names"),
    requireExactlyOne(["timetable", "schedules"], "write timetable: { baseline: { min: 1, max: 2 } }"),
    forbidBeside("timetable", ["baseline"], "move it under timetable"),
    (_values, written) =>
      written.has("schedules") && !written.has("baseline")
        ? [
            {
              code: "missing-key",
              at: ["baseline"],
              message: "schedules require a baseline",
              expected: "the keys min and max",
              fix: "write baseline: { min: 1, max: 2 }",
            },
          ]
        : [],
  ),
  {
    title: "Endpoint",
    description: "One SageMaker endpoint and its capacity over time.",
    allowed: "the keys model and variant or serverless, or endpoint or component, and timetable or schedules",
    example: "{ model: …, variant: …, timetable: … }",
    json: {
      oneOf: [{ required: ["timetable"] }, { required: ["schedules", "baseline"] }],
      anyOf: [{ required: ["model"] }, ...existingKeys.map((key) => ({ required: [key] }))],
    },
  },
);

const calendar: Field<CalendarSource> = describeField(
  v.pipe(
    defineSection(
      {
        file: v.exactOptional(
          defineText({
            title: "File",
            description: "Path of a calendar file, relative to the folder of Pulumi.yaml.",
            allowed: "a file path",
            example: "calendars/de-by.yaml",
          }),
        ),
        dates: v.exactOptional(
          defineDates({
            title: "Dates",
            description: "The dates, instead of a file.",
            example: '["2026-12-24", "2027-08-02..2027-08-06"]',
          }),
        ),
      },
      requireExactlyOne(["file", "dates"], 'write file: and a path, or dates: ["2026-12-24"]'),
    ),
    v.transform(({ file, dates = [] }) => (file === undefined ? { dates } : { file })),
  ),
  {
    title: "Calendar",
    description: "A set of dates, in a file or in the stack file.",
    allowed: "the key file or dates",
    example: "{ file: calendars/de-by.yaml }",
    json: { oneOf: [{ required: ["file"] }, { required: ["dates"] }] },
  },
);

const guards: Field<Guards> = describeField(
  defineSection({
    maxInstances: v.exactOptional(
      defineNumber(
        { ...capacityRange, from: 1 },
        {
          title: "Maximum instances",
          description: "The largest max that an endpoint with instances may have. Absent: no maximum.",
          example: "20",
        },
      ),
    ),
    maxMonthlyCostUsd: v.exactOptional(
      defineNumber(
        { from: 0, to: 1e15, fractions: true },
        {
          title: "Maximum monthly cost",
          description: "US dollars that all instances of the stack may cost per month. Absent: no maximum.",
          example: "30000",
        },
      ),
    ),
    quotas: v.exactOptional(
      describeField(
        defineStringOrMap(
          defineChoice(["aws"], {
            title: "From AWS",
            description: "pulumi preview and pulumi up read the quotas from Service Quotas.",
            example: "aws",
          }),
          defineMap(
            defineNumber(
              { ...capacityRange, from: 0 },
              {
                title: "Quota",
                description: "Instances of this type that the account may run in all endpoints.",
                example: "20",
              },
            ),
          ),
        ),
        {
          title: "Quotas",
          description:
            'Quotas of the account in the region, by instance type, as "ml.… for endpoint usage" in Service Quotas; or aws to read them there. Absent: not checked.',
          allowed: "a map of instance types and their quotas, or aws",
          example: "{ ml.g5.xlarge: 20 }",
        },
      ),
    ),
  }),
  {
    title: "Guards",
    description: "Maximums that no timetable may exceed.",
    allowed: "the keys maxInstances, maxMonthlyCostUsd and quotas",
    example: "{ maxInstances: 20 }",
  },
);

const prices: Field<PriceSource> = defineChoice(["given", "aws"], {
  title: "Prices",
  description:
    "Prices of endpoints without hourlyPriceUsd: given shows no cost, aws lets pulumi preview and pulumi up read the AWS price list. Absent: given.",
  example: "aws",
});

/** The settings that all endpoints of a stack share. */
export const settingsEntries = {
  timezone: v.exactOptional(defineZone("Time zone of timetables and schedules without one.")),
  calendars: v.exactOptional(
    describeField(defineMap(calendar), {
      title: "Calendars",
      description: "Sets of dates by name, for exceptions.",
      allowed: "a map of calendars by name",
      example: "{ holidays: { file: calendars/de-by.yaml } }",
    }),
    {},
  ),
  timetables: v.exactOptional(timetables),
  defaults: v.exactOptional(defaultsSection),
  guards: v.exactOptional(guards, {}),
  prices: v.exactOptional(prices),
  protect: defineProtectFlag("The default of protect for every endpoint. Absent: false."),
  readAws: v.exactOptional(
    defineFlag({
      title: "Read AWS",
      description:
        "Whether pulumi preview and pulumi up read AWS: how many instances run, what scales each endpoint, and what to restore if an update fails. Absent: true.",
      example: "false",
    }),
  ),
  permissionsBoundaryArn: v.exactOptional(
    defineText({
      title: "Permissions boundary",
      description: "Managed policy that limits each role that is created. Absent: no boundary.",
      allowed: "the ARN of a policy",
      example: "arn:aws:iam::123456789012:policy/inference-timetable-boundary",
    }),
  ),
  maxActions: v.exactOptional(defineMaxActions("25, and only actions that no single date changes")),
  tags,
} satisfies Entries;

/** The endpoints of a stack by name, each parsed by `item`. */
export function defineEndpoints<TOutput>(item: Field<TOutput>): Field<Named<TOutput>> {
  return describeField(defineMap(item), {
    title: "Endpoints",
    description: "Endpoints by name.",
    allowed: "a map of endpoints by name",
    example: "{ sentiment: { model: …, variant: …, timetable: … } }",
  });
}

/** All keys of this program in a stack file. */
export const stackSection = defineSection({ ...settingsEntries, endpoints: defineEndpoints(endpointSection) });

const {
  tags: _tags,
  protect: _protect,
  timetables: _timetables,
  defaults: _defaults,
  ...otherSettings
} = settingsEntries;

const { variantOf: _variantOf, ...standaloneEndpointEntries } = endpointEntries;

/** The settings of a stack that affect a single endpoint, and are not keys of the endpoint, too. */
export const sharedEntries: typeof otherSettings = otherSettings;

/** The keys of an endpoint outside of a stack file, as a component takes them. */
export const standaloneEntries = {
  ...standaloneEndpointEntries,
  variant: v.exactOptional(variantSection),
  timetable: v.exactOptional(timetableSection),
  ...sharedEntries,
} satisfies Entries;

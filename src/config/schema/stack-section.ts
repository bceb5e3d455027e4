import * as v from "valibot";
import { capacityRange } from "../../aws/facts";
import type { Named } from "../../timetable";
import { deploymentSection } from "./deployment-section";
import {
  asyncSection,
  dataCaptureSection,
  variantSection,
} from "./endpoint-configuration-sections";
import { existingEndpointSection } from "./existing-endpoint-section";
import {
  defineAnyText,
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
  requireExactlyOne,
  requireUnless,
  textOrSecret,
} from "./fields";
import { defineLimits, limitsEntries } from "./instance-counts";
import { modelSection } from "./model-section";
import { monitoringSection } from "./monitoring-section";
import { scalingSection } from "./scaling-section";
import type { CalendarSource, Guards, PriceSource } from "./stack-config";
import { defineZone, timetableSection } from "./timetable-section";

const tags = v.exactOptional(
  describeField(
    defineMap(
      defineAnyText({
        title: "Tag",
        description: "Value of the tag.",
        example: "search",
        json: textOrSecret,
      }),
    ),
    {
      title: "Tags",
      description:
        "Tags of everything that is made, by their keys; an endpoint's own win over the stack's.",
      allowed: "a map of tags and their texts",
      example: "{ team: search }",
    },
  ),
  {},
);

const schedule = describeField(
  defineSection({
    schedule: defineText({
      title: "When",
      otherNames: ["cron", "expression"],
      description:
        "When it fires, in AWS's own form: six fields, exactly one ? among the days. Quotes are needed between { }.",
      allowed: "cron(…), at(…) or rate(…)",
      example: '"cron(0 17 ? * MON-FRI *)"',
    }),
    ...limitsEntries,
    timezone: v.exactOptional(
      defineZone("Zone in which the schedule is read. Absent: the stack's, else UTC."),
    ),
  }),
  {
    title: "Schedule",
    description: "One scheduled action, exactly as AWS will see it.",
    allowed: "the keys schedule, min and max",
    example: '{ schedule: "cron(0 17 ? * MON-FRI *)", min: 2, max: 5 }',
  },
);

const defineProtectFlag = (description: string) =>
  v.exactOptional(defineFlag({ title: "Protect", description, example: "true" }));

const endpointEntries = {
  model: v.exactOptional(modelSection),
  variant: v.exactOptional(variantSection),
  endpoint: v.exactOptional(existingEndpointSection),
  dataCapture: v.exactOptional(dataCaptureSection),
  async: v.exactOptional(asyncSection),
  deployment: v.exactOptional(deploymentSection),
  timetable: v.exactOptional(timetableSection),
  baseline: v.exactOptional(
    defineLimits("Baseline", "Limits from which schedules start; only with schedules."),
  ),
  schedules: v.exactOptional(
    describeField(defineMap(schedule), {
      title: "Schedules",
      description:
        "The raw form, in place of a timetable: scheduled actions by the names that AWS will show.",
      allowed: "a map of schedules by their names",
      example: '{ Peak: { schedule: "cron(0 17 ? * MON-FRI *)", min: 2, max: 5 } }',
    }),
  ),
  scaling: v.exactOptional(scalingSection),
  monitoring: v.exactOptional(monitoringSection),
  protect: defineProtectFlag(
    "The engine refuses to delete or replace the endpoint; updates go on. Absent: what the stack says.",
  ),
  tags,
} satisfies Entries;

/** What only an endpoint that is made here can have. */
const managedOnlyKeys = ["model", "variant", "dataCapture", "async", "deployment", "protect"];

/** One endpoint; schedules without a zone of their own still lack it. */
export const endpointSection = describeField(
  defineSection(
    endpointEntries,
    requireUnless("endpoint", { model: modelSection, variant: variantSection }),
    forbidBeside("endpoint", managedOnlyKeys, "remove it: an existing endpoint stays as it is"),
    requireExactlyOne(
      ["timetable", "schedules"],
      "write timetable: { baseline: { min: 1, max: 2 } }",
    ),
    forbidBeside("timetable", ["baseline"], "move it under timetable"),
    (_values, written) =>
      written.has("schedules") && !written.has("baseline")
        ? [
            {
              code: "missing-key",
              at: ["baseline"],
              message: "schedules need a baseline",
              expected: "the keys min and max",
              fix: "write baseline: { min: 1, max: 2 }",
            },
          ]
        : [],
  ),
  {
    title: "Endpoint",
    description: "One endpoint of SageMaker, and when it has which capacity.",
    allowed: "the keys model and variant, or endpoint, and timetable or schedules",
    example: "{ model: …, variant: …, timetable: … }",
    json: {
      oneOf: [{ required: ["timetable"] }, { required: ["schedules", "baseline"] }],
      anyOf: [{ required: ["model", "variant"] }, { required: ["endpoint"] }],
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
            description: "A calendar file, by its path from the stack file's folder.",
            allowed: "the path of a file",
            example: "calendars/de-by.yaml",
          }),
        ),
        dates: v.exactOptional(
          defineDates({
            title: "Dates",
            description: "The dates themselves.",
            example: '["2026-12-24", "2027-08-02..2027-08-06"]',
          }),
        ),
      },
      requireExactlyOne(["file", "dates"], 'write file: and a path, or dates: ["2026-12-24"]'),
    ),
    v.transform(({ file, dates: listed = [] }) =>
      file === undefined ? { dates: listed } : { file },
    ),
  ),
  {
    title: "Calendar",
    description: "A set of dates, from a file or written here.",
    allowed: "the key file or the key dates",
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
          title: "Most instances",
          description: "No endpoint's max may be above it. Absent: no bound.",
          example: "20",
        },
      ),
    ),
    maxMonthlyCostUsd: v.exactOptional(
      defineNumber(
        { from: 0, to: 1e15, fractions: true },
        {
          title: "Highest cost",
          description:
            "US dollars that the instances of all endpoints may cost in a month. Absent: no bound.",
          example: "30000",
        },
      ),
    ),
    quotas: v.exactOptional(
      describeField(
        defineStringOrMap(
          defineChoice(["aws"], {
            title: "From AWS",
            description: "A preview and an update ask Service Quotas.",
            example: "aws",
          }),
          defineMap(
            defineNumber(
              { ...capacityRange, from: 0 },
              {
                title: "Quota",
                description: "Instances of the type that the account may have in all endpoints.",
                example: "20",
              },
            ),
          ),
        ),
        {
          title: "Quotas",
          description:
            'The account\'s quotas in the region, by instance types: what Service Quotas calls "ml.… for endpoint usage"; or aws, to have a preview and an update ask there. Absent: not known.',
          allowed: "a map of instance types and their quotas, or aws",
          example: "{ ml.g5.xlarge: 20 }",
        },
      ),
    ),
  }),
  {
    title: "Guards",
    description: "Bounds that no timetable may pass, whatever it says.",
    allowed: "the keys maxInstances, maxMonthlyCostUsd and quotas",
    example: "{ maxInstances: 20 }",
  },
);

const prices: Field<PriceSource> = defineChoice(["given", "aws"], {
  title: "Prices",
  description:
    "Where hourlyPriceUsd is not given: given leaves cost out, aws lets pulumi preview and pulumi up ask AWS's price list. Absent: given.",
  example: "aws",
});

/** What all endpoints of a stack share. */
export const settingsEntries = {
  timezone: v.exactOptional(
    defineZone("Zone of every timetable and schedule that names none itself."),
  ),
  calendars: v.exactOptional(
    describeField(defineMap(calendar), {
      title: "Calendars",
      description: "Sets of dates by their names, for the exceptions of all timetables.",
      allowed: "a map of calendars by their names",
      example: "{ holidays: { file: calendars/de-by.yaml } }",
    }),
    {},
  ),
  guards: v.exactOptional(guards, {}),
  prices: v.exactOptional(prices),
  protect: defineProtectFlag(
    "The same for every endpoint that does not say it itself. Absent: not.",
  ),
  readAws: v.exactOptional(
    defineFlag({
      title: "Read AWS",
      description:
        "Whether pulumi preview and pulumi up look at AWS first: how many instances run, and what scales an existing endpoint already. Absent: yes.",
      example: "false",
    }),
  ),
  tags,
} satisfies Entries;

/** The endpoints of a stack by their names, each read by `item`. */
export function defineEndpoints<TOutput>(item: Field<TOutput>): Field<Named<TOutput>> {
  return describeField(defineMap(item), {
    title: "Endpoints",
    description: "Endpoints by their names.",
    allowed: "a map of endpoints by their names",
    example: "{ sentiment: { model: …, variant: …, timetable: … } }",
  });
}

/** Everything that a stack file may say under this program's keys. */
export const stackSection = defineSection({
  ...settingsEntries,
  endpoints: defineEndpoints(endpointSection),
});

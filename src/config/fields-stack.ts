import * as v from "valibot";
import { capacityRange } from "../aws-facts/field-ranges";
import type { CalendarSource, Guards, Named, PriceSource } from "./config";
import { dates } from "./dates";
import { either } from "./either";
import { type Field, described } from "./field";
import { arrival } from "./fields-arrival";
import { asynchronous, dataCapture, variant } from "./fields-variant";
import { deployment } from "./fields-deployment";
import { existingEndpoint } from "./fields-existing";
import { limits, limitsEntries } from "./fields-limits";
import { model } from "./fields-model";
import { scaling } from "./fields-scaling";
import { timetable, zone } from "./fields-timetable";
import { anyText, choice, flag, number, text, textOrSecret } from "./leaf-fields";
import { named } from "./named";
import { type Entries, section } from "./section";
import { exactlyOneOf, neededWithout, notBeside } from "./section-rules";

const tags = v.exactOptional(
  described(
    named(
      anyText({
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

const schedule = described(
  section({
    schedule: text({
      title: "When",
      otherNames: ["cron", "expression"],
      description:
        "When it fires, in AWS's own form: six fields, exactly one ? among the days. Quotes are needed between { }.",
      allowed: "cron(…), at(…) or rate(…)",
      example: '"cron(0 17 ? * MON-FRI *)"',
    }),
    ...limitsEntries,
    timezone: v.exactOptional(
      zone("Zone in which the schedule is read. Absent: the stack's, else UTC."),
    ),
  }),
  {
    title: "Schedule",
    description: "One scheduled action, exactly as AWS will see it.",
    allowed: "the keys schedule, min and max",
    example: '{ schedule: "cron(0 17 ? * MON-FRI *)", min: 2, max: 5 }',
  },
);

const protect = (description: string) =>
  v.exactOptional(flag({ title: "Protect", description, example: "true" }));

const endpointEntries = {
  model: v.exactOptional(model),
  variant: v.exactOptional(variant),
  endpoint: v.exactOptional(existingEndpoint),
  dataCapture: v.exactOptional(dataCapture),
  async: v.exactOptional(asynchronous),
  deployment: v.exactOptional(deployment),
  timetable: v.exactOptional(timetable),
  baseline: v.exactOptional(
    limits("Baseline", "Limits from which schedules start; only with schedules."),
  ),
  schedules: v.exactOptional(
    described(named(schedule), {
      title: "Schedules",
      description:
        "The raw form, in place of a timetable: scheduled actions by the names that AWS will show.",
      allowed: "a map of schedules by their names",
      example: '{ Peak: { schedule: "cron(0 17 ? * MON-FRI *)", min: 2, max: 5 } }',
    }),
  ),
  scaling: v.exactOptional(scaling),
  arrival: v.exactOptional(arrival),
  protect: protect(
    "The engine refuses to delete or replace the endpoint; updates go on. Absent: what the stack says.",
  ),
  tags,
} satisfies Entries;

/** What only an endpoint that is made here can have. */
const partsOfOwn = ["model", "variant", "dataCapture", "async", "deployment", "protect"];

/** One endpoint; schedules without a zone of their own still lack it. */
export const endpoint = described(
  section(
    endpointEntries,
    neededWithout("endpoint", { model, variant }),
    notBeside("endpoint", partsOfOwn, "remove it: an existing endpoint stays as it is"),
    exactlyOneOf(["timetable", "schedules"], "write timetable: { baseline: { min: 1, max: 2 } }"),
    notBeside("timetable", ["baseline"], "move it under timetable"),
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

const calendar: Field<CalendarSource> = described(
  v.pipe(
    section(
      {
        file: v.exactOptional(
          text({
            title: "File",
            description: "A calendar file, by its path from the stack file's folder.",
            allowed: "the path of a file",
            example: "calendars/de-by.yaml",
          }),
        ),
        dates: v.exactOptional(
          dates({
            title: "Dates",
            description: "The dates themselves.",
            example: '["2026-12-24", "2027-08-02..2027-08-06"]',
          }),
        ),
      },
      exactlyOneOf(["file", "dates"], 'write file: and a path, or dates: ["2026-12-24"]'),
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

const guards: Field<Guards> = described(
  section({
    maxInstances: v.exactOptional(
      number(
        { ...capacityRange, from: 1 },
        {
          title: "Most instances",
          description: "No endpoint's max may be above it. Absent: no bound.",
          example: "20",
        },
      ),
    ),
    maxMonthlyCostUsd: v.exactOptional(
      number(
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
      described(
        either(
          choice(["aws"], {
            title: "From AWS",
            description: "A preview and an update ask Service Quotas.",
            example: "aws",
          }),
          named(
            number(
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

const prices: Field<PriceSource> = choice(["given", "aws"], {
  title: "Prices",
  description:
    "Where hourlyPriceUsd is not given: given leaves cost out, aws lets pulumi preview and pulumi up ask AWS's price list. Absent: given.",
  example: "aws",
});

/** What all endpoints of a stack share. */
export const settingsEntries = {
  timezone: v.exactOptional(zone("Zone of every timetable and schedule that names none itself.")),
  calendars: v.exactOptional(
    described(named(calendar), {
      title: "Calendars",
      description: "Sets of dates by their names, for the exceptions of all timetables.",
      allowed: "a map of calendars by their names",
      example: "{ holidays: { file: calendars/de-by.yaml } }",
    }),
    {},
  ),
  guards: v.exactOptional(guards, {}),
  prices: v.exactOptional(prices),
  protect: protect("The same for every endpoint that does not say it itself. Absent: not."),
  readAws: v.exactOptional(
    flag({
      title: "Read AWS",
      description:
        "Whether pulumi preview and pulumi up look at AWS first: how many instances run, and what scales an existing endpoint already. Absent: yes.",
      example: "false",
    }),
  ),
  tags,
} satisfies Entries;

/** The endpoints of a stack by their names, each read by `item`. */
export function endpointsOf<TOutput>(item: Field<TOutput>): Field<Named<TOutput>> {
  return described(named(item), {
    title: "Endpoints",
    description: "Endpoints by their names.",
    allowed: "a map of endpoints by their names",
    example: "{ sentiment: { model: …, variant: …, timetable: … } }",
  });
}

/** Everything that a stack file may say under this program's keys. */
export const stack = section({ ...settingsEntries, endpoints: endpointsOf(endpoint) });

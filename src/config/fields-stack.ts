import * as v from "valibot";
import type { CalendarSource, Guards, Named } from "./config";
import { dates } from "./dates";
import { type Field, described } from "./field";
import { asynchronous, dataCapture, variant } from "./fields-variant";
import { deployment } from "./fields-deployment";
import { limits, limitsEntries } from "./fields-limits";
import { model } from "./fields-model";
import { scaling } from "./fields-scaling";
import { timetable, timezone } from "./fields-timetable";
import { anyText, number, text } from "./leaf-fields";
import { named } from "./named";
import { type Entries, section } from "./section";
import { exactlyOneOf, notBeside } from "./section-rules";

const tags = v.exactOptional(
  described(named(anyText({ title: "Tag", description: "Value of one tag.", example: "search" })), {
    title: "Tags",
    description: "Tags of everything that is made.",
    allowed: "a map of tags and their texts",
    example: "{ team: search }",
  }),
  {},
);

const schedule = described(
  section({
    schedule: text({
      title: "Schedule",
      description: "When it fires, in AWS's own form.",
      allowed: "cron(…), at(…) or rate(…)",
      example: "cron(0 17 ? * MON-FRI *)",
    }),
    ...limitsEntries,
    timezone: v.exactOptional(timezone),
  }),
  {
    title: "Schedule",
    description: "One scheduled action, exactly as AWS will see it.",
    allowed: "the keys schedule, min and max",
    example: "{ schedule: cron(0 17 ? * MON-FRI *), min: 2, max: 5 }",
  },
);

const endpointEntries = {
  model,
  variant,
  dataCapture: v.exactOptional(dataCapture),
  async: v.exactOptional(asynchronous),
  deployment: v.exactOptional(deployment),
  timetable: v.exactOptional(timetable),
  baseline: v.exactOptional(limits("Baseline", "Limits when no schedule has fired yet.")),
  schedules: v.exactOptional(
    described(named(schedule), {
      title: "Schedules",
      description: "Scheduled actions in AWS's own form, by their names.",
      allowed: "a map of schedules by their names",
      example: "{ Peak: { schedule: cron(0 17 ? * MON-FRI *), min: 2, max: 5 } }",
    }),
  ),
  scaling: v.exactOptional(scaling),
  tags,
} satisfies Entries;

/** One endpoint; schedules without a zone of their own still lack it. */
export const endpoint = described(
  section(
    endpointEntries,
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
    description: "One endpoint and when it has which capacity.",
    allowed: "the keys model, variant, and timetable or schedules",
    example: "{ model: …, variant: …, timetable: … }",
  },
);

const calendar: Field<CalendarSource> = described(
  v.pipe(
    section(
      {
        file: v.exactOptional(
          text({
            title: "File",
            description: "Calendar file, its path counted from the stack file.",
            allowed: "the path of a file",
            example: "calendars/de-by.yaml",
          }),
        ),
        dates: v.exactOptional(
          dates({ title: "Dates", description: "The dates.", example: '["2026-12-24"]' }),
        ),
      },
      exactlyOneOf(["file", "dates"], 'write dates: ["2026-12-24"]'),
    ),
    v.transform(({ file, dates: listed = [] }) =>
      file === undefined ? { dates: listed } : { file },
    ),
  ),
  {
    title: "Calendar",
    description: "A set of dates.",
    allowed: "the key file or the key dates",
    example: "{ file: calendars/de-by.yaml }",
  },
);

const guards: Field<Guards> = described(
  section({
    maxInstances: v.exactOptional(
      number(
        { from: 1, to: 2_147_483_647 },
        { title: "Most instances", description: "No max may be above it.", example: "20" },
      ),
    ),
    maxMonthlyCostUsd: v.exactOptional(
      number(
        { from: 0, to: 1e15, fractions: true },
        { title: "Most cost", description: "US dollars a month.", example: "3000" },
      ),
    ),
  }),
  {
    title: "Guards",
    description: "Bounds that no endpoint may pass.",
    allowed: "the keys maxInstances and maxMonthlyCostUsd",
    example: "{ maxInstances: 20 }",
  },
);

/** What all endpoints of a stack share. */
export const settingsEntries = {
  timezone: v.exactOptional(timezone),
  calendars: v.exactOptional(
    described(named(calendar), {
      title: "Calendars",
      description: "Sets of dates by their names.",
      allowed: "a map of calendars by their names",
      example: "{ holidays: { file: calendars/de-by.yaml } }",
    }),
    {},
  ),
  guards: v.exactOptional(guards, {}),
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

import fc from "fast-check";
import { runs } from "../../support/runs";
import { type Ran, StackFolder, stackText } from "./stack-files";

let stacks: StackFolder;
beforeEach(() => {
  stacks = new StackFolder();
  stacks.write("Pulumi.yaml", "name: inference-timetable\nruntime: nodejs\n");
  stacks.write("Pulumi.dev.yaml", stackText);
});
afterEach(() => {
  stacks.remove();
});

/** What only a bug or a library would print. */
const foreign =
  /this is a bug|\bat \S+\.[jt]s:\d|Error:|\bE[A-Z]{4,}\b:|undefined|\[object|Cannot read|is not a function|call stack|Unexpected token|in JSON|Invalid time|invalid ical|Invalid (?:FREQ|WKST)|RRULE must|maximum/;

function expectPlainAnswer({ code, out, err }: Ran): void {
  expect([0, 1, 2]).toContain(code);
  expect(out + err).not.toMatch(foreign);
}

const junk = fc.oneof(
  fc.constantFrom(
    "",
    " ",
    "0",
    "-1",
    "1e300",
    "99999999999999999999",
    "__proto__",
    "constructor",
    "\u0000",
    "\u001b[2J",
  ),
  fc.constantFrom(
    "20270125T0",
    "00000101",
    "99991231T235959Z",
    "20261224",
    "20261332",
    "P1000000W",
    "PT",
    "-P1D",
    "P1Y",
  ),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: "binary", maxLength: 6 }),
);

const weekday = fc.constantFrom("MO", "TU", "5SU", "-1FR", "99XX");
const rulePart = fc.oneof(
  fc
    .constantFrom("SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY", "FOO")
    .map((f) => `FREQ=${f}`),
  fc.constantFrom("0", "1", "9999", "10000", "x").map((n) => `INTERVAL=${n}`),
  fc.constantFrom("0", "3", "999999", "1e9").map((n) => `COUNT=${n}`),
  fc.constantFrom("20271231", "20271231T235959Z", "foo").map((at) => `UNTIL=${at}`),
  fc.array(weekday, { maxLength: 3 }).map((days) => `BYDAY=${days.join()}`),
  fc
    .tuple(
      fc.constantFrom("BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYHOUR", "BYMINUTE", "BYSECOND", "BYSETPOS", "BYWEEKNO"),
      fc.array(fc.integer({ min: -367, max: 367 }), { minLength: 1, maxLength: 4 }),
    )
    .map(([name, values]) => `${name}=${values.join()}`),
  junk,
);
const rule = fc.array(rulePart, { maxLength: 4 }).map((parts) => parts.join(";"));
const icsTime = fc.oneof(fc.constantFrom("20261224", "20261224T100000", "20261224T100000Z", "19700101T000000Z"), junk);
const parameters = fc.oneof(
  fc.constantFrom(
    "",
    ";VALUE=DATE",
    ";VALUE=PERIOD",
    ";TZID=Foo",
    ";TZID=Europe/Berlin",
    ";RANGE=THISANDFUTURE",
    ';X="a:b',
  ),
  junk.map((text) => `;TZID=${text}`),
);
const property = fc.oneof(
  fc
    .tuple(
      fc.constantFrom("DTSTART", "DTEND", "RDATE", "EXDATE", "RECURRENCE-ID", "DURATION", "TZOFFSETFROM", "TZOFFSETTO"),
      parameters,
      icsTime,
    )
    .map(([name, parameter, value]) => `${name}${parameter}:${value}`),
  rule.map((text) => `RRULE:${text}`),
  fc
    .tuple(fc.constantFrom("UID", "SUMMARY", "STATUS", "SEQUENCE", "METHOD", "TZID"), junk)
    .map((pair) => pair.join(":")),
  fc.constantFrom("UID:1", "TZID:Foo", "STATUS:CANCELLED", " folded", "DTSTART;VALUE=DATE:20261224", "FOO"),
  junk,
);
const component: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom("VEVENT", "VEVENT", "VTIMEZONE", "STANDARD", "VALARM"),
    fc.array(property, { maxLength: 6 }),
    fc.constantFrom("END", "END", "END", "BEGIN", ""),
  )
  .map(([name, lines, end]) => [`BEGIN:${name}`, ...lines, `${end}:${name}`].join("\r\n"));
const icsFile = fc.oneof(
  fc.array(component, { maxLength: 4 }).map((parts) => ["BEGIN:VCALENDAR", ...parts, "END:VCALENDAR", ""].join("\r\n")),
  fc.array(fc.oneof(component, property), { maxLength: 4 }).map((parts) => parts.join("\n")),
);

const yamlValue: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '"2026-12-24"',
    "2026-12-24",
    '"1970-01-01..2199-12-31"',
    "[]",
    "{}",
    "~",
    ".inf",
    "*a",
    "&a 1",
    "!x y",
  ),
  fc.constantFrom(
    "[".repeat(2000),
    "{ a: ".repeat(1500),
    "- - - -",
    "|",
    ">",
    "? a",
    "<<: 1",
    "'",
    '"',
    "\t",
    "\u0007",
    "%",
  ),
  junk,
);
const calendarFile = fc
  .array(
    fc.oneof(
      fc
        .tuple(fc.constantFrom("dates", "covers", "source", "region", "- date", "  name", "x"), yamlValue)
        .map((pair) => pair.join(": ")),
      yamlValue,
    ),
    { maxLength: 6 },
  )
  .map((lines) => lines.join("\n"));

const jsonValue = fc.oneof(junk, fc.double(), fc.constantFrom(null, [], {}, true, 1e300, -1), fc.integer());
const schedule = fc.oneof(
  fc.constantFrom(
    "cron(0 8 * * ? *)",
    "cron(* * * * ? *)",
    "rate(1 minute)",
    "rate(999999999 days)",
    "at(2026-12-24T10:00:00)",
  ),
  junk,
);
const awsAction = fc.record(
  {
    ScheduledActionName: fc.oneof(fc.constantFrom("a", "b", "__proto__"), jsonValue),
    ServiceNamespace: fc.oneof(fc.constant("sagemaker"), fc.constant("sagemaker"), jsonValue),
    ScalableDimension: fc.constantFrom("sagemaker:variant:DesiredInstanceCount", "x"),
    ResourceId: fc.oneof(fc.constant("endpoint/x/variant/y"), jsonValue),
    Schedule: schedule,
    Timezone: fc.oneof(fc.constantFrom("UTC", "Europe/Berlin"), jsonValue),
    StartTime: fc.oneof(fc.constant("2026-01-01T00:00:00Z"), jsonValue),
    EndTime: jsonValue,
    ScalableTargetAction: fc.record({ MinCapacity: jsonValue, MaxCapacity: jsonValue }, { requiredKeys: [] }),
  },
  { requiredKeys: ["ServiceNamespace", "ScalableDimension", "ResourceId", "Schedule"] },
);
const terraformModule = fc.letrec<{ module: unknown }>((tie) => ({
  module: fc.record(
    {
      resources: fc.array(
        fc.record({
          address: jsonValue,
          type: fc.constantFrom("aws_appautoscaling_scheduled_action", "aws_appautoscaling_target", "x"),
          values: fc.oneof(jsonValue, fc.record({ name: jsonValue, schedule, resource_id: jsonValue })),
        }),
        { maxLength: 2 },
      ),
      child_modules: fc.array(tie("module"), { maxLength: 1 }),
    },
    { requiredKeys: [] },
  ),
})).module;
const jsonFile = fc.oneof(
  fc.array(fc.oneof(awsAction, awsAction, jsonValue), { maxLength: 3 }).map((list) => ({ ScheduledActions: list })),
  fc.record({ format_version: fc.constantFrom("1.0", "9", 1), values: fc.record({ root_module: terraformModule }) }),
  fc.record({ ScalableTargets: jsonValue, Resources: jsonValue, resources: jsonValue }, { requiredKeys: [] }),
  jsonValue,
);

describe("wrong input gets a plain answer", () => {
  it("an iCalendar file, with the line that is wrong if none of it can be read", async () => {
    await fc.assert(
      fc.asyncProperty(icsFile, async (text) => {
        stacks.write("a.ics", text);
        const ran = await stacks.run("calendar", "import", "a.ics", "--dry-run");
        expectPlainAnswer(ran);
        if (ran.code !== 0)
          expect(ran.err).toMatch(/a\.ics(?:: line \d+ |: it (?:has no|is not)|: its events| is in UTF-16)/);
      }),
      runs(0.4),
    );
  });

  it("a calendar file, with the place", async () => {
    await fc.assert(
      fc.asyncProperty(calendarFile, async (text) => {
        stacks.write("a.yaml", text);
        const ran = await stacks.run("calendar", "show", "a.yaml");
        expectPlainAnswer(ran);
        if (ran.code === 1)
          expect(ran.err).toMatch(/^error \S+ at a\.yaml\n {2}(?:in the file, |the file is not a map)/);
      }),
      runs(0.2),
    );
  });

  it("scheduled actions as JSON, with the place", async () => {
    await fc.assert(
      fc.asyncProperty(jsonFile, async (value) => {
        stacks.write("a.json", JSON.stringify(value));
        const ran = await stacks.run("import", "a.json", "--baseline", "1-4");
        expectPlainAnswer(ran);
        if (ran.code === 1 && ran.err !== "") expect(ran.err).toMatch(/^(?:error|warning) import-\S+ at /);
      }),
      runs(0.2),
    );
  });

  it("any argument", async () => {
    const command = fc.constantFrom(
      ...[
        "show --stack",
        "show --endpoint",
        "check --now",
        "at",
        "explain",
        "diff",
        "calendar show",
        "calendar import",
      ],
      ...[
        "calendar pull --dry-run",
        "import",
        "override sentiment --hold 3 --for",
        "override sentiment --pause --until",
      ],
      ...[
        "override --end",
        "ics --now",
        "import Pulumi.dev.yaml --timezone",
        "import Pulumi.dev.yaml --baseline",
        "help",
      ],
    );
    const argument = fc.oneof(
      junk,
      fc.constantFrom("+275760-09-13T00:00Z", "0000-01-01T00:00Z", "2199-12-31T23:59+14:00", "9999-12-31T23:59", "2-1"),
    );
    await fc.assert(
      fc.asyncProperty(command, argument, async (words, last) => {
        expectPlainAnswer(await stacks.run(...words.split(" "), last));
      }),
      runs(0.4),
    );
  });
});

const wrap = (...lines: readonly string[]) => ["BEGIN:VCALENDAR", ...lines, "END:VCALENDAR", ""].join("\r\n");
const event = (...lines: readonly string[]) => ["BEGIN:VEVENT", "SUMMARY:s", ...lines, "END:VEVENT"].join("\r\n");

/** Each took minutes before there was a bound; a run that takes so long fails by jest's own limit. */
describe("an input that would take minutes ends with a plain answer", () => {
  it.each([
    [
      "a duration of a million weeks",
      event("DTSTART:20261224T100000Z", "DURATION:P1000000W", "RRULE:FREQ=DAILY"),
      0,
      "longer than ten years",
    ],
    [
      "an endless duration",
      event("DTSTART:20261224T100000Z", `DURATION:P${"9".repeat(20)}W`),
      0,
      "longer than ten years",
    ],
    ["seconds", event("DTSTART:19700101T100000Z", "RRULE:FREQ=SECONDLY"), 0, "it recurs too often"],
    ["an interval of 0", event("DTSTART:20261224", "RRULE:FREQ=DAILY;INTERVAL=0"), 0, "unknown part INTERVAL=0"],
    ["many rules", event("DTSTART:20200101", ...Array<string>(500).fill("RRULE:FREQ=DAILY")), 0, "it recurs too often"],
    [
      "many events each second",
      Array<string>(200).fill(event("DTSTART:20260101T000000Z", "RRULE:FREQ=SECONDLY")).join("\r\n"),
      2,
      "its events recur too often",
    ],
    [
      "many events with one name",
      Array<string>(15_000).fill(event("UID:1", "DTSTART;VALUE=DATE:20261224")).join("\r\n"),
      0,
      "",
    ],
    ["too many lines", Array<string>(100_000).fill("A:b").join("\r\n"), 2, "more than 100000 lines"],
    ["many parameters", `X${";A=b".repeat(100_000)}:1`, 2, "line 2 has more than 10000 characters before its colon"],
    ["deep components", "BEGIN:VEVENT\r\n".repeat(20_000), 2, "line 21 is nested more than 20 levels deep"],
  ])("%s", async (_, lines, code, text) => {
    stacks.write("a.ics", wrap(lines));
    const ran = await stacks.run("calendar", "import", "a.ics", "--dry-run");
    expect(ran).toMatchObject({ code, err: expect.stringContaining(text) as string });
    expectPlainAnswer(ran);
  });

  it.each([
    ["aliases", `a: &a 1\nb:\n${" - *a\n".repeat(30_000)}`],
    ["lines with problems", "\t#\n".repeat(30_000)],
    ["keys", Array.from({ length: 10_000 }, (_, index) => `k${index}: 1`).join("\n")],
    ["brackets", `a: ${"[".repeat(50_000)}`],
  ])("a calendar with many %s", async (_, text) => {
    stacks.write("a.yaml", text);
    const ran = await stacks.run("calendar", "show", "a.yaml");
    expect(ran.code).toBe(1);
    expectPlainAnswer(ran);
  });

  it("scheduled actions that fire each minute", async () => {
    const action = (name: number, Schedule: string) => ({
      ...{
        ScheduledActionName: `a${name}`,
        ServiceNamespace: "sagemaker",
        Schedule,
        ResourceId: "endpoint/x/variant/y",
      },
      ScalableDimension: "sagemaker:variant:DesiredInstanceCount",
      ScalableTargetAction: { MinCapacity: name % 7, MaxCapacity: 8 },
    });
    const everyMinute = Array.from({ length: 100 }, (_, name) => action(name, "cron(* * * * ? *)"));
    stacks.write("a.json", JSON.stringify({ ScheduledActions: everyMinute }));
    expect(await stacks.run("import", "a.json")).toMatchObject({
      code: 1,
      err: expect.stringContaining("its 100 scheduled actions change the limits too often") as string,
    });
  });

  it("a stack file with many keys", async () => {
    const keys = Array.from({ length: 10_000 }, (_, index) => `  inference-timetable:k${index}: 1`);
    stacks.write("Pulumi.dev.yaml", ["config:", ...keys, ""].join("\n"));
    expect((await stacks.run("check")).code).toBe(1);
  });
});

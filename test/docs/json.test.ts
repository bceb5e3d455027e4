import path from "node:path";
import Ajv from "ajv";
import { injectError } from "../../src/simulator/aws/injected-failures";
import { formatInstant } from "../../src/timetable/time";
import { sharedStackText, StackFolder, stackText } from "../cli/commands/stack-files";
import { officeHistory } from "../recommend/histories";
import { commandNamesWithJson } from "../support/command-names";
import { DeployedAccount } from "../support/deployed-account";
import { type JsonSchema, schemaFiles, schemaIn, sharedSchema } from "../support/generate/json-schemas";
import { serveAccount } from "../support/served-account";
import { serveWithMetrics } from "../support/served-metrics";
import { llmStackText } from "../support/llm-stack";
import { minute } from "../support/simulated-account";

const root = path.join(__dirname, "../..");
const forms = schemaFiles(root).map((file) => file.replace(".schema.json", ""));

function schema(form: string): JsonSchema {
  return schemaIn(root, `${form}.schema.json`);
}

const wrongText = stackText.replace("min: 4, max: 12", "min: 40, max: 12");
/** The endpoint with a timetable that also has optional fields. */
const richText = stackText
  .replace(
    "exceptions:",
    'readyBefore: 10m\n        override: { from: "2026-11-23T12:00", until: "2026-11-26T18:00", min: 5, max: 9, reason: press }\n        exceptions:',
  )
  .replace("closures: {", 'de: { file: "de.yaml" }\n    closures: {');
const calendar = [
  'source: "date-holidays 3.37.0, type public, pulled 2026-11-24"',
  "region: DE-BY",
  'covers: { from: "2026-01-01", to: "2026-12-31" }',
  "dates:",
  '  - { date: "2026-12-25", name: Christmas }',
  "",
].join("\n");
const ics = [
  "BEGIN:VCALENDAR",
  "VERSION:2.0",
  "BEGIN:VEVENT",
  "SUMMARY:Closing",
  "DTSTART;VALUE=DATE:20261224",
  "DTEND;VALUE=DATE:20270102",
  "END:VEVENT",
  "END:VCALENDAR",
  "",
].join("\r\n");
const timedIcs = ics
  .replace("DTSTART;VALUE=DATE:20261224", "DTSTART:20261204T170000Z")
  .replace("DTEND;VALUE=DATE:20270102", "DTEND:20261204T210000Z");
function scope(endpoint: string) {
  return {
    ServiceNamespace: "sagemaker",
    ResourceId: `endpoint/${endpoint}/variant/v`,
    ScalableDimension: "sagemaker:variant:DesiredInstanceCount",
  };
}

/** Scheduled actions that differ on the day before Christmas. */
const closed = ["cron(0 8 ? 1-11 MON-FRI *)", "cron(0 8 1-23,25-31 12 ? *)", "cron(0 18 * * ? *)"].map(
  (schedule, index) => ({
    ScheduledActionName: `closed-${index}`,
    ...scope("h"),
    Schedule: schedule,
    ScalableTargetAction: index === 2 ? { MinCapacity: 1, MaxCapacity: 2 } : { MinCapacity: 4, MaxCapacity: 5 },
  }),
);
const actions = JSON.stringify({
  ScheduledActions: [
    ...closed,
    {
      ScheduledActionName: "out",
      ...scope("e"),
      Schedule: "cron(0 8 ? * MON-FRI *)",
      Timezone: "Europe/Berlin",
      ScalableTargetAction: { MinCapacity: 4, MaxCapacity: 12 },
    },
    {
      ScheduledActionName: "in",
      ...scope("e"),
      Schedule: "cron(0 18 * * ? *)",
      Timezone: "Europe/Berlin",
      ScalableTargetAction: { MinCapacity: 1, MaxCapacity: 2 },
    },
    {
      ScheduledActionName: "launch",
      ...scope("e"),
      Schedule: "at(2026-12-05T06:00:00)",
      Timezone: "Europe/Berlin",
      ScalableTargetAction: { MinCapacity: 10, MaxCapacity: 20 },
    },
    {
      ScheduledActionName: "lone",
      ...scope("f"),
      Schedule: "cron(0 8 ? * MON-FRI *)",
      ScalableTargetAction: { MinCapacity: 2 },
    },
    {
      ScheduledActionName: "night",
      ...scope("g"),
      Schedule: "cron(30 2 * * ? *)",
      Timezone: "Europe/Berlin",
      ScalableTargetAction: { MinCapacity: 2, MaxCapacity: 2 },
    },
    {
      ScheduledActionName: "morning",
      ...scope("g"),
      Schedule: "cron(30 4 * * ? *)",
      Timezone: "Europe/Berlin",
      ScalableTargetAction: { MinCapacity: 1, MaxCapacity: 2 },
    },
  ],
});

/** Two weeks with office hours. */
const requests = officeHistory.requests
  .slice(0, 14 * 144)
  .map((count, index) => `${formatInstant(officeHistory.start + index * 10)},${count}`)
  .join("\n");

/** The commands by the form that they print: enough runs to print every field once. */
const lines: Readonly<Record<string, readonly string[]>> = {
  check: ["check", "check --file wrong.yaml"],
  plan: ["plan"],
  show: ["show", "show --file wrong.yaml", "show --file llm.yaml"],
  at: [
    "at 2026-12-24T12:00Z",
    "at 2026-12-24T12:00Z --endpoint fraud",
    "at 2026-12-24T12:00Z --file wrong.yaml",
    "at 2027-10-31T00:45Z --file night.yaml",
    "at 2027-10-31T00:45Z --file night.yaml --endpoint sentiment",
  ],
  test: ["test", "test timetable-test.dev.yaml --file wrong.yaml"],
  explain: [
    "explain",
    "explain 2026-12-24T12:00Z",
    "explain 2027-10-31T00:15Z --file night.yaml",
    "explain 2027-10-31T00:45Z --file night.yaml",
    "explain --file shared.yaml",
    "explain --file wrong.yaml",
  ],
  diff: ["diff Pulumi.dev.yaml rich.yaml", "diff Pulumi.dev.yaml other.yaml", "diff Pulumi.dev.yaml night.yaml"],
  ics: ["ics", "ics --file wrong.yaml"],
  page: ["page"],
  import: ["import a.json", "import Pulumi.dev.yaml"],
  "calendar-show": ["calendar show closures", "calendar show de --file rich.yaml"],
  "calendar-write": [
    "calendar import closing.ics --out new.yaml",
    "calendar import closing.ics --out de.yaml --dry-run",
  ],
  "calendar-windows": ["calendar import sale.ics --timed windows --endpoint sentiment --min 5 --max 9 --dry-run"],
  override: [
    "override sentiment --min 6 --max 9 --for 2h --reason launch",
    "override sentiment --pause --for 2h --dry-run",
    "override sentiment --end",
  ],
  recommend: ["recommend --history requests.csv --per-instance 10 --windows 1"],
  simulate: ["simulate --load requests.csv --per-instance 10 --endpoint sentiment"],
};

let stacks: StackFolder;
const printed = new Map<string, readonly unknown[]>();

beforeAll(async () => {
  stacks = new StackFolder();
  for (const [name, text] of [
    ["Pulumi.dev.yaml", stackText],
    ["wrong.yaml", wrongText],
    ["rich.yaml", richText],
    ["other.yaml", stackText.replace("    fraud:", "    other:").replace("max: 12", "max: 14")],
    ["night.yaml", stackText.replace('mon-fri, from: "08:00"', 'daily, from: "02:30"')],
    ["shared.yaml", sharedStackText],
    ["de.yaml", calendar],
    ["closing.ics", ics],
    ["sale.ics", timedIcs],
    ["llm.yaml", llmStackText],
    ["a.json", actions],
    ["timetable-test.dev.yaml", 'sentiment: [{ at: "2026-12-24T12:00", min: 4, max: 12 }]'],
    ["requests.csv", requests],
  ] as const) {
    stacks.write(name, text);
  }
  for (const [form, commands] of Object.entries(lines)) {
    const outputs: unknown[] = [];
    for (const command of commands) outputs.push(await output(command));
    printed.set(form, outputs);
  }
  printed.set("drift", await driftOutputs());
  printed.set("lead", await leadOutputs());
  printed.set("review", await reviewOutputs());
  printed.set("edit", [await editOutput()]);
});

afterAll(() => {
  stacks.remove();
});

async function output(command: string, ...more: readonly string[]): Promise<unknown> {
  const ran = await stacks.run(...command.split(" "), "--json", ...more);
  try {
    return JSON.parse(ran.out);
  } catch {
    throw new Error(`${command} printed no JSON: ${ran.out}${ran.err}`);
  }
}

/** The editor prints its address and then runs until it is interrupted. */
async function editOutput(): Promise<unknown> {
  const before = process.listenerCount("SIGINT");
  let isEnded = false;
  const ended = output("edit --no-open").finally(() => (isEnded = true));
  while (!isEnded && process.listenerCount("SIGINT") === before) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  process.emit("SIGINT");
  return ended;
}

async function driftOutputs(): Promise<readonly unknown[]> {
  const account = DeployedAccount.from(stackText, "2026-11-24T06:55:00Z");
  account.run(70 * minute);
  const served = await serveAccount(account);
  account.register(2, 12);
  account.put("sentiment", "foreign", { schedule: "cron(0 8 * * ? *)", timezone: "UTC", min: 1, max: 1 });
  const drifted = await output("drift", "--now", account.now);
  account.run(15 * minute);
  const healed = await output("drift", "--now", account.now);
  const error = { code: "AccessDeniedException", message: "no" };
  account.change((state) => injectError(state, { operation: "sagemaker:DescribeEndpoint", error, times: 1 }));
  const denied = await output("drift", "--now", account.now);
  await served.close();
  return [drifted, healed, denied, await output("drift --file wrong.yaml")];
}

async function leadOutputs(): Promise<readonly unknown[]> {
  const account = DeployedAccount.from(stackText, "2026-11-24T06:55:00Z");
  account.run(70 * minute);
  const served = await serveAccount(account);
  const measured = await output("lead --endpoint sentiment");
  const error = { code: "AccessDeniedException", message: "no" };
  account.change((state) => injectError(state, { operation: "sagemaker:ListEndpoints", error, times: 1 }));
  const denied = await output("lead --endpoint sentiment");
  await served.close();
  return [measured, denied, await output("lead --file wrong.yaml")];
}

async function reviewOutputs(): Promise<readonly unknown[]> {
  const account = DeployedAccount.from(stackText, "2026-11-09T06:55:00Z");
  const name = "sentiment-1a2b3c4";
  account.call("sagemaker:UpdateEndpoint", { EndpointName: name, EndpointConfigName: name });
  account.run(23 * 60 * minute);
  account.suspend({ ScheduledScalingSuspended: true });
  account.run(3 * 24 * 60 * minute);
  account.suspend({ ScheduledScalingSuspended: false });
  account.run(10 * 24 * 60 * minute);
  const served = await serveWithMetrics(account, 1.5);
  const command = "review --weeks 2 --per-instance 100";
  const reviewed = await output(command, "--now", account.now);
  const error = { code: "AccessDeniedException", message: "no" };
  account.change((state) => injectError(state, { operation: "sagemaker:ListEndpoints", error, times: 1 }));
  const denied = await output(command, "--now", account.now);
  await served.close();
  return [reviewed, denied, await output(`${command} --file wrong.yaml`)];
}

const ajv = new Ajv({ allErrors: true });
ajv.addSchema(schemaIn(root, sharedSchema));

/** The schemas inside a schema: forms, entries of lists and of maps. */
function insides({ oneOf = [], items, additionalProperties }: JsonSchema): readonly JsonSchema[] {
  return [
    ...oneOf,
    ...(items === undefined ? [] : [items]),
    ...(typeof additionalProperties === "object" ? [additionalProperties] : []),
  ];
}

/** Paths of all fields of a form, without the parts that several forms share. */
function fields(form: JsonSchema, at: readonly string[] = []): readonly (readonly string[])[] {
  if (form.$ref !== undefined) return [];
  return [
    ...insides(form).flatMap((inside) => fields(inside, at)),
    ...Object.entries(form.properties ?? {}).flatMap(([key, field]) => [[...at, key], ...fields(field, [...at, key])]),
  ];
}

/** Names of fields without a description. */
function bare(form: JsonSchema): readonly string[] {
  const own = Object.entries(form.properties ?? {});
  return [
    ...own.filter(([, { description }]) => description === undefined).map(([key]) => key),
    ...[...own.map(([, field]) => field), ...insides(form)].flatMap(bare),
  ];
}

/** Whether any of the values has a field; entries of lists and maps are searched too. */
function seen(values: readonly unknown[], keys: readonly string[]): boolean {
  const [key, ...rest] = keys;
  if (key === undefined) return values.length > 0;
  return values.some((value) => {
    if (typeof value !== "object" || value === null) return false;
    const held = key in value ? [Reflect.get(value, key)] : [];
    const inside = Object.values(value).filter((each) => typeof each === "object");
    return seen(held, rest) || seen(inside, keys);
  });
}

describe("docs/json", () => {
  it("documents the form of every command that prints JSON", () => {
    const documented = forms.flatMap((form) => {
      const { title = "" } = schema(form);
      return [...title.matchAll(/timetable ([a-z ]+?)(?: [A-Z]+)? --json/g)].map(([, name]) => name);
    });
    expect(documented.toSorted()).toEqual(commandNamesWithJson().toSorted());
  });

  it.each(forms)("%s describes every field that the command prints", (form) => {
    const validate = ajv.compile(schema(form));
    const outputs = printed.get(form) ?? [];
    expect(outputs.length).toBeGreaterThan(0);
    for (const value of outputs) {
      validate(value);
      expect(validate.errors ?? []).toEqual([]);
    }
  });

  it.each(forms)("%s describes no field that is never printed", (form) => {
    const never = fields(schema(form)).filter((field) => !seen(printed.get(form) ?? [], field));
    expect(never).toEqual([]);
  });

  it("describes every field", () => {
    expect(forms.flatMap((form) => bare(schema(form)).map((key) => `${form}: ${key}`))).toEqual([]);
  });
});

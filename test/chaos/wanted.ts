import fc from "fast-check";
import { type Compilation, compile, type CompiledEndpoint } from "../../src/compile";
import type { ManagedEndpointConfig } from "../../src/config/schema/stack-config";
import {
  type DeployedState,
  type ManagedEndpointPlan,
  planManagedEndpoint,
} from "../../src/plan/endpoint/endpoint-plan";
import { formatProblem, hasErrors } from "../../src/problem";
import type { JsonObject } from "../../src/simulator/aws/json";
import type { EpochMinute } from "../../src/timetable/time/instant";

/** What a stack file says about the one endpoint of a sequence; edits change it. */
export interface Wanted {
  readonly timezone: string;
  readonly timetable: {
    readonly baseline: JsonObject;
    readonly windows: Readonly<Record<string, JsonObject>>;
    readonly exceptions: readonly JsonObject[];
    readonly readyBefore: string;
    readonly reassertEvery: string;
    readonly override?: JsonObject;
  };
  readonly image: string;
  readonly instanceType: string;
  readonly team: string;
  readonly scaling?: JsonObject;
  readonly deployment?: JsonObject;
}

/** A stack file compiled at a moment: what a program run makes of it. */
export interface Compiled {
  readonly endpoint: CompiledEndpoint & { readonly config: ManagedEndpointConfig };
  readonly plan: ManagedEndpointPlan;
}

/** Of the one endpoint of a sequence. */
export const endpointName = "sentiment";

/** The alarm that `deployment.rollbackAlarms` names: it is in no stack. */
export const teamAlarm = "too-many-errors";

/** The stack file's values, with the same compiler and planner as the program. Errors: thrown for a file that is refused */
export function compileWanted(wanted: Wanted, now: EpochMinute, before: DeployedState = {}): Compiled {
  const { stack, endpoints, problems } = compilation(JSON.stringify(stackOf(wanted)), now);
  const endpoint = endpoints[endpointName];
  if (hasErrors(problems) || endpoint?.config === undefined || endpoint.plan === undefined) {
    throw new Error(problems.map(formatProblem).join("\n"));
  }
  const { config, plan: schedule } = endpoint;
  if (!("model" in config)) throw new Error("sequences make their endpoint");
  return {
    endpoint: { ...endpoint, config },
    plan: planManagedEndpoint(endpointName, config, schedule, stack.tags, before),
  };
}

let last: { readonly key: string; readonly made: Compilation } | undefined;

/** One run compiles the same stack file at the same moment again and again. */
function compilation(stackFile: string, now: EpochMinute): Compilation {
  const key = `${now} ${stackFile}`;
  if (last?.key === key) return last.made;
  const options = { now, readCalendarFile: () => undefined };
  last = { key, made: compile(JSON.parse(stackFile), options) };
  return last.made;
}

function stackOf({ timezone, timetable, image, instanceType, team, ...rest }: Wanted): JsonObject {
  return {
    timezone,
    calendars: { holidays: { dates: ["2026-12-24..2026-12-26", "2027-01-01", "2027-03-26"] } },
    tags: { team },
    endpoints: {
      [endpointName]: {
        model: { image, dataUrl: "s3://models/sentiment.tar.gz" },
        variant: { instanceType },
        timetable,
        ...rest,
      },
    },
  };
}

/** What the sequences start from. */
export function firstWanted(timezone: string): Wanted {
  return {
    timezone,
    timetable: {
      baseline: { min: 1, max: 3 },
      windows: { office: { days: "mon-fri", from: "08:00", to: "18:00", min: 3, max: 6 } },
      exceptions: [],
      readyBefore: "0m",
      reassertEvery: "15m",
    },
    image: imageOf(1),
    instanceType: "ml.g5.xlarge",
    team: "search",
    ...(scalings[1] === undefined ? {} : { scaling: scalings[1] }),
  };
}

/** An edit of a stack file, with the words that a failed sequence prints. */
export interface Edit {
  readonly words: string;
  readonly apply: (wanted: Wanted) => Wanted;
}

/** The model's image, the first of which a sequence begins with. */
export function imageOf(version: number): string {
  return `123456789012.dkr.ecr.eu-central-1.amazonaws.com/sentiment:1.${version}.0`;
}

const scalings: readonly JsonObject[] = [
  {
    metric: "invocationsPerInstance",
    steps: [
      { below: 100, change: -1 },
      { above: 600, change: 2 },
    ],
  },
  {
    metric: "invocationsPerInstance",
    steps: [
      { below: 50, change: "-20%" },
      { above: 400, change: "50%" },
      { above: 900, change: "100%" },
    ],
    cooldown: "2m",
  },
  { metric: "invocationsPerInstance", target: 300 },
];

const strategies: readonly JsonObject[] = [
  { strategy: "allAtOnce", terminationWait: "2m" },
  { strategy: "canary", size: "10%", wait: "5m" },
  { strategy: "linear", size: "50%", wait: "3m" },
  { strategy: "rolling", batch: "50%", wait: "2m" },
];

/** With a rollback alarm or without: where one comes or goes, another endpoint takes the place of this one. */
const deployments: fc.Arbitrary<JsonObject> = fc
  .tuple(fc.constantFrom(...strategies), fc.boolean())
  .map(([strategy, watched]) => (watched ? { ...strategy, rollbackAlarms: [teamAlarm] } : strategy));

const limits = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 4 }))
  .map(([min, more]) => ({ min, max: min + more }));

const clockTime = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 30, 7))
  .map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`);

const recurring = fc
  .tuple(fc.constantFrom("mon-fri", "daily", "sat,sun", "wed"), clockTime, clockTime, limits)
  .filter(([, from, to]) => from !== to)
  .map(([days, from, to, each]) => ({ days, from, to, ...each }));

const dated = fc
  .tuple(fc.constantFrom("2026-10-25", "2026-11-24..2026-12-02", "2027-03-28"), clockTime, limits)
  .map(([dates, from, each]) => ({ dates, from, to: "24:00", ...each }));

function ofTimetable(words: string, change: Partial<Wanted["timetable"]>): Edit {
  return { words, apply: (wanted) => ({ ...wanted, timetable: { ...wanted.timetable, ...change } }) };
}

function ofWindow(name: string, window: JsonObject | undefined): Edit {
  return {
    words: `windows.${name} = ${window === undefined ? "gone" : JSON.stringify(window)}`,
    apply: (wanted) => {
      const { [name]: _old, ...others } = wanted.timetable.windows;
      const windows = window === undefined ? others : { ...others, [name]: window };
      return { ...wanted, timetable: { ...wanted.timetable, windows } };
    },
  };
}

function ofEndpoint(words: string, change: Partial<Wanted>): Edit {
  return { words, apply: (wanted) => ({ ...wanted, ...change }) };
}

function without(key: "scaling" | "deployment"): Edit {
  return { words: `${key} = gone`, apply: ({ [key]: _old, ...rest }) => rest };
}

const windowEdits: fc.Arbitrary<Edit> = fc
  .tuple(
    fc.constantFrom("office", "batch", "launch"),
    fc.option(fc.oneof({ weight: 3, arbitrary: recurring }, { weight: 1, arbitrary: dated }), { freq: 4 }),
  )
  .map(([name, window]) => ofWindow(name, window ?? undefined));

const exceptionEdits: fc.Arbitrary<Edit> = fc
  .subarray([
    { calendar: "holidays", use: "sunday" },
    { dates: ["2026-11-25"], use: { min: 2, max: 2 } },
    { dates: ["2026-10-25", "2027-03-28"], use: "baseline" },
  ])
  .map((exceptions) => ofTimetable(`exceptions = ${JSON.stringify(exceptions)}`, { exceptions }));

const paused = fc.constant({ pause: true });

const overrideEdits: fc.Arbitrary<Edit> = fc
  .tuple(
    fc.constantFrom("2026-11-24", "2026-10-24", "2027-03-27"),
    clockTime,
    fc.oneof({ weight: 2, arbitrary: limits }, { weight: 1, arbitrary: paused }),
  )
  .map(([date, time, each]) => {
    const override = { from: `${date}T${time}`, until: `${date.slice(0, 8)}29T12:00`, ...each };
    return ofTimetable(`override = ${JSON.stringify(override)}`, { override });
  });

/** What people change in a stack file's timetable. */
const timetableEdits: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 4, arbitrary: windowEdits },
  {
    weight: 1,
    arbitrary: limits.map((baseline) => ofTimetable(`baseline = ${JSON.stringify(baseline)}`, { baseline })),
  },
  { weight: 1, arbitrary: exceptionEdits },
  { weight: 1, arbitrary: overrideEdits },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom("0m", "10m", "30m")
      .map((readyBefore) => ofTimetable(`readyBefore = ${readyBefore}`, { readyBefore })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom("5m", "15m", "30m", "never")
      .map((reassertEvery) => ofTimetable(`reassertEvery = ${reassertEvery}`, { reassertEvery })),
  },
);

/** What makes another endpoint configuration. */
export const configurationEdits: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .constantFrom("ml.g5.xlarge", "ml.g5.2xlarge", "ml.m5.large")
      .map((instanceType) => ofEndpoint(`instanceType = ${instanceType}`, { instanceType })),
  },
  {
    weight: 2,
    arbitrary: fc
      .integer({ min: 1, max: 9 })
      .map(imageOf)
      .map((image) => ofEndpoint(`image = ${image.slice(-5)}`, { image })),
  },
);

/** Whatever people change in a stack file. */
export const edits: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 5, arbitrary: timetableEdits },
  { weight: 5, arbitrary: configurationEdits },
  {
    weight: 2,
    arbitrary: fc
      .option(fc.constantFrom(...scalings), { freq: 5 })
      .map((scaling) =>
        scaling === null ? without("scaling") : ofEndpoint(`scaling = ${JSON.stringify(scaling)}`, { scaling }),
      ),
  },
  {
    weight: 2,
    arbitrary: fc
      .option(deployments, { freq: 4 })
      .map((deployment) =>
        deployment === null
          ? without("deployment")
          : ofEndpoint(`deployment = ${JSON.stringify(deployment)}`, { deployment }),
      ),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom("search", "ads", "core").map((team) => ofEndpoint(`tags.team = ${team}`, { team })),
  },
);

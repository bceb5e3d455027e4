import * as v from "valibot";
import { removeEntries, setEntry } from "./json";
import { defineOperation, type Outcome, toAnswer } from "./operation";

const opt = v.exactOptional;
const dashboardName = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,255}$/));
const within = (from: number, to: number) => v.pipe(v.number(), v.integer(), v.minValue(from), v.maxValue(to));

const expressionOptions = v.strictObject({
  id: opt(v.pipe(v.string(), v.regex(/^[a-z][a-zA-Z0-9_]*$/))),
  expression: opt(v.string()),
  label: opt(v.string()),
  stat: opt(v.string()),
  period: opt(v.number()),
  color: opt(v.string()),
  yAxis: opt(v.picklist(["left", "right"])),
  visible: opt(v.boolean()),
});

/** Namespace, name, then names and values of dimensions; or nothing; then options. */
const metricLine = v.pipe(
  v.array(v.union([v.string(), expressionOptions])),
  v.minLength(1),
  v.check((line) => line.slice(0, -1).every((each) => typeof each === "string"), "options come last"),
  v.check((line) => {
    const texts = line.filter((each) => typeof each === "string").length;
    return texts === 0 || (texts >= 2 && texts % 2 === 0);
  }, "a metric is a namespace, a name and pairs of dimensions"),
);

const axis = v.strictObject({
  min: opt(v.number()),
  max: opt(v.number()),
  label: opt(v.string()),
  showUnits: opt(v.boolean()),
});

/**
 * A metric widget; only the kinds that this program creates.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
const metricWidget = v.strictObject({
  type: v.literal("metric"),
  x: opt(within(0, 23)),
  y: opt(within(0, 1_000_000)),
  width: opt(within(1, 24)),
  height: opt(within(1, 1000)),
  properties: v.strictObject({
    metrics: v.pipe(v.array(metricLine), v.minLength(1), v.maxLength(500)),
    region: v.pipe(v.string(), v.regex(/^[a-z]{2}(-[a-z]+)+-\d$/)),
    title: opt(v.string()),
    view: opt(v.picklist(["timeSeries", "singleValue", "gauge", "bar", "pie", "table"])),
    stacked: opt(v.boolean()),
    stat: opt(v.string()),
    period: opt(v.pipe(v.number(), v.integer(), v.multipleOf(60))),
    yAxis: opt(v.strictObject({ left: opt(axis), right: opt(axis) })),
  }),
});

const bodyShape = v.strictObject({
  start: opt(v.string()),
  end: opt(v.string()),
  periodOverride: opt(v.picklist(["auto", "inherit"])),
  widgets: v.pipe(v.array(metricWidget), v.maxLength(500)),
});

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html */
export const putDashboard = defineOperation(
  v.strictObject({ DashboardName: dashboardName, DashboardBody: v.string() }),
  (state, { DashboardName, DashboardBody }): Outcome => {
    const wrong = findBodyProblem(DashboardBody);
    if (wrong !== undefined) {
      const message = `The dashboard body is invalid: ${wrong}`;
      return { error: { code: "InvalidParameterInput", message } };
    }
    const dashboards = setEntry(state.dashboards, DashboardName, DashboardBody);
    return toAnswer({ ...state, dashboards }, { DashboardValidationMessages: [] });
  },
);

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetDashboard.html */
export const getDashboard = defineOperation(
  v.strictObject({ DashboardName: dashboardName }),
  (state, { DashboardName }): Outcome => {
    const DashboardBody = state.dashboards[DashboardName];
    if (DashboardBody === undefined) return dashboardNotFound(DashboardName);
    const DashboardArn = `arn:aws:cloudwatch::${state.accountId}:dashboard/${DashboardName}`;
    return toAnswer(state, { DashboardName, DashboardArn, DashboardBody });
  },
);

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteDashboards.html */
export const deleteDashboards = defineOperation(
  v.strictObject({ DashboardNames: v.array(dashboardName) }),
  (state, { DashboardNames }): Outcome => {
    const missing = DashboardNames.find((name) => state.dashboards[name] === undefined);
    if (missing !== undefined) return dashboardNotFound(missing);
    const dashboards = removeEntries(state.dashboards, (name) => DashboardNames.includes(name));
    return toAnswer({ ...state, dashboards }, {});
  },
);

function findBodyProblem(text: string): string | undefined {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return "not JSON";
  }
  const [issue] = v.safeParse(bodyShape, body).issues ?? [];
  return issue && `${v.getDotPath(issue) ?? "body"}: ${issue.message}`;
}

function dashboardNotFound(name: string): Outcome {
  const message = `Dashboard ${name} does not exist`;
  return { error: { code: "ResourceNotFound", message } };
}

import type { DeployedSchedule } from "../../plan/endpoint";
import { chooseShownZone, formatRange, type ReportedEndpoint } from "../../plan/usage";
import type { EpochMinute } from "../../timetable/time";
import { buildEndpointReport, type EndpointReport, reportHorizons } from "..";
import { comparedMinutes, comparePlans } from "./compare-stacks";
import { describeChanges, formatActionCounts } from "./describe-changes";

/** Lines of words at most; the rest is counted. */
const maxLines = 12;

/**
 * What an endpoint's new plan changes against the deployed one.
 *
 * Both are replayed from the actions that AWS has and will have, so what a compiler decides otherwise with the
 * same hours is no change of hours.
 *
 * In:  an endpoint with a plan
 * Out: lines: the hours in words, the instance type, instance-hours and cost of an average month, the actions;
 *      one line where nothing is deployed, nothing changes or the deployed plan is not known
 */
export function describeDeployedChanges(
  endpoint: ReportedEndpoint,
  deployed: DeployedSchedule,
  now: EpochMinute,
): readonly string[] {
  switch (deployed.kind) {
    case "nothing":
      return ["nothing is deployed yet: the whole timetable is new"];
    case "unreadable":
      return [`not known, as the stack's state cannot be read: ${deployed.reason}`];
    case "deployed":
      return listChangeLines(endpoint, deployed, now);
    default:
      return deployed satisfies never;
  }
}

type DeployedPlan = Extract<DeployedSchedule, { readonly kind: "deployed" }>;

function listChangeLines(
  endpoint: ReportedEndpoint,
  deployed: DeployedPlan,
  now: EpochMinute,
): readonly string[] {
  const after = dropTimeline(endpoint);
  const before = toDeployedEndpoint(after, deployed);
  const diff = comparePlans(before, after, now, now + comparedMinutes);
  const words = describeChanges(diff);
  const settings = describeSettings(before, after);
  const report = (state: ReportedEndpoint): EndpointReport =>
    buildEndpointReport(state, now, reportHorizons.none);
  const counts = formatActionCounts(diff);
  const rest = words.length - maxLines;
  return [
    ...(words.length === 0 ? ["no change of hours"] : words.slice(0, maxLines)),
    ...(rest > 0 ? [`and ${rest} more changes`] : []),
    ...settings,
    ...(words.length + settings.length === 0 ? [] : describeUsage(report(before), report(after))),
    ...(counts === undefined ? [] : [counts]),
  ];
}

/** The same endpoint, its limits taken from the actions alone. */
function dropTimeline(endpoint: ReportedEndpoint): ReportedEndpoint {
  const { timeline: _, ...rest } = endpoint;
  return { ...rest, timezone: chooseShownZone(endpoint) };
}

/** Of the instance type that the stack file has, it has the price of an instance-hour too. */
function toDeployedEndpoint(
  { timezone: _, ...after }: ReportedEndpoint,
  { actions, registered, instanceType, hourlyPriceUsd }: DeployedPlan,
): ReportedEndpoint {
  const horizon = after.plan?.horizon ?? { from: "", to: "" };
  const plan = { actions, registered, horizon };
  const variant = after.config?.variant;
  const type = instanceType ?? variant?.instanceType;
  if (type === undefined) return { ...after, plan };
  const old = { instanceType: type, ...(hourlyPriceUsd === undefined ? {} : { hourlyPriceUsd }) };
  const config = { variant: type === variant?.instanceType ? variant : old };
  return { name: after.name, plan, config };
}

function describeSettings(before: ReportedEndpoint, after: ReportedEndpoint): readonly string[] {
  const [typeBefore, typeAfter] = [before, after].map(({ config }) => config?.variant.instanceType);
  const [zoneBefore, zoneAfter] = [before, after].map(findOnlyZone);
  return [
    ...(typeBefore === typeAfter ? [] : [`instance type ${typeBefore} -> ${typeAfter}`]),
    ...(zoneBefore === undefined || zoneAfter === undefined || zoneBefore === zoneAfter
      ? []
      : [`timezone ${zoneBefore} -> ${zoneAfter}`]),
  ];
}

/** The zone of all actions; undefined where they have several. */
function findOnlyZone({ plan }: ReportedEndpoint): string | undefined {
  const [zone, ...others] = new Set(plan?.actions.map(({ timezone }) => timezone));
  return others.length === 0 ? zone : undefined;
}

function describeUsage(before: EndpointReport, after: EndpointReport): readonly string[] {
  const [was, is] = [before.averageMonth, after.averageMonth];
  return [
    `instance-hours a month: ${formatRange(was.instanceHours)} -> ${formatRange(is.instanceHours)}`,
    ...(was.costUsd === undefined && is.costUsd === undefined
      ? []
      : [`cost a month: ${describeCost(before)} -> ${describeCost(after)}`]),
  ];
}

function describeCost({ averageMonth, instanceType }: EndpointReport): string {
  return averageMonth.costUsd === undefined
    ? `not known (nothing says the price of ${instanceType})`
    : `USD ${formatRange(averageMonth.costUsd)}`;
}

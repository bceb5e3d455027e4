import type { DeployedSchedule } from "../../plan/endpoint";
import { chooseShownZone, formatRange, type ReportedEndpoint } from "../../plan/usage";
import type { EpochMinute } from "../../timetable/time";
import { buildEndpointReport, type EndpointReport, reportHorizons } from "..";
import { comparedMinutes, comparePlans } from "./compare-stacks";
import { describeChanges, formatActionCounts } from "./describe-changes";
import { describeChangedSettings } from "./describe-settings";

/** Changes of hours listed; the rest is counted. */
const maxLines = 12;

/**
 * Describes what an endpoint's new plan changes against the deployed one.
 *
 * Compares replays of the scheduled actions, so different actions for the same hours are no change.
 * @param endpoint has a plan
 * @param isHidden whether to leave out a changed setting, as of secret environment variables
 * @returns lines: hours, instance type, zone, model, async, scaling, instance-hours and cost of an average month, actions; none if
 * nothing changes
 */
export function describeDeployedChanges(
  endpoint: ReportedEndpoint,
  deployed: DeployedSchedule,
  now: EpochMinute,
  isHidden: (change: string) => boolean = () => false,
): readonly string[] {
  switch (deployed.kind) {
    case "nothing":
      return ["nothing is deployed yet: the whole timetable is new"];
    case "unreadable":
      return [`unknown: cannot read the stack's state: ${deployed.reason}`];
    case "deployed":
      return listChangeLines(endpoint, deployed, now, isHidden);
    default:
      return deployed satisfies never;
  }
}

type DeployedPlan = Extract<DeployedSchedule, { readonly kind: "deployed" }>;

function listChangeLines(
  endpoint: ReportedEndpoint,
  deployed: DeployedPlan,
  now: EpochMinute,
  isHidden: (change: string) => boolean,
): readonly string[] {
  const after = dropTimeline(endpoint);
  const before = toDeployedEndpoint(after, deployed);
  const diff = comparePlans(before, after, now, now + comparedMinutes);
  const hours = describeChanges(diff);
  const settings = [
    ...describeSettings(before, after),
    ...describeDeployedSettings(endpoint, deployed).filter((text) => !isHidden(text)),
  ];
  const report = (state: ReportedEndpoint): EndpointReport => buildEndpointReport(state, now, reportHorizons.none);
  const counts = formatActionCounts(diff.actions);
  const rest = hours.length - maxLines;
  if (hours.length + settings.length === 0 && counts === undefined) return [];
  return [
    ...(hours.length === 0 ? ["no change of hours"] : hours.slice(0, maxLines)),
    ...(rest > 0 ? [`and ${rest} more changes`] : []),
    ...settings,
    ...(hours.length + settings.length === 0 ? [] : describeUsage(report(before), report(after))),
    ...(counts === undefined ? [] : [counts]),
  ];
}

/** Without a timeline, limits come from the scheduled actions alone. */
function dropTimeline(endpoint: ReportedEndpoint): ReportedEndpoint {
  const { timeline: _, ...rest } = endpoint;
  return { ...rest, timezone: chooseShownZone(endpoint) };
}

/** If the instance type stays, so does its price. Assumes that the same scaling is deployed. */
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
  const { baseline: _baseline, timetable: _timetable, monitoring: _monitoring, ...kept } = after.config ?? {};
  const config = { ...kept, variant: type === variant?.instanceType ? variant : old };
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

/** Names what differs in the parts that the state has. */
function describeDeployedSettings({ config }: ReportedEndpoint, { settings }: DeployedPlan): readonly string[] {
  if (settings === undefined || config === undefined) return [];
  const planned = Object.entries(config).filter(([key]) => key in settings);
  return describeChangedSettings(settings, Object.fromEntries(planned), false).filter(
    (text) => !unreadSettings.test(text),
  );
}

/** Settings that the state does not have in the stack file's form. */
const unreadSettings = /^(?:model\.(?:roleArn|vpc|networkIsolation)|async\.inputPath)\b/;

/** The zone of all actions; undefined if they have several. */
function findOnlyZone({ plan }: ReportedEndpoint): string | undefined {
  const [zone, ...others] = new Set(plan?.actions.map(({ timezone }) => timezone));
  return others.length === 0 ? zone : undefined;
}

function describeUsage(before: EndpointReport, after: EndpointReport): readonly string[] {
  const [old, current] = [before.averageMonth, after.averageMonth];
  return [
    `instance-hours a month: ${formatRange(old.instanceHours)} -> ${formatRange(current.instanceHours)}`,
    ...(old.costUsd === undefined && current.costUsd === undefined
      ? []
      : [`cost a month: ${describeCost(before)} -> ${describeCost(after)}`]),
  ];
}

function describeCost({ averageMonth, instanceType }: EndpointReport): string {
  return averageMonth.costUsd === undefined
    ? `unknown (no price for ${instanceType})`
    : `USD ${formatRange(averageMonth.costUsd)}`;
}

import type { DeployedSchedule } from "../../plan/endpoint";
import { chooseShownZone, formatRange, getCapacityHours, type ReportedEndpoint } from "../../plan/usage";
import type { EpochMinute } from "../../timetable/time";
import { buildEndpointReport, type EndpointReport, reportHorizons } from "..";
import { hoursWords } from "../text";
import { comparedMinutes, comparePlans } from "./compare-stacks";
import { describeChanges, formatActionCounts } from "./describe-changes";
import { describeChangedSettings, toEndpointSettings } from "./describe-settings";

/** Changes of hours listed; the rest is counted. */
const maxLines = 12;

/** What to leave out of changed settings. */
export interface ShownSettings {
  /** Whether the values of environment variables and tags are secret. */
  readonly areSecret?: boolean;
  /** Whether a whole line is left out. */
  readonly isHidden?: (change: string) => boolean;
}

/**
 * Describes what an endpoint's new plan changes against the deployed one.
 *
 * Compares replays of the scheduled actions, so different actions for the same hours are no change.
 * @param endpoint has a plan
 * @param shown what to leave out of changed settings
 * @returns lines: hours, settings, instance-hours and cost of an average month, actions; none if nothing changes
 */
export function describeDeployedChanges(
  endpoint: ReportedEndpoint,
  deployed: DeployedSchedule,
  now: EpochMinute,
  shown: ShownSettings = {},
): readonly string[] {
  switch (deployed.kind) {
    case "nothing":
      return ["nothing is deployed yet: the whole timetable is new"];
    case "unreadable":
      return [`unknown: cannot read the stack's state: ${deployed.reason}`];
    case "deployed":
      return listChangeLines(endpoint, deployed, now, shown);
    default:
      return deployed satisfies never;
  }
}

type DeployedPlan = Extract<DeployedSchedule, { readonly kind: "deployed" }>;

function listChangeLines(
  endpoint: ReportedEndpoint,
  deployed: DeployedPlan,
  now: EpochMinute,
  { areSecret = false, isHidden = () => false }: ShownSettings,
): readonly string[] {
  const after = dropTimeline(endpoint);
  const before = toDeployedEndpoint(after, deployed);
  const diff = comparePlans(before, after, now, now + comparedMinutes);
  const hours = describeChanges(diff);
  const changed =
    deployed.settings === undefined
      ? describeSettings(before, after)
      : describeChangedSettings(deployed.settings, toEndpointSettings(endpoint), areSecret);
  const settings = changed.filter((text) => !isHidden(text));
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
  const { name, hostedWith } = after;
  return { name, plan, config, ...(hostedWith === undefined ? {} : { hostedWith }) };
}

/** What the actions and the endpoint configuration show: an older version deployed them and kept no settings. */
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

/** The zone of all actions; undefined if they have several. */
function findOnlyZone({ plan }: ReportedEndpoint): string | undefined {
  const [zone, ...others] = new Set(plan?.actions.map(({ timezone }) => timezone));
  return others.length === 0 ? zone : undefined;
}

function describeUsage(before: EndpointReport, after: EndpointReport): readonly string[] {
  const [old, current] = [before.averageMonth, after.averageMonth];
  const { unit } = after;
  const hours = [old, current].map((month) => formatRange(getCapacityHours(month, unit)));
  return [
    `${hoursWords[unit].many} a month: ${hours.join(" -> ")}`,
    ...(old.costUsd === undefined && current.costUsd === undefined
      ? []
      : [`cost a month: ${describeCost(before)} -> ${describeCost(after)}`]),
  ];
}

function describeCost({ averageMonth, instanceType, instancesUnknown }: EndpointReport): string {
  return averageMonth.costUsd === undefined
    ? `unknown (${instancesUnknown ?? `no price for ${instanceType ?? "it"}`})`
    : `USD ${formatRange(averageMonth.costUsd)}`;
}

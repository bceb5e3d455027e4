import type { DeployedSchedule } from "../plan/deployed-schedule";
import type { EpochMinute } from "../time/instant";
import { datePartsOf } from "../time/plain-date";
import { actionCounts } from "./action-counts";
import { rangeText } from "./cost-text";
import { diffWords } from "./diff-words";
import { averageMonth, monthsOfUse, type Range } from "./months-of-use";
import { planDiff } from "./plan-diff";
import { type ReportedEndpoint, shownZone } from "./reported-endpoint";
import { dateAt } from "./week-text";

/** How far ahead is compared, in days: a year in whole weeks. */
const comparedDays = 364;

/** Lines of words at most; the rest is counted. */
const mostWords = 12;

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
export function deployedChanges(
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
      return changesOf(endpoint, deployed, now);
    default:
      return deployed satisfies never;
  }
}

type Deployed = Extract<DeployedSchedule, { readonly kind: "deployed" }>;

function changesOf(
  endpoint: ReportedEndpoint,
  deployed: Deployed,
  now: EpochMinute,
): readonly string[] {
  const after = replayed(endpoint);
  const before = asDeployed(after, deployed);
  const diff = planDiff(before, after, now, now + comparedDays * 1440);
  const words = diffWords(diff);
  const settings = settingsWords(before, after);
  const counts = actionCounts(diff);
  const rest = words.length - mostWords;
  return [
    ...(words.length === 0 ? ["no change of hours"] : words.slice(0, mostWords)),
    ...(rest > 0 ? [`and ${rest} more changes`] : []),
    ...settings,
    ...(words.length + settings.length === 0 ? [] : useWords(before, after, now)),
    ...(counts === undefined ? [] : [counts]),
  ];
}

/** The same endpoint, its limits taken from the actions alone. */
function replayed(endpoint: ReportedEndpoint): ReportedEndpoint {
  const { timeline: _, ...rest } = endpoint;
  return { ...rest, timezone: shownZone(endpoint) };
}

/** Of the instance type that the stack file has, it has the price of an instance-hour too. */
function asDeployed(
  { timezone: _, ...after }: ReportedEndpoint,
  { actions, registered, instanceType, hourlyPriceUsd }: Deployed,
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

function settingsWords(before: ReportedEndpoint, after: ReportedEndpoint): readonly string[] {
  const [was, is] = [before, after].map(({ config }) => config?.variant.instanceType);
  const [wasZone, isZone] = [before, after].map(onlyZone);
  return [
    ...(was === is ? [] : [`instance type ${was} -> ${is}`]),
    ...(wasZone === undefined || isZone === undefined || wasZone === isZone
      ? []
      : [`timezone ${wasZone} -> ${isZone}`]),
  ];
}

/** The zone of all actions; undefined where they have several. */
function onlyZone({ plan }: ReportedEndpoint): string | undefined {
  const [zone, ...others] = new Set(plan?.actions.map(({ timezone }) => timezone));
  return others.length === 0 ? zone : undefined;
}

function useWords(
  before: ReportedEndpoint,
  after: ReportedEndpoint,
  now: EpochMinute,
): readonly string[] {
  const { year, month } = datePartsOf(dateAt(after, now));
  const [was, is] = [before, after].map((endpoint) =>
    averageMonth(monthsOfUse(endpoint, { year, month }, 12)),
  );
  if (was === undefined || is === undefined) return [];
  return [
    `instance-hours a month: ${rangeText(was.instanceHours)} -> ${rangeText(is.instanceHours)}`,
    ...(was.costUsd === undefined && is.costUsd === undefined
      ? []
      : [`cost a month: ${costWords(before, was.costUsd)} -> ${costWords(after, is.costUsd)}`]),
  ];
}

function costWords({ config }: ReportedEndpoint, costUsd: Range | undefined): string {
  return costUsd === undefined
    ? `not known (nothing says the price of ${config?.variant.instanceType})`
    : `USD ${rangeText(costUsd)}`;
}

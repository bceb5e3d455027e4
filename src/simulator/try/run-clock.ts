import { type CapacityUnit, unitWords } from "../../aws/facts";
import type { CompiledEndpoint } from "../../compile";
import { chooseShownZone, getShownUnit } from "../../plan/usage";
import { readWeek, toLocalDay } from "../../report";
import { type DrawOptions, formatRealWeek } from "../../report/text";
import { findMonday } from "../../timetable";
import { type EpochMinute, formatZoned, toEpochMinute, toPlainMinute } from "../../timetable/time";
import { type Activity, getComponentStatus, getEndpointStatus, type Notification } from "../aws";
import { findOffTimetable, formatLiveGrid, type LiveSample, takeLiveSample } from "./live-week";
import type { TrySession } from "./try-session";

/** A week in an endpoint's zone. */
interface Week {
  readonly endpoint: CompiledEndpoint;
  readonly awsName: string;
  readonly from: EpochMinute;
  readonly to: EpochMinute;
}

/**
 * Runs the virtual clock through the next whole week, Monday to Sunday.
 * @returns for each endpoint the timetable's week, what is in service in each hour, and the minutes off the
 *   timetable
 */
export function runWeek(session: TrySession, draw: DrawOptions): string {
  session.setLoad();
  const weeks = listWeeksAhead(session);
  if (weeks.length === 0) return "no endpoints yet: run npm run try -- up";
  const samples = new Map<string, readonly LiveSample[]>(weeks.map(({ endpoint }) => [endpoint.name, []]));
  const takeSamples = (): void => {
    for (const { endpoint, awsName } of weeks) {
      const { name, config } = endpoint;
      const sample = takeLiveSample(session.account.state, awsName, config?.variant.name);
      if (sample !== undefined) samples.set(name, [...(samples.get(name) ?? []), sample]);
    }
  };
  session.account.runUntil(Math.min(...weeks.map(({ from }) => from)) * 60);
  takeSamples();
  const end = Math.max(...weeks.map(({ to }) => to)) * 60;
  while (session.account.state.nowSeconds < end) {
    session.account.runUntil(Math.min(end, session.account.state.nowSeconds + 60));
    takeSamples();
  }
  return weeks.map((week) => formatWeek(week, samples.get(week.endpoint.name) ?? [], draw)).join("\n\n\n");
}

function listWeeksAhead(session: TrySession): readonly Week[] {
  const now = Math.ceil(session.account.state.nowSeconds / 60);
  return session.endpoints.flatMap((endpoint) => {
    const awsName = session.awsName(endpoint.name);
    if (awsName === undefined) return [];
    const zone = chooseShownZone(endpoint);
    const day = Math.ceil(toPlainMinute(zone, now) / 1440);
    const monday = findMonday(day + 6);
    const from = toEpochMinute(zone, monday * 1440, "earlier");
    const to = toEpochMinute(zone, (monday + 7) * 1440, "earlier");
    return [{ endpoint, awsName, from, to }];
  });
}

function formatWeek({ endpoint, awsName, from, to }: Week, samples: readonly LiveSample[], draw: DrawOptions): string {
  const week = readWeek(endpoint, toLocalDay(endpoint, from));
  const off = findOffTimetable(endpoint, samples, from, to);
  const { many } = unitWords[getShownUnit(endpoint)];
  return [
    `${endpoint.name}: the timetable, ${formatRealWeek(week, draw)}`,
    "",
    `${endpoint.name}: ${many} in service (${awsName})`,
    formatLiveGrid(endpoint, samples, from, to, draw),
    "",
    `limits differ from the timetable: ${off.limitsDiffer} of ${off.minutes} minutes`,
    `${many} below the minimum while they start: ${off.tooFew} minutes, at most ${off.longestTooFew} in a row`,
    `${many} above the maximum: ${off.tooMany} minutes`,
  ].join("\n");
}

/** @returns seconds of a span such as `+3d`, `6h` or `90m`; undefined for anything else */
export function parseSpan(text: string): number | undefined {
  const match = /^\+?(\d{1,4})([mhd])$/.exec(text);
  const seconds = { m: 60, h: 3600, d: 86_400 };
  const [, count, unit] = match ?? [];
  if (count === undefined || (unit !== "m" && unit !== "h" && unit !== "d")) return undefined;
  return Number(count) * seconds[unit];
}

/** Moves the virtual clock forward. @returns scaling activities and notifications, one line each */
export function runTryClock(session: TrySession, seconds: number): string {
  session.setLoad();
  const { activities, notifications } = session.account.state;
  const earlierIds = new Set(activities.map(({ id }) => id));
  const earlierNotifications = new Set(notifications);
  session.account.runUntil(session.account.state.nowSeconds + seconds);
  const after = session.account.state;
  const news = [
    ...after.activities
      .filter(({ id, notScaled }) => !earlierIds.has(id) && notScaled === undefined)
      .map((activity) => ({ atSeconds: activity.startedAt, line: formatActivity(session, activity) })),
    ...after.notifications
      .filter((notification) => !earlierNotifications.has(notification))
      .map((notification) => ({ atSeconds: notification.atSeconds, line: formatNotification(session, notification) })),
  ];
  const lines = news.toSorted((a, b) => a.atSeconds - b.atSeconds).map(({ line }) => line);
  const shown = lines.slice(-maxLines);
  const before = lines.length - shown.length;
  return [
    `the clock shows ${session.clockText}`,
    ...(before > 0 ? [`  ${before} earlier lines not shown`] : []),
    ...shown,
    ...formatStatus(session),
  ].join("\n");
}

const maxLines = 40;

function formatActivity(session: TrySession, activity: Activity): string {
  const [, awsName = "", , variant = ""] = activity.resourceId.split("/");
  const endpoint = session.endpoints.find(
    ({ name, config }) => session.awsName(name) === awsName && config?.variant.name === variant,
  );
  const zone = endpoint === undefined ? "UTC" : chooseShownZone(endpoint);
  const at = formatZoned(zone, Math.floor(activity.startedAt / 60));
  const failed = activity.status === "Failed" || activity.status === "Unfulfilled";
  const outcome = failed ? ` FAILED: ${activity.message}` : "";
  return `  ${at} ${endpoint?.name ?? awsName}: ${activity.description} ${activity.cause}${outcome}`;
}

function formatNotification(
  session: TrySession,
  { atSeconds, topicArn, subject, message, refused }: Notification,
): string {
  const [first] = session.endpoints;
  const at = formatZoned(first === undefined ? "UTC" : chooseShownZone(first), Math.floor(atSeconds / 60));
  const topic = topicArn.slice(topicArn.lastIndexOf(":") + 1);
  const outcome = refused === true ? " REFUSED by the topic's policy" : "";
  return `  ${at} topic ${topic}: ${subject ?? message}${outcome}`;
}

/** @returns one line for each endpoint and inference component: its status, limits and counts */
export function formatStatus(session: TrySession): readonly string[] {
  const { state } = session.account;
  const formatLimits = (name: string, variant?: string): string => {
    const sample = takeLiveSample(state, name, variant);
    return sample === undefined ? "no scalable target" : `limits ${sample.min}-${sample.max}`;
  };
  const lines = Object.values(state.endpoints).map((endpoint) => {
    const hosts = Object.values(state.components).some((each) => each.endpoint === endpoint.name);
    const isShared = endpoint.variants.length > 1;
    const counts = endpoint.variants.map(({ name, current, desired, serverless }) => {
      const count = formatCount(current, serverless === undefined ? "instances" : "concurrency");
      const own = isShared && !hosts ? `${formatLimits(endpoint.name, name)}, ` : "";
      return `${name} ${own}${count}, ${desired} desired`;
    });
    const limits = hosts || isShared ? [] : [formatLimits(endpoint.name)];
    return `  ${endpoint.name}: ${[getEndpointStatus(endpoint), ...limits, ...counts].join(", ")}`;
  });
  const components = Object.values(state.components).map((component) => {
    const { name, current, desired } = component;
    const counts = `${formatCount(current, "copies")}, ${desired} desired`;
    return `  ${name}: ${[getComponentStatus(component), formatLimits(name), counts].join(", ")}`;
  });
  return lines.length === 0 ? ["  no endpoints"] : [...lines, ...components];
}

function formatCount(count: number, unit: CapacityUnit): string {
  const { one, many } = unitWords[unit];
  return `${count} ${unit === "instances" ? "" : `${count === 1 ? one : many} `}in service`;
}

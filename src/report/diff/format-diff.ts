import { escapeControls } from "../../problem";
import { formatRange, type UsageRange } from "../../plan/usage";
import { findMonday, formatLimits, minutesPerWeek } from "../../timetable";
import { type EpochMinute, formatLateness, formatPlainDate, formatWeekdayDate } from "../../timetable/time";
import type { EndpointReport } from "..";
import {
  type DrawOptions,
  drawWeek,
  formatColumns,
  formatEndpointTitle,
  formatRealWeek,
  formatReassertion,
  formatUsualWeek,
  noScaleInNotes,
  type Shade,
  type WeekCell,
} from "../text";
import { type EndpointDiff, findRepeated } from "./compare-stacks";
import type { ChangedInterval, PlanDiff } from "./describe-changes";
import { formatActionCounts, listActionChanges } from "./describe-changes";

/** `actions`: whether to list each scheduled action that changes, after their counts. */
interface ActionOptions {
  readonly actions?: boolean;
}

/** Formats one endpoint's diff for a terminal: changes, the busiest week as a grid, usage, action counts. */
export function formatDiff(diff: EndpointDiff, options: DrawOptions & ActionOptions): string {
  const grid = drawGrid(diff, options);
  const { counts, actions } = formatActions(diff, options);
  return [
    [`${diff.name}: ${formatHeadline(diff)}`, ...listLines(diff).map((line) => `  ${line}`)].join("\n"),
    ...(grid === undefined ? [] : [`${grid.title}\n${grid.text}\n${diffGridKey}`]),
    ...formatNewWeek(diff, options),
    ...(listUsageRows(diff).length === 0 ? [] : [[formatColumns(listUsageRows(diff)), ...listNotes(diff)].join("\n")]),
    ...formatReassertions(diff),
    ...formatLateChanges(diff),
    ...counts.map((line) => [line, ...actions].join("\n")),
  ].join("\n\n");
}

/** Formats a diff as Markdown for a pull request; escapes names from stack files. */
export function formatDiffMarkdown(diff: EndpointDiff, options: ActionOptions): string {
  const { counts, actions } = formatActions(diff, options);
  const grid = drawGrid(diff, { width: 80, color: false });
  const [heading = [], ...rows] = listUsageRows(diff);
  const table = [heading, heading.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`);
  return [
    `### ${escapeMarkdown(`${diff.name}: ${formatHeadline(diff)}`)}`,
    ...(listLines(diff).length === 0
      ? []
      : [
          listLines(diff)
            .map((line) => `- ${escapeMarkdown(line)}`)
            .join("\n"),
        ]),
    ...(grid === undefined
      ? []
      : [`<details><summary>${grid.title}</summary>`, formatCodeBlock(`${grid.text}\n\n${diffGridKey}`), "</details>"]),
    ...formatNewWeek(diff, { width: 80, color: false }).map(formatCodeBlock),
    ...(rows.length === 0 ? [] : [table.join("\n"), ...listNotes(diff).map(escapeMarkdown)]),
    ...[...formatReassertions(diff), ...formatLateChanges(diff)].map((text) =>
      text.split("\n").map(escapeMarkdown).join("\n"),
    ),
    ...counts.map(escapeMarkdown),
    ...(actions.length === 0 ? [] : [formatCodeBlock(actions.join("\n"))]),
  ].join("\n\n");
}

/** Formats changed settings of the stack; none without such settings. */
export function formatStackSettings(settings: readonly string[]): readonly string[] {
  return settings.length === 0 ? [] : [["the stack:", ...settings.map((line) => `  ${line}`)].join("\n")];
}

export function formatStackSettingsMarkdown(settings: readonly string[]): readonly string[] {
  return settings.length === 0 ? [] : ["### The stack", settings.map((line) => `- ${escapeMarkdown(line)}`).join("\n")];
}

/** One line for each endpoint with the same changes as an earlier one. */
export function formatRepeated(diffs: readonly EndpointDiff[]): readonly string[] {
  return findRepeated(diffs).map(({ diff, first }) => {
    const usage = listUsageRows(diff).slice(1);
    const hours = usage.map(([name = "", before = "", after = ""]) => `${name} ${before} -> ${after}`);
    return [`${diff.name}: the same changes as ${first}`, ...hours].join(", ");
  });
}

/** Formats a heading and rows as a table. */
export function formatMarkdownTable([heading = [], ...rows]: readonly (readonly string[])[]): string {
  const cells = [heading, heading.map(() => "---"), ...rows.map((row) => row.map(escapeMarkdown))];
  return cells.map((row) => `| ${row.join(" | ")} |`).join("\n");
}

/** Many endpoints in one line each: what changes, and hours and cost of an average month before and after. */
export function listDiffRows(diffs: readonly EndpointDiff[]): readonly (readonly string[])[] {
  const months = (side: "before" | "after") => diffs.flatMap((diff) => diff[side]?.averageMonth ?? []);
  return [
    ["endpoint", "change", "instance-hours before", "after", "cost in USD before", "after"],
    ...diffs.map((diff) => [diff.name, formatHeadline(diff), ...listTotals([diff.before, diff.after])]),
    [
      `${diffs.length} endpoints`,
      "",
      ...(["instanceHours", "costUsd"] as const).flatMap((key) =>
        (["before", "after"] as const).map((side) => formatSum(months(side).flatMap((month) => month[key] ?? []))),
      ),
    ],
  ];
}

function listTotals(reports: readonly (EndpointDiff["before"] | undefined)[]): readonly string[] {
  return (["instanceHours", "costUsd"] as const).flatMap((key) =>
    reports.map((report) => formatSum([report?.averageMonth[key] ?? []].flat())),
  );
}

function formatSum(ranges: readonly UsageRange[]): string {
  const sum = (side: keyof UsageRange): number => ranges.reduce((total, range) => total + range[side], 0);
  return ranges.length === 0 ? "none" : formatRange({ min: sum("min"), max: sum("max") });
}

/** One line for all endpoints that do not change; none without such endpoints. */
export function formatUnchanged(diffs: readonly EndpointDiff[]): readonly string[] {
  const names = diffs.filter(({ change }) => change === "same").map(({ name }) => name);
  return names.length === 0 ? [] : [`no change: ${names.join(", ")}`];
}

function formatHeadline({ change, words, settings, plan, after }: EndpointDiff): string {
  const count = words.length + settings.length;
  switch (change) {
    case "added":
      return ["a new endpoint", ...(after === undefined ? [] : [formatEndpointTitle(after)])].join(", ");
    case "removed":
      return "removed";
    case "same":
      return "no change";
    case "changed":
      if (count > 0) return `${count} change${count === 1 ? "" : "s"}, ${plan?.zone ?? "UTC"}`;
      return "the same limits, from other scheduled actions";
  }
}

function listLines({ words, settings }: EndpointDiff): readonly string[] {
  return [...words, ...settings];
}

function drawGrid(
  { plan }: EndpointDiff,
  options: DrawOptions,
): { readonly title: string; readonly text: string } | undefined {
  if (plan === undefined || plan.intervals.length === 0) return undefined;
  const { monday, text } = drawDiffWeek(plan, options);
  return { title: `week of ${formatWeekdayDate(monday)}, ${plan.zone}`, text };
}

/** The week of a new endpoint, with its limits. */
function formatNewWeek({ change, after }: EndpointDiff, options: DrawOptions): readonly string[] {
  if (change !== "added" || after === undefined) return [];
  const { usualWeek, week, zone } = after;
  return [usualWeek === undefined ? formatRealWeek(week, options) : formatUsualWeek(usualWeek, zone, options)];
}

/** Lists an average month before and after as rows of cells; empty if nothing changes. */
export function listUsageRows(diff: EndpointDiff): readonly (readonly string[])[] {
  const [before, after] = [diff.before?.averageMonth, diff.after?.averageMonth];
  if (diff.change === "same") return [];
  const row = (name: string, old: UsageRange | undefined, current: UsageRange | undefined): readonly string[] => [
    name,
    old === undefined ? "none" : formatRange(old),
    current === undefined ? "none" : formatRange(current),
  ];
  const rows = (["copyHours", "concurrencyHours", "instanceHours", "costUsd"] as const).filter(
    (key) => before?.[key] !== undefined || after?.[key] !== undefined,
  );
  return [
    ["a month on average", "before", "after"],
    ...rows.map((key) => row(usageWords[key], before?.[key], after?.[key])),
  ];
}

const usageWords = {
  copyHours: "copy-hours",
  concurrencyHours: "concurrency-hours",
  instanceHours: "instance-hours",
  costUsd: "cost in USD",
} as const;

function listNotes({ after }: EndpointDiff): readonly string[] {
  return after?.hasRangeWithoutScaleIn === true ? [`after: ${noScaleInNotes[after.unit]}`] : [];
}

function formatActions(
  { plan }: EndpointDiff,
  { actions: isAsked }: ActionOptions,
): { readonly counts: readonly string[]; readonly actions: readonly string[] } {
  const counts = plan && formatActionCounts(plan.actions);
  if (plan === undefined || counts === undefined) return { counts: [], actions: [] };
  return { counts: [counts], actions: isAsked ? listActionChanges(plan.actions) : [] };
}

/** One paragraph: how soon limits are corrected, and how soon they were if that differs. */
function formatReassertions({ before, after }: EndpointDiff): readonly string[] {
  const [old, current] = [before, after].map((report) => (report === undefined ? undefined : formatReport(report)));
  if (current === undefined) return [];
  return [old === undefined || old === current ? current : `${current}\nbefore: ${old}`];
}

/** One line for each date on which the clock goes back at a change. */
function formatLateChanges({ plan }: EndpointDiff): readonly string[] {
  const lines = (plan?.intervals ?? [])
    .filter(({ minutesLate }) => minutesLate > 0)
    .map(({ fromClock, minutesLate }) => {
      const date = formatPlainDate(Math.floor(fromClock / 1440));
      return `${date}: the clock goes back, so a change ${formatLateness(minutesLate)}`;
    });
  return lines.length === 0 ? [] : [[...new Set(lines)].join("\n")];
}

function formatReport({ reassertion, zone }: EndpointReport): string | undefined {
  return reassertion && formatReassertion(reassertion, zone);
}

/**
 * Escapes a text that is one line of Markdown. The invisible space keeps GitHub from notifying a person.
 * @see https://spec.commonmark.org/0.31.2/#backslash-escapes
 */
export function escapeMarkdown(text: string): string {
  return escapeControls(
    text.replace(/[\\`*_[\]<>|#&~$!]/g, (sign) => `\\${sign}`),
    "",
  ).replaceAll("@", "@&#8203;");
}

/** Formats a code block whose fence is longer than every run of backticks inside. */
function formatCodeBlock(text: string): string {
  const runs = text.match(/`+/g) ?? [];
  const fence = "`".repeat(Math.max(2, ...runs.map((run) => run.length)) + 1);
  return `${fence}text\n${escapeControls(text)}\n${fence}`;
}

/** `mixed`: one limit rises, the other falls. */
type ChangeDirection = "more" | "fewer" | "mixed";

const directionLooks: Readonly<Record<ChangeDirection | "same", { mark: string; shade: Shade }>> = {
  same: { mark: "·", shade: 0 },
  fewer: { mark: "-", shade: 1 },
  mixed: { mark: "~", shade: 2 },
  more: { mark: "+", shade: 3 },
};

const diffGridKey = "+ more, - fewer, ~ one up and one down, · the same";

/** Draws the week with the most changed minutes, the earliest of equals. */
function drawDiffWeek(diff: PlanDiff, options: DrawOptions): { readonly monday: number; readonly text: string } {
  const monday = findBusiestMonday(diff);
  const start = monday * 1440;
  const changed = diff.intervals.flatMap((interval) => {
    const [from, to] = [interval.fromClock - start, interval.toClock - start];
    return to > 0 && from < minutesPerWeek
      ? [createCell(interval, Math.max(0, from), Math.min(minutesPerWeek, to))]
      : [];
  });
  return { monday, text: drawWeek(fillGaps(changed), { monday }, options) };
}

function findBusiestMonday({ intervals }: PlanDiff): number {
  const minutes = new Map<number, EpochMinute>();
  for (const { fromClock, toClock } of intervals) {
    for (let from = fromClock; from < toClock;) {
      const monday = findMonday(Math.floor(from / 1440));
      const to = Math.min(toClock, (monday + 7) * 1440);
      minutes.set(monday, (minutes.get(monday) ?? 0) + to - from);
      from = to;
    }
  }
  const [busiest] = [...minutes].toSorted((a, b) => b[1] - a[1] || a[0] - b[0]);
  return busiest?.[0] ?? 0;
}

function createCell(interval: ChangedInterval, from: number, to: number): WeekCell {
  const { mark, shade } = directionLooks[getDirection(interval)];
  const text = `${formatLimits(interval.before)}>${formatLimits(interval.after)}`;
  return { from, to, labels: [`${text} `, text], mark, shade, weight: 1 };
}

function getDirection({ before, after }: ChangedInterval): ChangeDirection {
  const [min, max] = [after.min - before.min, after.max - before.max];
  if (min >= 0 && max >= 0) return "more";
  return min <= 0 && max <= 0 ? "fewer" : "mixed";
}

/** Adds unchanged cells; in a repeated hour a cell may begin before the last one ends. */
function fillGaps(changed: readonly WeekCell[]): readonly WeekCell[] {
  const cells: WeekCell[] = [];
  let reached = 0;
  for (const cell of changed) {
    if (cell.from > reached) cells.push(createUnchangedCell(reached, cell.from));
    if (cell.to > reached) cells.push({ ...cell, from: Math.max(reached, cell.from) });
    reached = Math.max(reached, cell.to);
  }
  return reached < minutesPerWeek ? [...cells, createUnchangedCell(reached, minutesPerWeek)] : cells;
}

function createUnchangedCell(from: number, to: number): WeekCell {
  return { from, to, labels: [], ...directionLooks.same, weight: 0 };
}

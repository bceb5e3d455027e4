import { formatRange, type UsageRange } from "../../plan/usage";
import { findMonday, formatLimits, minutesPerWeek } from "../../timetable";
import { type EpochMinute, formatWeekdayDate } from "../../timetable/time";
import { type DrawOptions, drawWeek, formatColumns, type Shade, type WeekCell } from "../text";
import type { EndpointDiff } from "./compare-stacks";
import { type ChangedInterval, formatActionCounts, type PlanDiff } from "./describe-changes";

/**
 * One endpoint's diff for a terminal.
 *
 * Out: what changes in words, the busiest week as a grid, use before and after, actions by name
 */
export function formatDiff(diff: EndpointDiff, options: DrawOptions): string {
  const grid = drawGrid(diff, options);
  return [
    [`${diff.name}: ${formatHeadline(diff)}`, ...listLines(diff).map((line) => `  ${line}`)].join(
      "\n",
    ),
    ...(grid === undefined ? [] : [`${grid.title}\n${grid.text}\n${diffGridKey}`]),
    ...(listUsageRows(diff).length === 0 ? [] : [formatColumns(listUsageRows(diff))]),
    ...formatActionLines(diff),
  ].join("\n\n");
}

/**
 * The same for a comment on a pull request.
 *
 * Out: Markdown; names and words from stack files are escaped
 */
export function formatDiffMarkdown(diff: EndpointDiff): string {
  const grid = drawGrid(diff, { width: 80, color: false });
  const [heading = [], ...rows] = listUsageRows(diff);
  const table = [heading, heading.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`);
  return [
    `### ${escapeMarkdown(diff.name)}: ${formatHeadline(diff)}`,
    ...(listLines(diff).length === 0
      ? []
      : [
          listLines(diff)
            .map((line) => `- ${escapeMarkdown(line)}`)
            .join("\n"),
        ]),
    ...(grid === undefined
      ? []
      : [
          `<details><summary>${grid.title}</summary>\n\n\`\`\`text\n${grid.text}\n\n${diffGridKey}\n\`\`\`\n\n</details>`,
        ]),
    ...(rows.length === 0 ? [] : [table.join("\n")]),
    ...formatActionLines(diff).map(escapeMarkdown),
  ].join("\n\n");
}

/** Two endpoints in one sentence. */
function formatHeadline({ change, words, settings, plan }: EndpointDiff): string {
  const count = words.length + settings.length;
  switch (change) {
    case "added":
      return "a new endpoint";
    case "removed":
      return "no longer there";
    case "same":
      return "no change";
    case "changed":
      if (count > 0) return `${count} change${count === 1 ? "" : "s"}, ${plan?.zone ?? "UTC"}`;
      return "the same limits by other scheduled actions";
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

/** Instance-hours and cost of an average month before and after, as rows of cells. Out: empty where nothing changes */
export function listUsageRows({
  change,
  before,
  after,
}: EndpointDiff): readonly (readonly string[])[] {
  if (change === "same") return [];
  const row = (
    name: string,
    was: UsageRange | undefined,
    is: UsageRange | undefined,
  ): readonly string[] => [
    name,
    was === undefined ? "none" : formatRange(was),
    is === undefined ? "none" : formatRange(is),
  ];
  const priced = before?.costUsd !== undefined || after?.costUsd !== undefined;
  return [
    ["a month on average", "before", "after"],
    row("instance-hours", before?.instanceHours, after?.instanceHours),
    ...(priced ? [row("cost in USD", before?.costUsd, after?.costUsd)] : []),
  ];
}

function formatActionLines({ plan }: EndpointDiff): readonly string[] {
  const counts = plan === undefined ? undefined : formatActionCounts(plan);
  return counts === undefined ? [] : [counts];
}

/** Keeps Markdown and HTML signs in users' names from meaning anything. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>|#&]/g, (sign) => `\\${sign}`);
}

/** How a stretch changes: more instances, fewer, or one limit up and the other down. */
type ChangeDirection = "more" | "fewer" | "mixed";

const directionLooks: Readonly<Record<ChangeDirection | "same", { mark: string; shade: Shade }>> = {
  same: { mark: "·", shade: 0 },
  fewer: { mark: "-", shade: 1 },
  mixed: { mark: "~", shade: 2 },
  more: { mark: "+", shade: 3 },
};

/** What the marks of a diff's grid mean. */
export const diffGridKey = "+ more, - fewer, ~ one up and one down, · the same";

/**
 * The real week that shows a diff best, as a grid.
 *
 * In:  a diff with at least one stretch
 * Out: the week with most minutes changed, the earliest of equals; see `drawWeek`
 */
export function drawDiffWeek(
  diff: PlanDiff,
  options: DrawOptions,
): { readonly monday: number; readonly text: string } {
  const monday = findBusiestMonday(diff);
  const start = monday * 1440;
  const changed = diff.intervals.flatMap((stretch) => {
    const [from, to] = [stretch.fromClock - start, stretch.toClock - start];
    return to > 0 && from < minutesPerWeek
      ? [createCell(stretch, Math.max(0, from), Math.min(minutesPerWeek, to))]
      : [];
  });
  return { monday, text: drawWeek(fillGaps(changed), { monday }, options) };
}

function findBusiestMonday({ intervals: stretches }: PlanDiff): number {
  const minutes = new Map<number, EpochMinute>();
  for (const { fromClock, toClock } of stretches) {
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

function createCell(stretch: ChangedInterval, from: number, to: number): WeekCell {
  const { mark, shade } = directionLooks[getDirection(stretch)];
  const text = `${formatLimits(stretch.before)}>${formatLimits(stretch.after)}`;
  return { from, to, labels: [`${text} `, text], mark, shade, weight: 1 };
}

function getDirection({ before, after }: ChangedInterval): ChangeDirection {
  const [min, max] = [after.min - before.min, after.max - before.max];
  if (min >= 0 && max >= 0) return "more";
  return min <= 0 && max <= 0 ? "fewer" : "mixed";
}

/** The stretches between what changes. In: sorted; one may begin before the last ends in a doubled hour. */
function fillGaps(changed: readonly WeekCell[]): readonly WeekCell[] {
  const cells: WeekCell[] = [];
  let reached = 0;
  for (const cell of changed) {
    if (cell.from > reached) cells.push(createUnchangedCell(reached, cell.from));
    if (cell.to > reached) cells.push({ ...cell, from: Math.max(reached, cell.from) });
    reached = Math.max(reached, cell.to);
  }
  return reached < minutesPerWeek
    ? [...cells, createUnchangedCell(reached, minutesPerWeek)]
    : cells;
}

function createUnchangedCell(from: number, to: number): WeekCell {
  return { from, to, labels: [], ...directionLooks.same, weight: 0 };
}

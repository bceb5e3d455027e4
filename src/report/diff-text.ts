import { formatActionCounts } from "./action-counts";
import { formatColumns } from "./columns";
import { formatRange } from "./cost-text";
import { drawDiffWeek, diffGridKey } from "./diff-grid";
import { formatWeekdayDate } from "./moment-text";
import type { UsageRange } from "./months-of-use";
import type { EndpointDiff } from "./stack-diff";
import type { DrawOptions } from "./week-cells";

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

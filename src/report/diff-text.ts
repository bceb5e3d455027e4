import { actionCounts } from "./action-counts";
import { columns } from "./columns";
import { rangeText } from "./cost-text";
import { diffGrid, diffGridKey } from "./diff-grid";
import { dateText } from "./moment-text";
import type { Range } from "./months-of-use";
import type { EndpointDiff } from "./stack-diff";
import type { DrawOptions } from "./week-cells";

/**
 * One endpoint's diff for a terminal.
 *
 * Out: what changes in words, the busiest week as a grid, use before and after, actions by name
 */
export function diffText(diff: EndpointDiff, options: DrawOptions): string {
  const grid = gridOf(diff, options);
  return [
    [`${diff.name}: ${headline(diff)}`, ...linesOf(diff).map((line) => `  ${line}`)].join("\n"),
    ...(grid === undefined ? [] : [`${grid.title}\n${grid.text}\n${diffGridKey}`]),
    ...(useRows(diff).length === 0 ? [] : [columns(useRows(diff))]),
    ...actionLines(diff),
  ].join("\n\n");
}

/**
 * The same for a comment on a pull request.
 *
 * Out: Markdown; names and words from stack files are escaped
 */
export function diffMarkdown(diff: EndpointDiff): string {
  const grid = gridOf(diff, { width: 80, colour: false });
  const [heading = [], ...rows] = useRows(diff);
  const table = [heading, heading.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`);
  return [
    `### ${escaped(diff.name)}: ${headline(diff)}`,
    ...(linesOf(diff).length === 0
      ? []
      : [
          linesOf(diff)
            .map((line) => `- ${escaped(line)}`)
            .join("\n"),
        ]),
    ...(grid === undefined
      ? []
      : [
          `<details><summary>${grid.title}</summary>\n\n\`\`\`text\n${grid.text}\n\n${diffGridKey}\n\`\`\`\n\n</details>`,
        ]),
    ...(rows.length === 0 ? [] : [table.join("\n")]),
    ...actionLines(diff).map(escaped),
  ].join("\n\n");
}

/** Two endpoints in one sentence. */
function headline({ change, words, settings, plan }: EndpointDiff): string {
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

function linesOf({ words, settings }: EndpointDiff): readonly string[] {
  return [...words, ...settings];
}

function gridOf(
  { plan }: EndpointDiff,
  options: DrawOptions,
): { readonly title: string; readonly text: string } | undefined {
  if (plan === undefined || plan.stretches.length === 0) return undefined;
  const { monday, text } = diffGrid(plan, options);
  return { title: `week of ${dateText(monday)}, ${plan.zone}`, text };
}

/** Instance-hours and cost of an average month before and after, as rows of cells. Out: empty where nothing changes */
export function useRows({ change, before, after }: EndpointDiff): readonly (readonly string[])[] {
  if (change === "same") return [];
  const row = (name: string, was: Range | undefined, is: Range | undefined): readonly string[] => [
    name,
    was === undefined ? "none" : rangeText(was),
    is === undefined ? "none" : rangeText(is),
  ];
  const priced = before?.costUsd !== undefined || after?.costUsd !== undefined;
  return [
    ["a month on average", "before", "after"],
    row("instance-hours", before?.instanceHours, after?.instanceHours),
    ...(priced ? [row("cost in USD", before?.costUsd, after?.costUsd)] : []),
  ];
}

function actionLines({ plan }: EndpointDiff): readonly string[] {
  const counts = plan === undefined ? undefined : actionCounts(plan);
  return counts === undefined ? [] : [counts];
}

/** Keeps Markdown and HTML signs in users' names from meaning anything. */
function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>|#&]/g, (sign) => `\\${sign}`);
}

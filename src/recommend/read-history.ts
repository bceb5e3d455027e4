import type { Problem } from "../problem";
import { parseInstant } from "../timetable/time";
import type { DemandHistory } from "./demand";

/** Problems shown before the rest is only counted. */
const maxProblems = 20;

const maxDays = 400;

interface Row {
  readonly line: number;
  readonly at: number;
  readonly requests: number;
}

/**
 * Reads `timestamp,requests` lines, in any order. The interval is the smallest distance between two rows; rows that are
 * missing in between become NaN.
 */
export function readHistory(
  text: string,
  zone: string,
): { readonly history: DemandHistory } | { readonly problems: readonly Problem[] } {
  const results = text
    .replace(/^\u{feff}/u, "")
    .split(/\r?\n/)
    .map((content, index) => ({ content: content.trim(), line: index + 1 }))
    .filter(({ content, line }) => content !== "" && !(line === 1 && /^timestamp\s*,/i.test(content)))
    .map(({ content, line }) => parseRow(content, line));
  const problems = results.filter((result) => "message" in result);
  const rows = results.filter((result) => "at" in result).toSorted((a, b) => a.at - b.at);
  const doubled = rows.flatMap((row, index) => {
    const before = rows[index - 1];
    if (before?.at !== row.at) return [];
    const fix = "keep one of them";
    return [refuse(row.line, `has the same time as line ${before.line}`, "one row an interval", fix)];
  });
  const found = [...problems, ...doubled];
  if (found.length > maxProblems) {
    const rest = found.length - maxProblems;
    return {
      problems: [
        ...found.slice(0, maxProblems),
        refuse(undefined, `${rest} more rows have problems`, "", "correct the first ones, then run again"),
      ],
    };
  }
  return found.length > 0 ? { problems: found } : spreadRows(rows, zone);
}

function parseRow(content: string, line: number): Row | Problem {
  const [time = "", count = "", ...more] = content.split(",").map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
  const at = parseInstant(time);
  if (more.length > 0 || count === "") {
    return refuse(
      line,
      `"${shorten(content)}" does not have two columns`,
      "timestamp,requests",
      "write 2026-11-02T08:00+01:00,1250",
    );
  }
  if (at === undefined) {
    return refuse(
      line,
      `"${shorten(time)}" is not a time with an offset`,
      "ISO 8601 with Z or an offset",
      "write 2026-11-02T08:00+01:00",
    );
  }
  if (!/^\d+(\.\d+)?(e[+-]?\d+)?$/i.test(count) || Number(count) > 1e15) {
    return refuse(
      line,
      `"${shorten(count)}" is not a count of requests`,
      "a number, 0 or more",
      "write 1250, or remove a row without data",
    );
  }
  return { line, at, requests: Number(count) };
}

function spreadRows(
  rows: readonly Row[],
  zone: string,
): { readonly history: DemandHistory } | { readonly problems: readonly Problem[] } {
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined || rows.length < 2) {
    return { problems: [refuse(undefined, "the file has fewer than two rows", "at least a week", "add rows")] };
  }
  const gaps = rows.slice(1).map((row, index) => row.at - (rows[index]?.at ?? 0));
  const intervalMinutes = gaps.reduce((a, b) => Math.min(a, b));
  const problems = checkIntervals(rows, last.at - first.at, intervalMinutes);
  if (problems.length > 0) return { problems };
  const requests = new Array<number>((last.at - first.at) / intervalMinutes + 1).fill(NaN);
  for (const row of rows) requests[(row.at - first.at) / intervalMinutes] = row.requests;
  return { history: { start: first.at, intervalMinutes, requests, zone } };
}

/** Checks what all rows together must keep. `length`: minutes from the first to the last. */
function checkIntervals(rows: readonly Row[], length: number, intervalMinutes: number): readonly Problem[] {
  if (intervalMinutes > 60) {
    const message = `rows are ${intervalMinutes} minutes apart`;
    return [refuse(undefined, message, "at most an hour", "export the history hourly or finer")];
  }
  const days = length / 1440;
  if (days > maxDays) {
    const message = `the file covers ${Math.round(days)} days`;
    return [refuse(undefined, message, `at most ${maxDays}`, "cut off old rows")];
  }
  const first = rows[0]?.at ?? 0;
  const odd = rows.filter(({ at }) => (at - first) % intervalMinutes !== 0).slice(0, maxProblems);
  const expected = `rows every ${intervalMinutes} minutes`;
  return odd.map(({ line }) => refuse(line, "lies between two intervals", expected, "round its time"));
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

function refuse(line: number | undefined, message: string, expected: string, fix: string): Problem {
  return {
    severity: "error",
    code: "history-unreadable",
    path: "history",
    message,
    ...(line === undefined ? {} : { line }),
    ...(expected === "" ? {} : { expected }),
    fix,
  };
}

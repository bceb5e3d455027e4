import * as v from "valibot";
import type { Problem } from "../problem";
import type { Calendar } from "./config";
import { date } from "./dates";
import { described } from "./field";
import { isFieldIssue } from "./field-issue";
import { anyText } from "./leaf-fields";
import { list } from "./list";
import { pathText } from "./path-text";
import { section } from "./section";
import { readYaml } from "./yaml-file";

const day = (title: string) => date({ title, description: "One date.", example: '"2026-12-24"' });
const words = (title: string) =>
  anyText({ title, description: "For those who read it.", example: "Neujahr" });

const file = section({
  source: v.exactOptional(words("Source")),
  covers: v.exactOptional(
    described(section({ from: day("From"), to: day("To") }), {
      title: "Covers",
      description: "First and last date that the file vouches for.",
      allowed: "the keys from and to",
      example: '{ from: "2026-01-01", to: "2028-12-31" }',
    }),
  ),
  dates: described(
    list(
      described(section({ date: day("Date"), name: v.exactOptional(words("Name")) }), {
        title: "Date",
        description: "One date and its name.",
        allowed: "a map with the key date",
        example: '{ date: "2026-01-01", name: Neujahr }',
      }),
      { from: 0 },
    ),
    {
      title: "Dates",
      description: "The dates of the calendar.",
      allowed: "a list of dates with their names",
      example: '[{ date: "2026-01-01", name: Neujahr }]',
    },
  ),
});

/**
 * Reads a calendar file.
 *
 * In:  its text; `path`: where the stack file names it
 * Out: dates sorted, none twice; problems are at `path` and say where in the file
 */
export function parseCalendarFile(
  text: string,
  path: string,
): { readonly calendar?: Calendar; readonly problems: readonly Problem[] } {
  const { value, problems } = readYaml(text);
  if (problems.length > 0) {
    return {
      problems: problems.map((problem) => ({
        ...problem,
        path,
        message: `${problem.path} of the file: ${problem.message}`,
      })),
    };
  }
  const run = file["~run"]({ value: value ?? {} }, {});
  if (!run.typed || run.issues !== undefined) return { problems: wrongShape(run.issues, path) };
  const { covers, dates } = run.value;
  const byDate = new Map(dates.map((entry) => [entry.date, entry]));
  const sorted = [...byDate.values()].toSorted((a, b) => (a.date < b.date ? -1 : 1));
  return {
    calendar: { dates: sorted, ...(covers === undefined ? {} : { covers }) },
    problems: [],
  };
}

function wrongShape(
  issues: readonly v.BaseIssue<unknown>[] | undefined,
  path: string,
): readonly Problem[] {
  const found = (issues ?? []).filter(isFieldIssue).map(({ at, finding }): Problem => {
    const { code, message, expected, fix } = finding;
    return {
      severity: "error",
      code,
      path,
      message: `${pathText(at)} of the file: ${message}`,
      ...(expected === undefined ? {} : { expected }),
      ...(fix === undefined ? {} : { fix }),
    };
  });
  if (found.length > 0) return found;
  const fix = 'write dates: [{ date: "2026-01-01" }]';
  return [
    { severity: "error", code: "wrong-type", path, message: "the file is not a map of keys", fix },
  ];
}

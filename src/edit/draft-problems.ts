import { pathText } from "../config/path-text";
import type { Problem } from "../problem";
import type { DraftList } from "./draft-list";
import { windowsPath } from "./windows-path";

/** Drafts that no file could hold: without a name, or two with the same one. */
export function draftProblems(endpoint: string, drafts: DraftList): readonly Problem[] {
  const path = pathText(windowsPath(endpoint));
  const names = drafts.map(({ name }) => name);
  const twice = names.filter((name, index) => name !== "" && names.indexOf(name) < index);
  return [
    ...(names.includes("")
      ? [problem(path, "a window has no name", "a name, such as office", "type a name")]
      : []),
    ...[...new Set(twice)].map((name) =>
      problem(
        path,
        `"${name}" is the name of more than one window`,
        "a name of its own for each window",
        "rename one of them",
      ),
    ),
  ];
}

function problem(path: string, message: string, expected: string, fix: string): Problem {
  return { severity: "error", code: "window-name", path, message, expected, fix };
}

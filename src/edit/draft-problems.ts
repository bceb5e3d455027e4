import { formatPath } from "../config/path-text";
import type { Problem } from "../problem";
import type { DraftList } from "./draft-list";
import { getWindowsPath } from "./windows-path";

/** Drafts that no file could hold: without a name, or two with the same one. */
export function checkDraftNames(endpoint: string, drafts: DraftList): readonly Problem[] {
  const path = formatPath(getWindowsPath(endpoint));
  const names = drafts.map(({ name }) => name);
  const twice = names.filter((name, index) => name !== "" && names.indexOf(name) < index);
  return [
    ...(names.includes("")
      ? [createNameProblem(path, "a window has no name", "a name, such as office", "type a name")]
      : []),
    ...[...new Set(twice)].map((name) =>
      createNameProblem(
        path,
        `"${name}" is the name of more than one window`,
        "a name of its own for each window",
        "rename one of them",
      ),
    ),
  ];
}

function createNameProblem(path: string, message: string, expected: string, fix: string): Problem {
  return { severity: "error", code: "window-name", path, message, expected, fix };
}

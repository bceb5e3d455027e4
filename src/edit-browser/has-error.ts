import { type PathKey, formatPath } from "../config/path-text";
import type { Editor } from "./editor";

/** Whether there is an error at a place of the stack file, or below it. */
export function hasError(editor: Editor, place: readonly PathKey[]): boolean {
  const path = formatPath(place);
  return (editor.outcome?.problems ?? []).some(
    (problem) =>
      problem.severity === "error" &&
      (problem.path === path ||
        [".", "["].some((next) => problem.path.startsWith(`${path}${next}`))),
  );
}

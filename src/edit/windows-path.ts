import type { PathKey } from "../config/path-text";

/** Where an endpoint's windows are written. */
export function windowsPath(endpoint: string): readonly PathKey[] {
  return ["endpoints", endpoint, "timetable", "windows"];
}

import type { PathKey } from "../config/path-text";

/** Where an endpoint's windows are written. */
export function windowsPath(endpoint: string): readonly PathKey[] {
  return [...timetablePath(endpoint), "windows"];
}

/** Where an endpoint's timetable is written. */
export function timetablePath(endpoint: string): readonly PathKey[] {
  return ["endpoints", endpoint, "timetable"];
}

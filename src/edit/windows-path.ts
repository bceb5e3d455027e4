import type { PathKey } from "../config/path-text";

/** Where an endpoint's windows are written. */
export function getWindowsPath(endpoint: string): readonly PathKey[] {
  return [...getTimetablePath(endpoint), "windows"];
}

/** Where an endpoint's timetable is written. */
export function getTimetablePath(endpoint: string): readonly PathKey[] {
  return ["endpoints", endpoint, "timetable"];
}

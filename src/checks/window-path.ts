import { formatPathStep } from "../config/path-text";

/** Where a window stands in the stack file. */
export function formatWindowPath(endpointPath: string, name: string): string {
  return `${endpointPath}.timetable.windows${formatPathStep(name, false)}`;
}

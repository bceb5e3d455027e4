import { stepText } from "../config/path-text";

/** Where a window stands in the stack file. */
export function windowPath(endpointPath: string, name: string): string {
  return `${endpointPath}.timetable.windows${stepText(name, false)}`;
}

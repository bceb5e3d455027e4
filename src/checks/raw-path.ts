import { stepText } from "../config/path-text";

/** Where a raw schedule stands in the stack file. */
export function rawPath(endpointPath: string, name: string): string {
  return `${endpointPath}.schedules${stepText(name, false)}`;
}

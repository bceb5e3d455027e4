import { formatPathStep } from "../config/path-text";

/** Where a raw schedule stands in the stack file. */
export function formatSchedulePath(endpointPath: string, name: string): string {
  return `${endpointPath}.schedules${formatPathStep(name, false)}`;
}

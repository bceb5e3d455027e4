import type { ContainerConfig } from "../../../config/schema";
import { formatPathStep } from "../../../problem";

/** Where a container stands in the stack file: a single one right under `modelSection`. */
export function formatContainerPath(
  endpointPath: string,
  containers: readonly ContainerConfig[],
  index: number,
): string {
  return containers.length === 1
    ? `${endpointPath}.model`
    : `${endpointPath}.model.containers[${index}]`;
}

/** Where a raw schedule stands in the stack file. */
export function formatSchedulePath(endpointPath: string, name: string): string {
  return `${endpointPath}.schedules${formatPathStep(name, false)}`;
}

/** Where a window stands in the stack file. */
export function formatWindowPath(endpointPath: string, name: string): string {
  return `${endpointPath}.timetable.windows${formatPathStep(name, false)}`;
}

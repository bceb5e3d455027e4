import type { ContainerConfig } from "../../../config/schema";
import { formatPathStep } from "../../../problem";

/** Formats the path of a container; a single one is written directly under `model`. */
export function formatContainerPath(
  endpointPath: string,
  containers: readonly ContainerConfig[],
  index: number,
): string {
  const model = `${endpointPath}.model`;
  return containers.length === 1 ? model : `${model}.containers[${index}]`;
}

export function formatSchedulePath(endpointPath: string, name: string): string {
  return `${endpointPath}.schedules${formatPathStep(name, false)}`;
}

export function formatWindowPath(endpointPath: string, name: string): string {
  return `${endpointPath}.timetable.windows${formatPathStep(name, false)}`;
}

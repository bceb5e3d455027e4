import type { ContainerConfig } from "../config/config";

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

import type { LiveEndpoint } from "../../aws/client";
import { type ExistingEndpoint, existingSectionKeys } from "../../config/schema";
import type { ScheduledAction } from "../../plan/cron";
import type { Limits } from "../../timetable";
import type { Problem } from "../../problem";

/** What rules about an existing endpoint read. */
export interface ExistingEndpointContext {
  /** `endpoints.<name>`: the start of every problem's path. */
  readonly path: string;
  readonly existing: ExistingEndpoint;
  /** The plan's actions. */
  readonly actions: readonly Pick<ScheduledAction, "name">[];
  /** Those of the plan; empty without one. */
  readonly limits: readonly Limits[];
  readonly owned: OwnedScaling;
  readonly live: LiveEndpoint;
}

/** The path of the section that has what exists, such as `endpoints.fraud.endpoint`. */
export function formatSectionPath({ path, existing }: Pick<ExistingEndpointContext, "path" | "existing">): string {
  return `${path}.${existingSectionKeys[existing.unit]}`;
}

/** What a target scales, as messages name it. */
export function describeScaled({ name, unit, variant }: ExistingEndpoint): string {
  return unit === "copies" ? `inference component ${name}` : `variant ${variant.name} of ${name}`;
}

/** What this stack has created so far for an endpoint, by its names at AWS. */
export interface OwnedScaling {
  readonly target: boolean;
  readonly actions: readonly string[];
  readonly policies: readonly string[];
}

/** Finds the problems of one code. */
export type ExistingEndpointRule = (context: ExistingEndpointContext) => readonly Problem[];

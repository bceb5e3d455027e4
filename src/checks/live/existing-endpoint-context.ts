import type { LiveEndpoint } from "../../aws/client";
import type { ExistingEndpoint } from "../../config/schema";
import type { ScheduledAction } from "../../plan/cron";
import type { Problem } from "../../problem";

/** What rules about an existing endpoint read. */
export interface ExistingEndpointContext {
  /** `endpoints.<name>`: the start of every problem's path. */
  readonly path: string;
  readonly existing: ExistingEndpoint;
  /** The plan's actions. */
  readonly actions: readonly Pick<ScheduledAction, "name">[];
  readonly owned: OwnedScaling;
  readonly live: LiveEndpoint;
}

/** What this stack has created so far for an endpoint, by its names at AWS. */
export interface OwnedScaling {
  readonly target: boolean;
  readonly actions: readonly string[];
  readonly policies: readonly string[];
}

/** Finds the problems of one code. */
export type ExistingEndpointRule = (context: ExistingEndpointContext) => readonly Problem[];

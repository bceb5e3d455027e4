import type { LiveEndpoint } from "../../aws/client";
import type { ExistingEndpoint } from "../../config/schema";
import type { ScheduledAction } from "../../plan/cron";
import type { Problem } from "../../problem";

/** What a check about an existing endpoint may look at. */
export interface ExistingEndpointContext {
  /** `endpoints.<name>`: paths of problems start with it. */
  readonly path: string;
  readonly existing: ExistingEndpoint;
  /** Those of the plan. */
  readonly actions: readonly Pick<ScheduledAction, "name">[];
  /** What this stack has made so far, by its names at AWS. */
  readonly owned: OwnedScaling;
  readonly live: LiveEndpoint;
}

/** What a stack has made for an endpoint so far. */
export interface OwnedScaling {
  readonly target: boolean;
  readonly actions: readonly string[];
  readonly policies: readonly string[];
}

/** Finds one kind of problem. The problem's code is the file's name. */
export type ExistingEndpointRule = (context: ExistingEndpointContext) => readonly Problem[];

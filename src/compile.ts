import type { EndpointConfig, Named, StackConfig } from "./config/config";
import type { SchedulePlan } from "./plan/plan";
import type { Problem } from "./problem";
import type { Timeline } from "./timetable/timeline";

/** What surrounds a compilation: nothing in `src` reads a clock or a file by itself. */
export interface CompileOptions {
  /** ISO instant with offset. */
  readonly now: string;
  /** Text of a calendar file, path as in the stack file; undefined when it cannot be read. */
  readonly readCalendarFile: (file: string) => string | undefined;
}

/** One endpoint, as far as its config has the right shape. */
export interface CompiledEndpoint {
  readonly name: string;
  /** Absent when any section has a wrong shape; never absent when there are no errors. */
  readonly config?: EndpointConfig;
  /** The zone in force. */
  readonly timezone?: string;
  /** Absent for the raw form. */
  readonly timeline?: Timeline;
  readonly plan?: SchedulePlan;
}

/** Everything a stack file means, and everything wrong with it: sorted, errors first, then in file order. */
export interface Compilation {
  readonly stack: Omit<StackConfig, "endpoints">;
  readonly endpoints: Named<CompiledEndpoint>;
  readonly problems: readonly Problem[];
}

/**
 * The whole path from stack config to plan.
 *
 * In:     the values of `inference-timetable:*`, keys without the prefix, as plain JSON, untrusted
 * Errors: none thrown; see `problems`
 */
export declare function compile(raw: unknown, options: CompileOptions): Compilation;

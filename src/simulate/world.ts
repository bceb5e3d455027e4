import type { OverlapReading } from "../plan/firings";
import type { LoadCurve } from "./load";
import type { Named } from "./named";

/**
 * How long things take. Seconds.
 *
 * Source: start-up of one LLM container took 258 to 525 s, P50 of three customers 134 to 381 s: AWS machine
 * learning blog "Introducing container caching in Amazon SageMaker AI", 2026-06-17. The rest: ours, AWS states
 * no durations.
 */
interface Timing {
  /** From asking for an instance to its being in service; each instance takes up to `startupJitter` more. */
  readonly startup: number;
  readonly startupJitter: number;
  /** From asking for fewer instances to their being gone. */
  readonly scaleIn: number;
  /** Traffic shift at the end of CreateEndpoint and UpdateEndpoint. */
  readonly shift: number;
  readonly rollback: number;
  readonly deletion: number;
  /** From a scheduled action's time to its effect: "a few seconds", no bound stated. */
  readonly firingDelay: number;
}

/** What surrounds the account: durations, quotas, how much capacity AWS has, and the load on each endpoint. */
export interface SimulatedBehavior {
  readonly timing: Timing;
  /** What cron does in a doubled hour: AWS does not say for Application Auto Scaling. */
  readonly overlap: OverlapReading;
  /** What an update without a deployment configuration makes of the last one: AWS does not say. */
  readonly lastDeployment: "forgotten" | "kept";
  /** Makes jitter and noise repeat. */
  readonly seed: number;
  /** Account quota "<type> for endpoint usage" by instance type; a type that is absent has no quota here. */
  readonly quotas: Named<number>;
  /** Instances AWS has at all, by instance type; a type that is absent never runs out. */
  readonly capacity: Named<number>;
  /** By endpoint name; absent: no requests arrive. */
  readonly load: Named<LoadCurve>;
}

/** A quiet world in which everything arrives. */
export const defaultBehavior: SimulatedBehavior = {
  timing: {
    startup: 240,
    startupJitter: 60,
    scaleIn: 60,
    shift: 60,
    rollback: 120,
    deletion: 30,
    firingDelay: 0,
  },
  overlap: "once",
  lastDeployment: "forgotten",
  seed: 1,
  quotas: {},
  capacity: {},
  load: {},
};

import type { AwsClients } from "../aws/client";
import type { ScalableTargetId } from "../aws/facts";
import type { EpochMinute } from "../timetable/time";

/** `same`: AWS does what the program assumes; absent: it could not be tried. `seen`: what AWS did, or why not. */
export interface Observation {
  readonly same?: boolean;
  readonly seen: string;
}

/**
 * One thing that nobody has seen on AWS yet.
 *
 * `needs`: a scalable target, an endpoint that may be updated and deleted, or an inference component that the user named
 */
export interface Check {
  readonly id: string;
  readonly claim: string;
  readonly assumed: string;
  readonly needs: "target" | "own endpoint" | "component";
  readonly observe: (trial: Trial) => Promise<Observation>;
}

/** Time, real or virtual. */
export interface TrialClock {
  readonly readTime: () => Promise<EpochMinute>;
  readonly sleep: (seconds: number) => Promise<void>;
}

/** A scalable target for the checks. `count`: the instances or copies that it has, and keeps between checks. */
export interface TestTarget extends ScalableTargetId {
  readonly count: number;
}

/** An endpoint and one of its variants, which `target` scales. */
export interface TestEndpoint {
  readonly endpointName: string;
  readonly variantName: string;
  readonly target: TestTarget;
}

/** What an endpoint is made of. */
export interface OwnModel {
  readonly image: string;
  readonly modelData?: string;
  readonly roleArn: string;
  readonly instanceType: string;
  readonly otherInstanceType: string;
}

/**
 * What a check works with.
 *
 * `run`: the name that everything of this run begins with
 * `createAskOnce`: clients that do not repeat a refused request
 * `clock`: its `sleep` throws `Stopped` after Ctrl-C; that of `endClock`, for what must be restored, does not
 */
export interface Trial {
  readonly aws: AwsClients;
  readonly createAskOnce: () => Promise<AwsClients>;
  readonly clock: TrialClock;
  readonly endClock: TrialClock;
  readonly run: string;
  readonly log: (line: string) => void;
  readonly endpoint: TestEndpoint;
  readonly own?: OwnModel;
  readonly component?: string;
}

/** Why a check, or the whole run, ended early. */
export class Stopped extends Error {
  /** @param isInterrupt whether a person ended the run */
  constructor(
    message: string,
    readonly isInterrupt = false,
  ) {
    super(message);
  }
}

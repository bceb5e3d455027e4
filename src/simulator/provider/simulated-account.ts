import {
  advanceClock,
  type AwsError,
  type AwsState,
  type CallResult,
  callSimulatedAws,
  type EpochSeconds,
  findUpdatedTarget,
  type JsonObject,
  type OperationName,
} from "../aws";

/** AWS refused a call. */
export class AwsCallError extends Error {
  constructor(
    readonly operation: OperationName,
    readonly error: AwsError,
  ) {
    super(`operation error ${operation}: api error ${error.code}: ${error.message}`);
  }
}

interface Waiter {
  readonly wakeAt: EpochSeconds;
  readonly wake: () => void;
}

/** Each change takes a second of virtual time, so that no two happen at once. */
const callSeconds = 1;

/** Real time without a call before the virtual clock runs: the engine sends calls in parallel. */
const quietMilliseconds = 8;

/** How often AWS's SDKs repeat a throttled call. */
const repeats = 8;

/**
 * The simulated account in use: the only mutable state of the simulator. Its clock runs only while every caller waits.
 */
export class SimulatedAccount {
  #state: AwsState;
  #waiters: readonly Waiter[] = [];
  #timer: NodeJS.Timeout | undefined;
  /** Keys of the targets that are updated now. */
  readonly #updating = new Set<string>();
  readonly #watch: (state: AwsState) => void;
  /** Real time that an update of a scalable target takes, so that another one can overlap. The virtual clock waits. */
  updateMilliseconds = 10;

  /** @param watch called after every call and every event */
  constructor(state: AwsState, watch: (state: AwsState) => void = () => undefined) {
    this.#state = state;
    this.#watch = watch;
  }

  get state(): AwsState {
    return this.#state;
  }

  /** Changes the account from outside, for example to inject a failure. */
  change(next: (state: AwsState) => AwsState): void {
    this.#state = next(this.#state);
  }

  /** Moves the virtual clock. @param watch called after every event */
  runUntil(to: EpochSeconds, watch?: (state: AwsState) => void): void {
    this.#state = advanceClock(this.#state, to, (state) => {
      this.#watch(state);
      watch?.(state);
    });
  }

  /** Makes one call, and repeats what SDKs repeat. @throws AwsCallError */
  async call(operation: OperationName, input: JsonObject): Promise<JsonObject> {
    for (let attempt = 1; ; attempt++) {
      const result = await this.request(operation, input);
      if (!isRead(operation)) this.runUntil(this.#state.nowSeconds + callSeconds);
      if ("output" in result) return result.output;
      if (result.error.code !== "ThrottlingException" || attempt > repeats) {
        throw new AwsCallError(operation, result.error);
      }
      await this.sleep(attempt);
    }
  }

  /** One request. Refused if it updates a target that another request updates. */
  async request(operation: OperationName, input: JsonObject): Promise<CallResult> {
    const target = findUpdatedTarget(operation, input);
    const isFirst = target !== undefined && !this.#updating.has(target);
    const result = callSimulatedAws(this.#state, operation, input, this.#updating);
    this.#state = result.state;
    this.#watch(result.state);
    this.#restartTimer();
    if (!isFirst) return result;
    this.#updating.add(target);
    await new Promise((resolve) => setTimeout(resolve, this.updateMilliseconds));
    this.#updating.delete(target);
    this.#restartTimer();
    return result;
  }

  /** Virtual seconds. */
  sleep(seconds: number): Promise<void> {
    return new Promise((wake) => {
      const waiter = { wakeAt: this.#state.nowSeconds + seconds, wake };
      this.#waiters = [...this.#waiters, waiter];
      this.#restartTimer();
    });
  }

  /**
   * Polls until there is an answer.
   * @returns undefined if the time is over
   */
  async poll<T>(look: () => Promise<T | undefined>, every: number, limit: number): Promise<T | undefined> {
    const until = this.#state.nowSeconds + limit;
    while (this.#state.nowSeconds < until) {
      const answer = await look();
      if (answer !== undefined) return answer;
      await this.sleep(every);
    }
    return undefined;
  }

  #restartTimer(): void {
    clearTimeout(this.#timer);
    if (this.#waiters.length === 0 || this.#updating.size > 0) return;
    this.#timer = setTimeout(() => {
      this.#wakeNext();
    }, quietMilliseconds);
  }

  #wakeNext(): void {
    const next = Math.min(...this.#waiters.map((waiter) => waiter.wakeAt));
    this.runUntil(Math.max(next, this.#state.nowSeconds));
    const due = this.#waiters.filter((waiter) => waiter.wakeAt <= this.#state.nowSeconds);
    this.#waiters = this.#waiters.filter((waiter) => !due.includes(waiter));
    for (const waiter of due) waiter.wake();
    this.#restartTimer();
  }
}

function isRead(operation: OperationName): boolean {
  return /:(Describe|Get|List)/.test(operation);
}

import type { AwsState } from "../../src/simulator/aws/account-state";
import { callSimulatedAws, type OperationName } from "../../src/simulator/aws/call-simulated-aws";
import type { JsonObject } from "../../src/simulator/aws/json";
import type { LoadCurve } from "../../src/simulator/aws/metrics";
import type { SimulatedAccount } from "../../src/simulator/provider/simulated-account";
import { deployedBefore, deployedType } from "./asked-aws";
import type { Judge } from "./judge";
import { differing, leaked, type Recorded } from "./recorded";
import { servingEndpoint } from "./serving";
import { type Compiled, compileWanted, teamAlarm, type Wanted } from "./wanted";

/** What one run of a deployment did: how many steps, and why it failed if it did. */
export interface RunResult {
  readonly steps: number;
  readonly failure?: string;
}

/** Something that deploys: the small engine, or the real one. */
export interface Deployer {
  /** In: `compile`: the stack file at the moment at which it is read. */
  up(compile: () => Compiled, refresh: boolean): Promise<RunResult>;
  preview(compiled: Compiled): Promise<RunResult>;
  destroy(): Promise<RunResult>;
  /** Resources of its state, without those that it has deleted and will make again. */
  recorded(): Promise<readonly Recorded[]>;
}

/** Enough to scale out in the afternoon, and in at night. */
const load: LoadCurve = {
  requestsPerMinute: [60, 400, 1500, 3500, 2500, 900],
  periodSeconds: 86_400,
  noise: 0,
  instanceRequestsPerMinute: 1200,
  latencyMilliseconds: 80,
};

/** A sequence while it runs: what is wanted, what was deployed, and who judges it. */
export class Course {
  wanted: Wanted;
  /** The last deployment that was whole. */
  applied: Wanted;
  /** A run failed since then, or there was none yet. */
  failed = true;
  /** Somebody changed an action or took the target away by hand: only a refresh shows it. */
  drifted = false;
  /**
   * A run failed, and none since had nothing to do: an update that is repeated finds nothing to change, and only
   * the run after it sees what AWS has.
   */
  shaken = true;
  /** Runs in a row that failed although nothing was in their way. */
  #unexplained = 0;

  constructor(
    readonly account: SimulatedAccount,
    readonly deployer: Deployer,
    readonly judge: Judge,
    first: Wanted,
  ) {
    this.wanted = first;
    this.applied = first;
  }

  /** The same sequence on a copy of everything. */
  on(account: SimulatedAccount, deployer: Deployer, judge: Judge): Course {
    const copy = new Course(account, deployer, judge, this.applied);
    return Object.assign(copy, {
      wanted: this.wanted,
      failed: this.failed,
      shaken: this.shaken,
      drifted: this.drifted,
    });
  }

  get #state(): AwsState {
    return this.account.state;
  }

  get #now(): number {
    return Math.floor(this.#state.nowSeconds / 60);
  }

  /** The first deployment. */
  async begin(): Promise<void> {
    await this.up(false);
    const left = await this.#left();
    if (left !== "") throw new Error(`after the first up, there is ${left}`);
    this.#load();
    this.alarmed(undefined);
  }

  /** Requests go to the endpoint that serves, and to one that takes its place as soon as the run is over. */
  #load(): void {
    const names = Object.keys(this.#state.endpoints);
    const loads = Object.fromEntries(names.map((name) => [name, load]));
    this.account.change((state) => ({ ...state, world: { ...state.world, load: loads } }));
  }

  pass(seconds: number): void {
    this.account.runUntil(this.#state.nowSeconds + seconds);
    this.#judged();
  }

  /** A call by hand, from the console. Nothing happens where AWS refuses it. */
  byHand(operation: OperationName, input: JsonObject): void {
    this.account.change((state) => callSimulatedAws(state, operation, input).state);
    this.judge.excuse(this.#state.nowSeconds);
    this.account.runUntil(this.#state.nowSeconds + 1);
  }

  /** An action or the target at AWS is no longer what the state says, and no firing puts that right. */
  drift(): void {
    this.drifted = true;
    this.judge.loose = true;
  }

  /** Whether AWS has no more instances than run already. */
  scarce(begins: boolean): void {
    const types = ["ml.g5.xlarge", "ml.g5.2xlarge", "ml.m5.large"];
    const running = Object.values(this.#state.endpoints).flatMap(({ variants }) => variants);
    const capacity = types.map((type) => {
      const used = running.filter(({ instanceType }) => instanceType === type);
      return [type, used.reduce((sum, { desired }) => sum + desired, 0)] as const;
    });
    this.account.change((state) => ({
      ...state,
      world: { ...state.world, capacity: begins ? Object.fromEntries(capacity) : {} },
    }));
    this.judge.excuse(this.#state.nowSeconds);
    this.judge.short = begins;
  }

  /**
   * The alarm of the team's own that is named as rollback alarm watches a metric that nobody sends.
   *
   * @param minutes until the alarm goes off; undefined: it does not
   */
  alarmed(minutes: number | undefined): void {
    this.account.change((state) => {
      const { state: put = state } = callSimulatedAws(state, "cloudwatch:PutMetricAlarm", {
        ...{ AlarmName: teamAlarm, Namespace: "team", MetricName: "errors", Statistic: "Sum" },
        ...{ Period: 60, EvaluationPeriods: minutes ?? 1, Threshold: 1 },
        ComparisonOperator: "GreaterThanThreshold",
        TreatMissingData: minutes === undefined ? "notBreaching" : "breaching",
      });
      const quiet = { AlarmName: teamAlarm, StateValue: "OK", StateReason: "no errors" };
      return minutes === undefined ? callSimulatedAws(put, "cloudwatch:SetAlarmState", quiet).state : put;
    });
  }

  async up(refresh: boolean): Promise<void> {
    const compile = await this.#compiler();
    const compiled = compile();
    const before = this.#state;
    const looseBefore = this.judge.loose;
    const expectsNothing = !this.shaken && !this.drifted && isSame(this.wanted, this.applied);
    const explained = this.#explained();
    this.judge.loose ||= !isSame(scheduled(this.wanted), scheduled(this.applied));
    const mayRing = this.#mayRing;
    const { failure, steps } = await this.deployer.up(compile, refresh);
    const rolledBack = mayRing || this.judge.short || this.#state.mishaps.length < before.mishaps.length;
    this.account.change((state) => ({ ...state, faults: [], mishaps: [] }));
    this.#load();
    if (failure === undefined) {
      if (expectsNothing && steps > 0) throw new Error(`up did ${steps} steps, and nothing was edited`);
      if (steps === 0) this.shaken = false;
      // An update of the strategy alone leaves the same configuration in service, whole or rolled back; it is repeated.
      if (rolledBack && steps > 0) this.shaken = true;
      await this.#whole(compiled, refresh);
    } else {
      const moved = !isSame(schedulingOf(before), schedulingOf(this.#state));
      if (moved && !explained && !this.#isRest(failure)) {
        throw new Error(`up failed and took scaling along: ${failure}`);
      }
      this.#keptScaled(before, failure);
      this.#broken(failure, explained);
      this.judge.loose = looseBefore || moved;
    }
    await this.#nothingLeaked();
    this.#judged();
  }

  async preview(): Promise<void> {
    const [before, kept] = [this.#state.log.length, await this.deployer.recorded()];
    const compile = await this.#compiler();
    const { failure, steps } = await this.deployer.preview(compile());
    if (failure !== undefined) throw new Error(`preview failed: ${failure}`);
    if (this.#state.log.length > before) throw new Error("preview has changed something at AWS");
    if (JSON.stringify(await this.deployer.recorded()) !== JSON.stringify(kept)) {
      throw new Error("preview has changed the state");
    }
    const expectsNothing = !this.shaken && !this.drifted && isSame(this.wanted, this.applied);
    if (expectsNothing && steps > 0) {
      throw new Error(`nothing was changed, and preview shows ${steps} steps`);
    }
    this.#judged();
  }

  /**
   * Somebody deletes the stack. As long as the endpoint is there it stays on its timetable, whatever else is gone
   * already; when all is gone, the stack is made anew.
   */
  async destroy(): Promise<void> {
    const before = this.#state;
    const serving = servingEndpoint(before)?.name ?? "";
    this.judge.leaving = serving;
    this.judge.unmade = true;
    let failure = await this.#destroyed();
    if (failure !== undefined && this.#isGoing(serving)) {
      this.#untilInService();
      failure = await this.#destroyed();
      if (failure !== undefined) throw new Error(`destroy again failed: ${failure}`);
    }
    if (failure === undefined) return this.#madeAnew();
    if (!isSame(schedulingOf(before), schedulingOf(this.#state))) {
      throw new Error(`destroy failed and took scaling along: ${failure}`);
    }
    await this.#nothingLeaked();
    this.judge.leaving = undefined;
    this.#judged();
  }

  /** Whether SageMaker has taken the order to delete the endpoint that serves. */
  #isGoing(name: string): boolean {
    const endpoint = this.#state.endpoints[name];
    return endpoint === undefined || endpoint.transition?.kind === "deleting";
  }

  /** Out: why it failed */
  async #destroyed(): Promise<string | undefined> {
    const { failure } = await this.deployer.destroy();
    this.account.change((state) => ({ ...state, faults: [], mishaps: [] }));
    this.failed = true;
    this.shaken = true;
    return failure;
  }

  async #madeAnew(): Promise<void> {
    const left = leaked(this.#state, []);
    if (left.length > 0) throw new Error(`destroy has left ${left.join(", ")}`);
    this.judge.forget();
    this.drifted = false;
    this.#calm();
    await this.up(false);
    if (this.failed) throw new Error("the stack cannot be made anew");
  }

  /**
   * Everything that goes wrong has an end; then a plain up puts all right. After failures there may be up to four:
   * one that finds out what AWS has, one that waits its turn, one that changes it; and some more of an endpoint whose
   * rollback has failed: another instance type is not taken before an update of the old one.
   */
  async converge(): Promise<void> {
    this.#calm();
    let left = "an up that failed";
    let runs = 4;
    for (let run = 1; run <= runs && left !== ""; run++) {
      this.#untilInService();
      this.#withoutFailed();
      if (this.#rollbackFailed) {
        runs = 8;
        await this.#upWithOldType();
        if (!this.failed && this.#rollbackFailed) this.#updateByHand();
        continue;
      }
      const steady = !this.shaken;
      await this.up(this.drifted);
      left = await this.#left();
      if (steady && !this.failed && left !== "") break;
    }
    if (left !== "") throw new Error(`up and up again, and there is ${left}`);
    this.#untilInService();
    // From night to day or from day to night: what the clock moves in the meantime is no difference.
    this.pass(13 * 3600);
    await this.preview();
  }

  /** The stack file as a run compiles it that finds the state as it is now. */
  async #compiler(): Promise<() => Compiled> {
    const before = deployedBefore(await this.deployer.recorded());
    return () => compileWanted(this.wanted, this.#now, before);
  }

  /** One that could not be created, in place of the one that serves. */
  get #failedEndpoint(): string | undefined {
    return Object.values(this.#state.endpoints).find(({ failed }) => failed === true)?.name;
  }

  /** Whether an update would be rolled back by its alarm. */
  get #mayRing(): boolean {
    const { input, value } = this.#state.alarms[teamAlarm] ?? {};
    const named = this.wanted.deployment?.["rollbackAlarms"] !== undefined;
    return named && (value === "ALARM" || input?.TreatMissingData === "breaching");
  }

  get #rollbackFailed(): boolean {
    return Object.values(this.#state.endpoints).some((each) => each.rollbackFailed === true);
  }

  /** What the message says: the change of the instance type is taken back for one run. */
  async #upWithOldType(): Promise<void> {
    const { wanted } = this;
    const instanceType = deployedType(await this.deployer.recorded()) ?? wanted.instanceType;
    this.wanted = { ...wanted, instanceType };
    await this.up(this.drifted);
    this.wanted = wanted;
  }

  /** What the warning `rollback-failed` says where a run found nothing to update. */
  #updateByHand(): void {
    const stuck = Object.values(this.#state.endpoints).find((each) => each.rollbackFailed === true);
    this.byHand("sagemaker:UpdateEndpoint", {
      EndpointName: stuck?.name ?? "",
      EndpointConfigName: stuck?.configName ?? "",
      RetainAllVariantProperties: true,
      RetainDeploymentConfig: true,
    });
  }

  /** What a preview still shows; empty for nothing. */
  async #left(): Promise<string> {
    if (this.failed) return "an up that failed";
    const compile = await this.#compiler();
    const { steps, failure } = await this.deployer.preview(compile());
    if (steps === 0) this.shaken = false;
    return failure ?? (steps > 0 ? `a preview with ${steps} steps` : "");
  }

  async #whole(compiled: Compiled, refresh: boolean): Promise<void> {
    this.failed = false;
    this.#unexplained = 0;
    this.applied = this.wanted;
    if (refresh) this.drifted = false;
    this.judge.loose = this.drifted;
    this.judge.expect(compiled, this.#state.nowSeconds);
    if (this.drifted) return;
    const wrong = await differing(this.account, await this.deployer.recorded());
    if (wrong.length > 0) throw new Error(`state and AWS differ: ${wrong.join("; ")}`);
  }

  #broken(failure: string, explained: boolean): void {
    const repeated = (/nothing was deleted/.test(failure) && this.failed) || this.#isRest(failure);
    this.#unexplained = explained ? 0 : this.#unexplained + 1;
    if (this.#unexplained > (repeated ? 1 : 0)) throw new Error(`up failed: ${failure}`);
    this.failed = true;
    this.shaken = true;
  }

  /** Whether a run finds that AWS has taken a part of what the one before it wanted: the next one brings the rest. */
  #isRest(failure: string): boolean {
    return /an earlier update of it failed/.test(failure) && this.failed;
  }

  /** Whether something is in the way of the next run. */
  #explained(): boolean {
    const { faults, mishaps, world } = this.#state;
    const scarce = Object.keys({ ...world.capacity, ...world.quotas }).length > 0;
    const inTheWay = faults.length + mishaps.length > 0 || scarce || this.drifted;
    return inTheWay || this.#rollbackFailed || this.#failedEndpoint !== undefined || this.#mayRing;
  }

  /** A run that fails leaves what scaled the endpoint, unless what registers it again was made to fail. */
  #keptScaled(before: AwsState, failure: string): void {
    const hindered = before.faults.some(({ operation }) =>
      /^\*$|^application-autoscaling:|^cloudwatch:|:Describe/.test(operation),
    );
    const [had, has] = [before, this.#state].map(
      (state) => Object.keys(state.targets).length > 0 && !hasIdleAlarms(state),
    );
    if (had && !has && !hindered) throw new Error(`up failed, and nothing scales: ${failure}`);
  }

  async #nothingLeaked(): Promise<void> {
    const recorded = await this.deployer.recorded();
    const lost = leaked(this.#state, recorded).filter(
      // What a failed run has registered again is in no state until the next whole one.
      (name) => !this.failed || !/^(target|policy|scheduledAction) /.test(name),
    );
    if (lost.length > 0) throw new Error(`at AWS and in no state: ${lost.join(", ")}`);
  }

  #calm(): void {
    this.account.change((state) => ({
      ...state,
      faults: [],
      mishaps: [],
      world: { ...state.world, capacity: {}, quotas: {} },
    }));
    this.alarmed(undefined);
    if (this.judge.short) this.judge.excuse(this.#state.nowSeconds);
    this.judge.short = false;
  }

  /** What the message says of an endpoint that could not be created. */
  #withoutFailed(): void {
    const name = this.#failedEndpoint;
    if (name === undefined) return;
    this.byHand("sagemaker:DeleteEndpoint", { EndpointName: name });
    this.drifted = true;
    this.#untilInService();
  }

  #untilInService(): void {
    for (let minutes = 0; minutes < 24 * 60; minutes++) {
      const endpoints = Object.values(this.#state.endpoints);
      if (endpoints.every(({ transition }) => transition === undefined)) return;
      this.pass(60);
    }
    throw new Error("the endpoint does not come to rest");
  }

  #lastCalls(): readonly string[] {
    return this.#state.log
      .slice(-15)
      .map(({ atSeconds, operation, error = "" }) => `  ${formatTime(atSeconds)} ${operation} ${error}`);
  }

  #judged(): void {
    const [complaint] = this.judge.complaints;
    if (complaint !== undefined) throw new Error([complaint, ...this.#lastCalls()].join("\n"));
  }
}

/** Of a stack file, what the scheduled actions and the target are made from or made anew for. */
function scheduled({ timezone, timetable, instanceType, deployment }: Wanted): object {
  // Whether there are rollback alarms decides whether the endpoint is replaced, and the target with it.
  return { timezone, timetable, instanceType, watched: "rollbackAlarms" in (deployment ?? {}) };
}

/** At AWS, what decides firings; not what the clock moves. */
function schedulingOf({ targets, actions }: AwsState): object {
  return {
    targets: Object.keys(targets),
    actions: Object.values(actions)
      .map(({ nextFiring: _next, createdAt: _made, arn: _id, order: _order, ...action }) => action)
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

/** Whether an alarm calls a policy that is not there. */
function hasIdleAlarms({ alarms, policies }: AwsState): boolean {
  const called = Object.values(alarms).flatMap(({ input }) => input.AlarmActions ?? []);
  return called.some((action) => Object.values(policies).every(({ arn }) => arn !== action));
}

function isSame(a: object, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function formatTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

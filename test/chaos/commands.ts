import fc from "fast-check";
import { sageMakerServiceNamespace } from "../../src/aws/facts/application-auto-scaling";
import { scalableDimensions } from "../../src/aws/facts/scalable-dimensions";
import type { AwsState } from "../../src/simulator/aws/account-state";
import { injectError, injectFailure, throttle } from "../../src/simulator/aws/injected-failures";
import type { Course } from "./course";
import { servingEndpoint } from "./serving";
import { configurationEdits, type Edit, edits } from "./wanted";

/** One step of a sequence; the model is the course itself, which judges after each step. */
class Step implements fc.AsyncCommand<object, Course> {
  constructor(
    private readonly words: string,
    private readonly act: (course: Course) => Promise<void> | void,
  ) {}

  check(): boolean {
    return true;
  }

  async run(_: object, course: Course): Promise<void> {
    await this.act(course);
  }

  toString(): string {
    return this.words;
  }
}

const minute = 60;
const hour = 3600;

/** Minutes to days; whole hours and windows' edges are met often enough. */
const passing = (mostHours: number): fc.Arbitrary<Step> =>
  fc
    .oneof(
      fc.integer({ min: 1, max: 90 }).map((minutes) => minutes * minute),
      fc.integer({ min: 1, max: mostHours }).map((hours) => hours * hour),
    )
    .map((seconds) => new Step(`pass ${seconds / minute} min`, (course) => course.pass(seconds)));

const refresh = fc.boolean();

function upWords(refreshes: boolean): string {
  return refreshes ? "up --refresh" : "up";
}

function applied(course: Course, edit: Edit): void {
  course.wanted = edit.apply(course.wanted);
}

const editing = edits.map((edit) => new Step(edit.words, (course) => applied(course, edit)));

const up = refresh.map((refreshes) => new Step(upWords(refreshes), (course) => course.up(refreshes)));

const editAndUp = fc.tuple(edits, refresh).map(
  ([edit, refreshes]) =>
    new Step(`${edit.words}; ${upWords(refreshes)}`, async (course) => {
      applied(course, edit);
      await course.up(refreshes);
    }),
);

const preview = fc.constant(new Step("preview", (course) => course.preview()));

const revert = fc.constant(
  new Step("revert the stack file", (course) => {
    course.wanted = course.applied;
  }),
);

const destroy = fc.constant(new Step("destroy", (course) => course.destroy()));

/** Every call that a deployment makes, those that it seldom makes too. */
const fallible = [
  "iam:PutRolePolicy",
  "iam:DeleteRolePolicy",
  "iam:TagRole",
  "sagemaker:CreateModel",
  "sagemaker:DescribeModel",
  "sagemaker:DeleteModel",
  "sagemaker:CreateEndpointConfig",
  "sagemaker:DescribeEndpointConfig",
  "sagemaker:DeleteEndpointConfig",
  "sagemaker:UpdateEndpoint",
  "sagemaker:DescribeEndpoint",
  "sagemaker:AddTags",
  "sagemaker:ListTags",
  "application-autoscaling:RegisterScalableTarget",
  "application-autoscaling:DeregisterScalableTarget",
  "application-autoscaling:DescribeScalableTargets",
  "application-autoscaling:PutScheduledAction",
  "application-autoscaling:DeleteScheduledAction",
  "application-autoscaling:DescribeScheduledActions",
  "application-autoscaling:PutScalingPolicy",
  "application-autoscaling:DeleteScalingPolicy",
  "application-autoscaling:DescribeScalingPolicies",
  "cloudwatch:PutMetricAlarm",
  "cloudwatch:DeleteAlarms",
  "*",
] as const;

/** The deployment's two turning points fail as often as all other calls together. */
const operations = fc.oneof(
  fc.constantFrom(
    "sagemaker:UpdateEndpoint",
    "application-autoscaling:RegisterScalableTarget",
    "sagemaker:DescribeEndpoint",
  ),
  fc.constantFrom(...fallible),
);

const codes = fc.constantFrom("AccessDeniedException", "InternalFailure", "ValidationException");

/** An edit, and an `up` in which a call fails. */
const failingUp = fc
  .tuple(edits, operations, codes, fc.integer({ min: 0, max: 3 }), refresh)
  .map(([edit, operation, code, skip, refreshes]) => {
    const words = `${edit.words}; ${upWords(refreshes)}, ${operation} fails after ${skip} (${code})`;
    return new Step(words, async (course) => {
      applied(course, edit);
      const error = { code, message: "injected" };
      course.account.change((state) => injectError(state, { operation, error, skip }));
      await course.up(refreshes);
    });
  });

/** A `destroy` in which a call fails. */
const failingDestroy = fc
  .tuple(
    fc.constantFrom(
      "iam:DeleteRole",
      "sagemaker:DeleteModel",
      "sagemaker:DeleteEndpointConfig",
      "sagemaker:DeleteEndpoint",
      "sagemaker:DescribeEndpoint",
      "cloudwatch:DeleteAlarms",
    ),
    codes,
    fc.integer({ min: 0, max: 1 }),
  )
  .map(
    ([operation, code, skip]) =>
      new Step(`destroy, ${operation} fails after ${skip} (${code})`, async (course) => {
        const error = { code, message: "injected" };
        course.account.change((state) => injectError(state, { operation, error, skip }));
        await course.destroy();
      }),
  );

const throttledUp = fc.tuple(edits, operations, fc.integer({ min: 1, max: 12 })).map(
  ([edit, operation, times]) =>
    new Step(`${edit.words}; up, ${operation} is throttled ${times} times`, async (course) => {
      applied(course, edit);
      course.account.change((state) => throttle(state, operation, times));
      await course.up(false);
    }),
);

/** A model that does not start: SageMaker goes back to the old fleet, sometimes before anybody looks. */
const rolledBackUp = fc.tuple(edits, fc.constantFrom(0, 120)).map(
  ([edit, seconds]) =>
    new Step(`${edit.words}; up, rolled back within ${seconds} s`, async (course) => {
      applied(course, edit);
      course.account.change((state) => withRollback(state, seconds));
      await course.up(false);
    }),
);

/** Neither the new fleet comes nor the old one back: only another update ends that. */
export function stuck(state: AwsState): AwsState {
  const mishap = { on: "rollback", reason: "no instance came back" } as const;
  return injectFailure(withRollback(state, 0), { endpoint: nameOf(state), ...mishap });
}

const stuckUp = configurationEdits.map(
  (edit) =>
    new Step(`${edit.words}; up, whose rollback fails`, async (course) => {
      applied(course, edit);
      course.account.change(stuck);
      await course.up(false);
    }),
);

/** One of the team's own alarms rings in the middle of it; nothing comes of that where no rollback alarm is named. */
const alarmedUp = fc.tuple(edits, fc.integer({ min: 1, max: 12 })).map(
  ([edit, minutes]) =>
    new Step(`${edit.words}; up, an alarm rings after ${minutes} min`, async (course) => {
      applied(course, edit);
      course.alarmed(minutes);
      await course.up(false);
      course.alarmed(undefined);
    }),
);

/** It rings for longer than an update takes, and is quiet some steps later. */
const ringing = fc
  .boolean()
  .map(
    (begins) =>
      new Step(begins ? "an alarm begins to ring" : "no alarm rings any more", (course) =>
        course.alarmed(begins ? 1 : undefined),
      ),
  );

/** In: `runRollbackCommand`: seconds that it takes */
export function withRollback(state: AwsState, rollback: number): AwsState {
  const endpoint = nameOf(state);
  const { world } = state;
  const slower = { ...state, world: { ...world, timing: { ...world.timing, rollback } } };
  return injectFailure(slower, { endpoint, on: "update", reason: "the container does not start" });
}

function nameOf(state: AwsState): string {
  return servingEndpoint(state)?.name ?? "";
}

function placeOf({ account }: Course) {
  const endpoint = servingEndpoint(account.state);
  const variant = endpoint?.variants[0]?.name ?? "";
  return {
    ServiceNamespace: sageMakerServiceNamespace,
    ScalableDimension: scalableDimensions.instances,
    ResourceId: `endpoint/${endpoint?.name}/variant/${variant}`,
  };
}

const limitsByHand = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 4 })).map(
  ([MinCapacity, more]) =>
    new Step(`console: limits ${MinCapacity}-${MinCapacity + more}`, (course) => {
      if (Object.keys(course.account.state.targets).length === 0) return;
      const limits = { MinCapacity, MaxCapacity: MinCapacity + more };
      course.byHand("application-autoscaling:RegisterScalableTarget", { ...placeOf(course), ...limits });
    }),
);

const countByHand = fc.integer({ min: 1, max: 9 }).map(
  (DesiredInstanceCount) =>
    new Step(`console: ${DesiredInstanceCount} instances`, (course) => {
      const endpoint = servingEndpoint(course.account.state);
      const VariantName = endpoint?.variants[0]?.name ?? "";
      course.byHand("sagemaker:UpdateEndpointWeightsAndCapacities", {
        EndpointName: endpoint?.name ?? "",
        DesiredWeightsAndCapacities: [{ VariantName, DesiredInstanceCount }],
      });
    }),
);

/** An action is deleted, or gets other limits. */
const actionByHand = fc.tuple(fc.nat(), fc.boolean()).map(
  ([pick, deletes]) =>
    new Step(`console: action ${pick} ${deletes ? "is deleted" : "gets limits 1-1"}`, (course) => {
      const actions = Object.values(course.account.state.actions);
      const action = actions[pick % Math.max(1, actions.length)];
      if (action === undefined) return;
      const request = { ...placeOf(course), ScheduledActionName: action.name };
      const ScalableTargetAction = { MinCapacity: 1, MaxCapacity: 1 };
      course.byHand(
        `application-autoscaling:${deletes ? "DeleteScheduledAction" : "PutScheduledAction"}`,
        deletes ? request : { ...request, ScalableTargetAction },
      );
      course.drift();
    }),
);

const deregisteredByHand = fc.constant(
  new Step("console: the target is deregistered", (course) => {
    course.byHand("application-autoscaling:DeregisterScalableTarget", placeOf(course));
    course.drift();
  }),
);

const scarcity = fc.boolean().map(
  (begins) =>
    new Step(begins ? "AWS runs out of instances" : "AWS has instances again", (course) => {
      course.scarce(begins);
    }),
);

const lostScaleOut = fc.constant(
  new Step("the next scale-out brings nothing", (course) => {
    course.account.change((state) => {
      const endpoint = nameOf(state);
      return injectFailure(state, { endpoint, on: "scaleOut", reason: "no capacity" });
    });
  }),
);

/**
 * Sequences of what happens to a deployed stack.
 *
 * @param maxHourSets the longest time that passes in one step
 */
export function sequences(maxCommands: number, mostHours: number) {
  return fc.commands(
    [
      passing(mostHours),
      passing(mostHours),
      editing,
      editAndUp,
      editAndUp,
      up,
      preview,
      revert,
      failingUp,
      failingUp,
      throttledUp,
      destroy,
      failingDestroy,
      rolledBackUp,
      stuckUp,
      alarmedUp,
      ringing,
      limitsByHand,
      countByHand,
      actionByHand,
      deregisteredByHand,
      scarcity,
      lostScaleOut,
    ],
    { maxCommands, size: "max" },
  );
}

/** Moments at which sequences begin: an ordinary Monday, and the days before both clock changes. */
export const beginnings = fc.constantFrom("2026-11-23T05:00:00Z", "2026-10-24T16:30:00Z", "2027-03-27T10:00:00Z");

/** Zones of the sequences: one of them changes its clock by half an hour. */
export const zones = fc.constantFrom("Europe/Berlin", "America/New_York", "Australia/Lord_Howe");

import { injectError } from "../../src/simulator/aws/injected-failures";
import { stuck, withRollback } from "./commands";
import type { Course } from "./course";
import { SmallCourse } from "./small-course";
import { imageOf, teamAlarm } from "./wanted";

/** A rollback alarm cannot be added in place. */
const watched = { strategy: "allAtOnce", rollbackAlarms: [teamAlarm] };

/** A stack that is deployed on a Monday before the office opens. */
async function begun(): Promise<Course> {
  const { course } = await SmallCourse.begin("2026-11-23T05:00:00Z", "Europe/Berlin");
  return course;
}

/** AWS refuses a call. In: `skip`: those before it that it takes */
function refuse(course: Course, operation: string, skip = 0): void {
  const error = { code: "AccessDeniedException", message: "injected" };
  course.account.change((state) => injectError(state, { operation, error, skip }));
}

describe("a sequence that has gone wrong before", () => {
  it("shows no difference in limits that a window has moved when a tag was edited meanwhile", async () => {
    const course = await begun();
    course.pass(5 * 3600);
    course.wanted = { ...course.wanted, team: "ads" };
    await course.up(false);
    await course.preview();
    await course.converge();
  });

  it("keeps a configuration in its state that was made and could not be read", async () => {
    const course = await begun();
    // The program reads the one in service before it declares anything.
    refuse(course, "sagemaker:DescribeEndpointConfig", 1);
    course.wanted = { ...course.wanted, instanceType: "ml.g5.2xlarge" };
    await course.up(false);
    expect(course.failed).toBe(true);
    await course.converge();
  });

  it("tags a configuration that could not be read when it was made one run later", async () => {
    const course = await begun();
    refuse(course, "sagemaker:DescribeEndpointConfig", 1);
    course.wanted = { ...course.wanted, instanceType: "ml.g5.2xlarge" };
    await course.up(false);
    expect(course.failed).toBe(true);
    course.wanted = { ...course.wanted, team: "ads" };
    await course.up(false);
    expect(course.failed).toBe(false);
    await course.converge();
    const { endpointConfigs } = course.account.state;
    expect(Object.values(endpointConfigs)).toMatchObject([{ tags: { team: "ads" } }]);
  });

  it("takes no action for updated of which AWS has refused a part before", async () => {
    const course = await begun();
    const { wanted } = course;
    refuse(course, "application-autoscaling:PutScheduledAction");
    course.wanted = { ...wanted, timetable: { ...wanted.timetable, baseline: { min: 1, max: 1 } } };
    await course.up(false);
    const office = { ...course.wanted.timetable.windows["office"], from: "09:00", to: "17:00" };
    course.wanted = { ...course.wanted, timetable: { ...course.wanted.timetable, windows: { office } } };
    await course.up(false);
    expect(course.failed).toBe(true);
    await course.up(false);
    expect(course.failed).toBe(false);
    course.pass(17 * 60);
    await course.converge();
  });

  const canary = { strategy: "canary", size: "10%", wait: "5m" };
  const endpoints = ({ account }: Course) => Object.values(account.state.endpoints);

  it("brings an endpoint back whose rollback has failed when nothing is left to update", async () => {
    const course = await begun();
    const operation = "sagemaker:DescribeEndpoint";
    const error = { code: "InternalFailure", message: "injected" };
    course.account.change((state) => injectError(stuck(state), { operation, error, skip: 3 }));
    course.wanted = { ...course.wanted, deployment: canary };
    const mishaps = course.account.state.mishaps;
    await course.up(false);
    expect(course.failed).toBe(true);
    // They wait at the update that goes on.
    course.account.change((state) => ({ ...state, mishaps }));
    course.pass(3600);
    await course.up(false);
    expect(endpoints(course)).toMatchObject([{ rollbackFailed: true }]);
    await course.converge();
    expect(endpoints(course)[0]).not.toHaveProperty("rollbackFailed");
  });

  it("leaves no scaling policy behind beside a target that was made and could not be read", async () => {
    const course = await begun();
    refuse(course, "application-autoscaling:DescribeScalableTargets", 4);
    course.wanted = { ...course.wanted, instanceType: "ml.m5.large" };
    await course.up(false);
    expect(course.failed).toBe(true);
    await course.up(false);
    expect(course.failed).toBe(false);
    await course.converge();
  });

  it("leaves no scheduled action behind beside such a target when the next stack file has none", async () => {
    const course = await begun();
    refuse(course, "application-autoscaling:DescribeScalableTargets", 4);
    course.wanted = { ...course.wanted, instanceType: "ml.m5.large" };
    await course.up(false);
    expect(course.failed).toBe(true);
    const { timetable } = course.wanted;
    const override = { from: "2026-11-24T00:00", until: "2026-11-29T12:00", pause: true };
    course.wanted = { ...course.wanted, timetable: { ...timetable, override } };
    await course.up(false);
    await course.converge();
  });

  it("makes an update of the strategy alone once more that was rolled back unseen", async () => {
    const course = await begun();
    const canaryNow = { lastDeployment: { BlueGreenUpdatePolicy: expect.anything() as object } };
    course.wanted = { ...course.wanted, deployment: { strategy: "rolling", batch: "50%", wait: "2m" } };
    await course.up(false);
    course.account.change((state) => withRollback(state, 0));
    course.wanted = { ...course.wanted, deployment: canary };
    await course.up(false);
    expect(endpoints(course)).not.toMatchObject([canaryNow]);
    await course.up(false);
    expect(endpoints(course)).toMatchObject([canaryNow]);
    await course.converge();
  });

  it("brings no policy back that the stack file has no more when a run fails at its last deletion", async () => {
    const course = await begun();
    refuse(course, "sagemaker:DeleteEndpointConfig");
    const { scaling: _gone, ...wanted } = course.wanted;
    course.wanted = { ...wanted, instanceType: "ml.m5.large" };
    await course.up(false);
    expect(course.failed).toBe(true);
    expect(course.account.state.policies).toEqual({});
    await course.converge();
  });

  it("keeps an endpoint in its state that could neither be created nor read", async () => {
    const course = await begun();
    course.wanted = { ...course.wanted, deployment: watched };
    course.scarce(true);
    refuse(course, "sagemaker:ListTags");
    await course.up(false);
    expect(course.failed).toBe(true);
    expect(endpoints(course)).toHaveLength(2);
    await course.converge();
  });

  it("shows no difference after a deployment strategy was taken out again", async () => {
    const course = await begun();
    const { wanted } = course;
    course.wanted = { ...wanted, deployment: { strategy: "allAtOnce", terminationWait: "2m" } };
    await course.up(false);
    course.wanted = wanted;
    await course.up(false);
    await course.converge();
  });
});

describe("an endpoint whose place another takes", () => {
  it("is not deleted while the other one is still being made", async () => {
    const course = await begun();
    refuse(course, "sagemaker:DescribeEndpoint", 2);
    course.wanted = { ...course.wanted, deployment: watched };
    await course.up(false);
    expect(course.failed).toBe(true);
    await course.up(true);
    expect(course.failed).toBe(false);
    await course.converge();
  });

  it("is waited for where it scales when its turn comes to be deleted", async () => {
    const course = await begun();
    course.pass(110 * 60);
    // The window opens while the other one is made.
    course.wanted = { ...course.wanted, deployment: watched };
    await course.up(false);
    expect(course.failed).toBe(false);
    await course.converge();
  });

  it("is deleted when it has come to rest where the state knows no target of it", async () => {
    const course = await begun();
    // It is refused while the instances of the window are on their way.
    course.pass(Date.parse("2026-11-23T07:01:00Z") / 1000 - course.account.state.nowSeconds);
    await course.destroy();
    refuse(course, "application-autoscaling:RegisterScalableTarget");
    course.wanted = { ...course.wanted, deployment: watched };
    await course.up(false);
    expect(course.failed).toBe(true);
    const [old = ""] = Object.keys(course.account.state.endpoints);
    course.byHand("sagemaker:UpdateEndpointWeightsAndCapacities", {
      EndpointName: old,
      DesiredWeightsAndCapacities: [{ VariantName: "AllTraffic", DesiredInstanceCount: 5 }],
    });
    await course.up(false);
    expect(course.failed).toBe(false);
    expect(course.account.state.endpoints).not.toHaveProperty(old);
    await course.converge();
  });

  it("ends a rollback that has failed", async () => {
    const course = await begun();
    course.account.change(stuck);
    course.wanted = { ...course.wanted, image: imageOf(2) };
    await course.up(false);
    expect(course.failed).toBe(true);
    course.wanted = { ...course.wanted, deployment: watched };
    await course.up(false);
    expect(course.failed).toBe(false);
    await course.converge();
  });
});

describe("a stack whose deletion ends early", () => {
  it("takes another instance type although the configuration in service is deleted", async () => {
    const course = await begun();
    course.account.change((state) => withRollback(state, 0));
    course.wanted = { ...course.wanted, instanceType: "ml.m5.large" };
    await course.up(false);
    expect(course.failed).toBe(true);
    refuse(course, "cloudwatch:DeleteAlarms");
    await course.destroy();
    const { endpoints, endpointConfigs } = course.account.state;
    const serving = Object.values(endpoints).map(({ configName }) => configName in endpointConfigs);
    expect(serving).toEqual([false]);
    await course.converge();
  });

  it("leaves no scheduled action behind of a window that is gone when the stack is made whole again", async () => {
    const course = await begun();
    refuse(course, "cloudwatch:DeleteAlarms");
    await course.destroy();
    const { timetable } = course.wanted;
    course.wanted = { ...course.wanted, timetable: { ...timetable, windows: {} } };
    await course.up(false);
    expect(course.failed).toBe(false);
    const actions = Object.values(course.account.state.actions).map(({ name }) => name);
    expect(actions.filter((name) => name.startsWith("office"))).toEqual([]);
    await course.converge();
  });

  it("is made whole again without a moment in which no target is registered", async () => {
    const course = await begun();
    refuse(course, "sagemaker:DeleteEndpoint");
    await course.destroy();
    course.wanted = { ...course.wanted, team: "ads" };
    const began = course.account.state.log.length;
    await course.up(false);
    expect(course.failed).toBe(false);
    const calls = course.account.state.log.slice(began).map(({ operation: called }) => called);
    expect(calls).toContain("application-autoscaling:RegisterScalableTarget");
    expect(calls).not.toContain("application-autoscaling:DeregisterScalableTarget");
    expect(Object.values(course.account.state.targets)).toMatchObject([{ tags: { team: "ads" } }]);
    await course.converge();
  });

  it("expects nothing of an endpoint that has never been scaled when the one that serves is gone", async () => {
    const course = await begun();
    refuse(course, "application-autoscaling:RegisterScalableTarget");
    course.wanted = { ...course.wanted, deployment: watched };
    await course.up(false);
    expect(course.failed).toBe(true);
    // The old one is gone in the middle of a minute, which is when the judge looks.
    course.pass(620);
    refuse(course, "sagemaker:DescribeEndpoint");
    await course.destroy();
    await course.converge();
  });

  it("leaves no policy behind that only a failed run has made", async () => {
    const course = await begun();
    refuse(course, "application-autoscaling:DescribeScalingPolicies", 1);
    const scaling = { metric: "invocationsPerInstance", target: 300 };
    course.wanted = { ...course.wanted, scaling };
    await course.up(false);
    expect(course.failed).toBe(true);
    refuse(course, "cloudwatch:DeleteAlarms");
    await course.destroy();
    await course.up(false);
    expect(course.failed).toBe(false);
    expect(Object.keys(course.account.state.policies)).toHaveLength(1);
    await course.converge();
  });

  it("keeps the target of the state where an update is refused for another reason", async () => {
    const course = await begun();
    course.account.change(stuck);
    course.wanted = { ...course.wanted, image: imageOf(2) };
    await course.up(false);
    refuse(course, "cloudwatch:DeleteAlarms");
    await course.destroy();
    const targets = () => Object.values(course.account.state.targets).map(({ arn }) => arn);
    const before = targets();
    course.account.change(stuck);
    course.wanted = { ...course.wanted, image: imageOf(1) };
    await course.up(false);
    expect(course.failed).toBe(true);
    expect(targets()).toEqual(before);
    await course.converge();
  });
});

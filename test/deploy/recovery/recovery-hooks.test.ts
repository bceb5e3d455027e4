import type { AwsClients } from "../../../src/aws/client/aws-clients";
import { createDeploymentHooks, type RecoveryHooks } from "../../../src/deploy/recovery/recovery-hooks";
import type { RecoveryContext } from "../../../src/deploy/recovery/recovery-run";
import { injectError } from "../../../src/simulator/aws/injected-failures";
import { serveAccount, type ServedAccount } from "../../support/served-account";
import { hour, monday, target, TestAccount } from "../../support/simulated-account";

const endpointType = "aws:sagemaker/endpoint:Endpoint";
const denied = { code: "AccessDeniedException", message: "not for you" };

/** The state of a stack with one endpoint `mood`, which is `e` at AWS. */
const deployed = {
  resources: [
    { type: endpointType, name: "mood", outputs: { name: "e" } },
    { type: "pulumi:index:Stash", name: "mood-shape", outputs: { output: { v: "ml.m5.large" } } },
    {
      type: "aws:appautoscaling/target:Target",
      name: "mood",
      outputs: { resourceId: target.ResourceId, arn: "arn of another target" },
    },
  ],
};

/** Why a hook ends the run. */
async function explainRefusal(hook: Promise<void>): Promise<string | undefined> {
  try {
    await hook;
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

describe("the hooks of an endpoint", () => {
  let account: TestAccount;
  let served: ServedAccount;
  let hooks: RecoveryHooks;
  let slept: number;
  let logged: string[];

  beforeEach(async () => {
    account = TestAccount.at(monday + 7 * hour)
      .serving(2)
      .register(1, 3);
    account.action("office", "cron(0 8 ? * MON-FRI *)", 2, 6);
    served = await serveAccount(account);
    slept = 0;
    logged = [];
    hooks = createDeploymentHooks(createContext()).forEndpoint({ key: "mood", owner: "mood", variantName: "v" });
  });
  afterEach(() => served.close());

  const createContext = (): RecoveryContext => ({
    askAws: (ask) => ask(served.aws),
    deployed,
    snapshots: new Map(),
    sleep: (seconds) => {
      account.run(seconds);
      slept += seconds;
      return Promise.resolve();
    },
    readTime: () => Promise.resolve(Math.floor(account.state.nowSeconds / 60)),
    log: (text) => void logged.push(text),
    warn: (text) => void logged.push(`warning: ${text}`),
  });

  const refuse = (operation: string): void => {
    account.state = injectError(account.state, { operation, error: denied });
  };

  /** Starts instances: SageMaker accepts no update for some minutes. */
  const scale = (DesiredInstanceCount: number): void => {
    account.call("sagemaker:UpdateEndpointWeightsAndCapacities", {
      EndpointName: "e",
      DesiredWeightsAndCapacities: [{ VariantName: "v", DesiredInstanceCount }],
    });
  };

  const warnOfRestored = (name: string): string =>
    `warning: endpoint mood: scaling that an earlier run restored may still be registered as it was: application-autoscaling:${name} is not permitted: not for you
the run continues; if it fails: allow application-autoscaling:${name} for this user or role, then run pulumi up again`;

  const restored = "its target and 1 scheduled action are registered again as they were, now with min 2 and max 6";

  it("do nothing without access to AWS", async () => {
    const without = createDeploymentHooks(undefined).forEndpoint({ key: "mood", owner: "mood", variantName: "v" });
    expect(without.canRecover).toBe(false);
    await without.beforeEndpointUpdate({ newInputs: {} }, {});
    await without.beforeTargetCreate({ newInputs: {} });
    await without.beforeMarkerCreate({ unit: "instances", resourceId: "", actions: [], policies: [] });
    without.markScalingReady();
    const failure = { type: endpointType, id: "e", failedOperation: "update", errors: [] };
    expect(await without.onError(failure)).toBe(false);
  });

  describe("before an update of it", () => {
    const oldOutputs = { endpointConfigName: "c", name: "e" };
    const update = (newInputs: object, types = { v: "ml.m5.large" }, oldInputs = {}) =>
      explainRefusal(hooks.beforeEndpointUpdate({ newInputs: { ...newInputs }, oldInputs, oldOutputs }, types));

    it("wait until it accepts one", async () => {
      scale(3);
      expect(await update({ endpointConfigName: "new" })).toBeUndefined();
      expect(slept).toBeGreaterThan(0);
      expect(logged[0]).toBe("endpoint e is Updating: waiting until it is in service");
      expect(account.limits).toEqual({ min: 1, max: 3 });
    });

    it("wait before another strategy, too, and before a repeated update, but not if only tags change", async () => {
      scale(3);
      const tags = { team: "ads" };
      const onlyTags = { endpointConfigName: "c", tags };
      expect(await update(onlyTags)).toBeUndefined();
      expect(slept).toBe(0);
      expect(await update(onlyTags, undefined, { tags })).toBeUndefined();
      const afterRepeated = slept;
      expect(afterRepeated).toBeGreaterThan(0);
      scale(4);
      expect(await update({ ...onlyTags, deploymentConfig: {} })).toBeUndefined();
      expect(slept).toBeGreaterThan(afterRepeated);
    });

    it("deregister the target for another instance type, but not for a repeated update", async () => {
      const types = { v: "ml.c7i.large" };
      expect(await update({ endpointConfigName: "c" }, types)).toBeUndefined();
      expect(account.limits).toEqual({ min: 1, max: 3 });
      expect(await update({ endpointConfigName: "new" }, types)).toBeUndefined();
      expect(account.limits).toBeUndefined();
    });

    it("refuse it if the endpoint stays busy", async () => {
      const describeEndpoint = () => Promise.resolve({ EndpointStatus: "SystemUpdating" });
      const aws = { ...served.aws, sageMaker: { describeEndpoint } } as unknown as AwsClients;
      const context = { ...createContext(), askAws: <T>(ask: (busy: AwsClients) => T) => ask(aws) };
      hooks = createDeploymentHooks(context).forEndpoint({ key: "mood", owner: "mood", variantName: "v" });
      expect(await update({ endpointConfigName: "new" })).toBe(
        `endpoint e is SystemUpdating and was not InService within 60 minutes: SageMaker accepts no update of it
the update did not start; the old configuration stays in service
fix: run pulumi up again when the endpoint is InService`,
      );
    });

    it.each(["DescribeScheduledActions", "DeregisterScalableTarget"])(
      "let SageMaker decide if %s is denied, and deregister nothing that they do not remember",
      async (name) => {
        refuse(`application-autoscaling:${name}`);
        expect(await update({ endpointConfigName: "new" }, { v: "ml.c7i.large" })).toBeUndefined();
        expect(account.limits).toEqual({ min: 1, max: 3 });
        expect(logged).toEqual([warnOfRestored(name)]);
      },
    );
  });

  describe("after an update of it", () => {
    const check = (live: string) =>
      explainRefusal(
        hooks.afterEndpointUpdate({
          newInputs: { endpointConfigName: "new" },
          newOutputs: { endpointConfigName: live, name: "e" },
        }),
      );
    const fail = (more: object): void => {
      account.state = {
        ...account.state,
        endpoints: { e: { ...account.endpoint, failureReason: "the ping failed", ...more } },
      };
    };

    it("agree if it serves the new configuration", async () => expect(await check("new")).toBeUndefined());

    it("fail the run if SageMaker went back to the old one, with its reason, and restore the scaling", async () => {
      await hooks.beforeEndpointUpdate(
        { newInputs: { endpointConfigName: "new" }, oldOutputs: { name: "e" } },
        { v: "ml.c7i.large" },
      );
      fail({});
      expect(await check("c")).toBe(
        `endpoint e serves configuration c and not new: SageMaker refused the update or rolled it back
nothing was deleted; the old configuration stays in service
${restored}
reason: the ping failed
fix: correct the model or the deployment, then run pulumi up again`,
      );
      expect(account.limits).toEqual({ min: 2, max: 6 });
    });

    it("name the command that shows the reason if AWS does not", async () => {
      const without = createDeploymentHooks(undefined).forEndpoint({ key: "mood", owner: "mood", variantName: "v" });
      const newOutputs = { endpointConfigName: "c", name: "e" };
      const newInputs = { endpointConfigName: "new" };
      expect(await explainRefusal(without.afterEndpointUpdate({ newInputs, newOutputs }))).toBe(
        `endpoint e serves configuration c and not new: SageMaker refused the update or rolled it back
nothing was deleted; the old configuration stays in service
reason: aws sagemaker describe-endpoint --endpoint-name e --query FailureReason
fix: correct the model or the deployment, then run pulumi up again`,
      );
    });

    it("fail the run on an endpoint that was never created, so that the one it replaces stays", async () => {
      fail({ failed: true });
      expect(await check("new")).toBe(
        `endpoint e could not be created and serves nothing
nothing was deleted; an endpoint that it should replace stays in service
reason: the ping failed
fix: aws sagemaker delete-endpoint --endpoint-name e, then pulumi up --refresh, which creates it again`,
      );
    });
  });

  describe("before its target is created", () => {
    const create = (newInputs: object) => explainRefusal(hooks.beforeTargetCreate({ newInputs: { ...newInputs } }));
    const tags = () => Object.values(account.state.targets).map((each) => each.tags);

    it("tag one that is already registered, with the provider's tags if it has any", async () => {
      const resourceId = target.ResourceId;
      expect(await create({ resourceId, tags: { team: "ads" } })).toBeUndefined();
      expect(tags()).toEqual([{ team: "ads" }]);
      const tagsAll = { team: "ads", from: "provider" };
      expect(await create({ resourceId, tags: { team: "ads" }, tagsAll })).toBeUndefined();
      expect(tags()).toEqual([tagsAll]);
    });

    it("deregister that of the endpoint that is replaced, and wait until it can be deleted", async () => {
      scale(3);
      expect(await create({ resourceId: "endpoint/new/variant/v" })).toBeUndefined();
      expect(account.limits).toBeUndefined();
      expect(slept).toBeGreaterThan(0);
    });

    it("let it be created beside one that could not be deregistered, which ends with its endpoint", async () => {
      refuse("application-autoscaling:DeregisterScalableTarget");
      expect(await create({ resourceId: "endpoint/new/variant/v" })).toBeUndefined();
      expect(logged).toEqual([warnOfRestored("DeregisterScalableTarget")]);
    });

    it("let it be created if its tags cannot be read", async () => {
      refuse("application-autoscaling:DescribeScalableTargets");
      expect(await create({ resourceId: target.ResourceId, tags: { team: "ads" } })).toBeUndefined();
      expect(logged).toEqual([warnOfRestored("DescribeScalableTargets")]);
    });
  });

  describe("before its ready marker is created", () => {
    const planned = { unit: "instances" as const, resourceId: target.ResourceId, actions: [], policies: [] };

    it("delete what is on the target and not planned", async () => {
      await hooks.beforeMarkerCreate(planned);
      expect(logged).toEqual(["endpoint mood: deleted scheduled action office"]);
    });

    it("refuse it if that cannot be deleted", async () => {
      refuse("application-autoscaling:DeleteScheduledAction");
      expect(await explainRefusal(hooks.beforeMarkerCreate(planned))).toBe(
        `what is on the target of endpoint mood and no longer in the state could not be deleted: application-autoscaling:DeleteScheduledAction is not permitted: not for you
its own target, policies and actions are deployed
fix: allow application-autoscaling:DeleteScheduledAction for this user or role, then run pulumi up again`,
      );
    });
  });

  describe("after a failure", () => {
    const fail = (failedOperation: "create" | "update" | "delete", type = endpointType, errors: string[] = []) =>
      hooks.onError({ type, id: "e", failedOperation, errors });
    const deregister = () =>
      hooks.beforeEndpointUpdate(
        { newInputs: { endpointConfigName: "new" }, oldOutputs: { name: "e" } },
        { v: "ml.c7i.large" },
      );

    it("restore the scaling, and say so", async () => {
      await deregister();
      expect(await fail("create", "aws:appautoscaling/target:Target")).toBe(false);
      expect(logged.at(-1)).toBe(`warning: endpoint mood:\n${restored}`);
      expect(account.limits).toEqual({ min: 2, max: 6 });
    });

    it("restore all of it if AWS does not show what is registered, and say so", async () => {
      await deregister();
      refuse("application-autoscaling:DescribeScalableTargets");
      await fail("create", "aws:appautoscaling/policy:Policy");
      expect(logged.at(-1)).toBe(
        `warning: endpoint mood:
${restored}
this may have overwritten what the run had created, which could not be read: application-autoscaling:DescribeScalableTargets is not permitted: not for you
run pulumi up --refresh next, which compares them`,
      );
      expect(account.limits).toEqual({ min: 2, max: 6 });
    });

    it("restore nothing once everything that scales it is created, although leftovers cannot be read", async () => {
      await deregister();
      refuse("application-autoscaling:DescribeScalingPolicies");
      await explainRefusal(
        hooks.beforeMarkerCreate({ unit: "instances", resourceId: target.ResourceId, actions: [], policies: [] }),
      );
      expect(await fail("create")).toBe(false);
      expect(account.limits).toBeUndefined();
    });

    it("say so if they cannot read what is in the way of an update", async () => {
      refuse("sagemaker:DescribeEndpoint");
      expect(await fail("update")).toBe(false);
      expect(logged[0]).toContain("sagemaker:DescribeEndpoint is not permitted: not for you");
    });

    it("restore nothing once the scaling is ready", async () => {
      await deregister();
      hooks.markScalingReady();
      expect(await fail("update")).toBe(false);
      expect(logged).toEqual([]);
      expect(account.limits).toBeUndefined();
    });

    it("try again if another request updates the target, one after the other", async () => {
      await deregister();
      const [type, older] = ["aws:appautoscaling/scheduledAction:ScheduledAction", "something else"];
      const errors = ["operation error: ConcurrentUpdateException: You already have a pending update", older];
      slept = 0;
      const answers = [fail("delete", type, errors), fail("delete", type, errors)];
      expect(await Promise.all(answers)).toEqual([true, true]);
      expect(slept).toBe(2);
      expect(await fail("delete", type, errors.toReversed())).toBe(false);
      expect(account.limits).toEqual({ min: 2, max: 6 });
    });

    it("try a deletion again only if the endpoint was scaling", async () => {
      expect(await fail("delete")).toBe(false);
      scale(3);
      expect(await fail("delete")).toBe(true);
    });

    it("try an update again once if the configuration in service is gone", async () => {
      account.call("sagemaker:DeleteEndpointConfig", { EndpointConfigName: "c" });
      expect(await fail("update")).toBe(true);
      expect(account.limits).toBeUndefined();
      expect(await fail("update")).toBe(false);
      expect(account.limits).toEqual({ min: 2, max: 6 });
    });
  });
});

import * as appautoscaling from "@pulumi/aws/appautoscaling";
import * as sagemaker from "@pulumi/aws/sagemaker";
import * as pulumi from "@pulumi/pulumi";
import { createAccount } from "../../src/simulator/aws/account-state";
import { injectError } from "../../src/simulator/aws/injected-failures";
import { describeEngine, stepMilliseconds } from "./support/describe-engine";
import { EngineStack } from "./support/engine-stack";

/** What a small stack wants: everything that the real one's options are there for. */
interface Wanted {
  readonly image: string;
  readonly type: string;
  readonly min: number;
  readonly anchored: boolean;
  readonly targetOptions: pulumi.CustomResourceOptions;
  readonly targetName: string;
  readonly configName?: string;
}

const usual: Wanted = {
  image: "first",
  type: "ml.m5.large",
  min: 1,
  anchored: true,
  targetOptions: { deleteBeforeReplace: true, ignoreChanges: ["minCapacity", "maxCapacity"] },
  targetName: "t",
};

function declare(wanted: Wanted): void {
  const model = new sagemaker.Model("m", {
    executionRoleArn: "arn:aws:iam::123456789012:role/r",
    primaryContainer: { image: wanted.image },
  });
  const config = new sagemaker.EndpointConfiguration(
    "c",
    {
      ...(wanted.configName === undefined ? {} : { name: wanted.configName }),
      productionVariants: [
        { variantName: "v", modelName: model.name, instanceType: wanted.type, initialInstanceCount: wanted.min },
      ],
    },
    { ignoreChanges: ["productionVariants[*].initialInstanceCount"] },
  );
  const anchor = new pulumi.Stash(
    "shape",
    { input: { v: wanted.anchored ? wanted.type : "" } },
    { deleteBeforeReplace: true, replaceOnChanges: ["input"], dependsOn: [config] },
  );
  const endpoint = new sagemaker.Endpoint("e", { endpointConfigName: config.name }, { dependsOn: [anchor] });
  const target = new appautoscaling.Target(
    wanted.targetName,
    {
      serviceNamespace: "sagemaker",
      scalableDimension: "sagemaker:variant:DesiredInstanceCount",
      resourceId: pulumi.all([endpoint.name, anchor.id]).apply(([name]) => `endpoint/${name}/variant/v`),
      minCapacity: wanted.min,
      maxCapacity: wanted.min + 2,
    },
    wanted.targetOptions,
  );
  new appautoscaling.ScheduledAction(
    "a",
    {
      schedule: "cron(0 8 * * ? *)",
      scalableTargetAction: { minCapacity: 1, maxCapacity: 3 },
      resourceId: target.resourceId,
      scalableDimension: target.scalableDimension,
      serviceNamespace: target.serviceNamespace,
    },
    { deleteBeforeReplace: true },
  );
}

const updateRefused = {
  operation: "sagemaker:UpdateEndpoint",
  error: { code: "InternalFailure", message: "try again later" },
};

describeEngine("facts about the engine that the graph is built on", () => {
  let engine: EngineStack;
  let wanted: Wanted;

  beforeEach(async () => {
    engine = await EngineStack.create(createAccount(Date.UTC(2026, 10, 23, 10, 0) / 1000));
    wanted = usual;
    engine.program = () => {
      declare(wanted);
      return Promise.resolve({});
    };
  }, stepMilliseconds);
  afterEach(() => {
    engine.close();
  });

  const counts = () => {
    const { targets, actions, endpointConfigs } = engine.account.state;
    return [targets, actions, endpointConfigs].map((kind) => Object.keys(kind).length);
  };
  const initialCounts = () =>
    Object.values(engine.account.state.endpointConfigs).map(
      ({ input }) => input.ProductionVariants[0]?.InitialInstanceCount,
    );

  it(
    "ignores a change of what is ignored, until the resource is replaced: then the program's value counts",
    async () => {
      await engine.up();
      wanted = { ...wanted, min: 3 };
      expect((await engine.up()).steps).toEqual([]);
      wanted = { ...wanted, image: "second" };
      await engine.up();
      expect(initialCounts()).toEqual([3]);
      // The target stayed: its limits are still the first ones.
      expect(Object.values(engine.account.state.targets)[0]).toMatchObject({ min: 1, max: 3 });
      wanted = { ...wanted, type: "ml.m5.xlarge" };
      await engine.up();
      expect(Object.values(engine.account.state.targets)[0]).toMatchObject({ min: 3, max: 5 });
    },
    2 * stepMilliseconds,
  );

  it(
    "takes target and action away before the update, when an anchor is replaced on which the target hangs",
    async () => {
      await engine.up();
      wanted = { ...wanted, type: "ml.m5.xlarge" };
      const preview = await engine.preview();
      expect(preview.steps).toEqual(expect.arrayContaining(["delete-replaced Target t", "update Endpoint e"]));
      expect((await engine.up()).calls).toEqual([
        "CreateEndpointConfig",
        "DeleteScheduledAction",
        "DeregisterScalableTarget",
        "UpdateEndpoint",
        "RegisterScalableTarget",
        "PutScheduledAction",
        "DeleteEndpointConfig",
      ]);
      expect((await engine.up()).steps).toEqual([]);
    },
    2 * stepMilliseconds,
  );

  it(
    "is refused by AWS without the anchor",
    async () => {
      await engine.up();
      wanted = { ...wanted, anchored: false };
      await engine.up();
      wanted = { ...wanted, type: "ml.m5.xlarge" };
      const { failed, diagnostics } = await engine.up();
      expect(failed).toBe(true);
      expect(diagnostics).toContain("registered as a scalable target");
    },
    2 * stepMilliseconds,
  );

  it(
    "loses the target in a retry when it is not deleted before it is replaced",
    async () => {
      const lost = async (targetOptions: pulumi.CustomResourceOptions): Promise<boolean> => {
        engine.close();
        engine = await EngineStack.create(createAccount(Date.UTC(2026, 10, 23, 10, 0) / 1000));
        wanted = { ...usual, targetOptions };
        engine.program = () => {
          declare(wanted);
          return Promise.resolve({});
        };
        await engine.up();
        wanted = { ...wanted, type: "ml.m5.xlarge" };
        engine.account.change((state) => injectError(state, updateRefused));
        expect((await engine.up()).failed).toBe(true);
        await engine.up({ refresh: true });
        const [targets] = counts();
        return targets === 0;
      };
      const { deleteBeforeReplace: _, ...without } = usual.targetOptions;
      expect(await lost(usual.targetOptions)).toBe(false);
      expect(await lost(without)).toBe(true);
    },
    4 * stepMilliseconds,
  );

  it(
    "loses the target when it gets another name without an alias, and keeps it with one",
    async () => {
      await engine.up();
      wanted = { ...wanted, targetName: "t2", targetOptions: { ...usual.targetOptions, aliases: [{ name: "t" }] } };
      expect((await engine.up()).calls).toEqual([]);
      expect(counts()[0]).toBe(1);
      wanted = { ...wanted, targetName: "t3", targetOptions: usual.targetOptions };
      await engine.up();
      expect(counts()[0]).toBe(0);
      expect((await engine.up()).steps).toEqual([]);
    },
    2 * stepMilliseconds,
  );

  it(
    "deletes the configuration in service first when it has a fixed name",
    async () => {
      wanted = { ...wanted, configName: "fixed" };
      await engine.up();
      wanted = { ...wanted, image: "second" };
      const { calls } = await engine.up();
      expect(calls.indexOf("DeleteEndpointConfig")).toBeLessThan(calls.indexOf("CreateEndpointConfig"));
      // The name is the same, so the endpoint never hears of the new model.
      expect(calls).not.toContain("UpdateEndpoint");
    },
    2 * stepMilliseconds,
  );

  it(
    "takes an update that was refused for made, in the next run without refresh",
    async () => {
      await engine.up();
      wanted = { ...wanted, image: "second" };
      engine.account.change((state) => injectError(state, updateRefused));
      expect((await engine.up()).failed).toBe(true);
      const { failed, calls } = await engine.up();
      expect(failed).toBe(false);
      // Nothing was updated, and the configuration in service is gone: why a hook compares them.
      expect(calls).not.toContain("UpdateEndpoint");
      const [endpoint] = Object.values(engine.account.state.endpoints);
      expect(Object.keys(engine.account.state.endpointConfigs)).not.toContain(endpoint!.configName);
    },
    2 * stepMilliseconds,
  );
});

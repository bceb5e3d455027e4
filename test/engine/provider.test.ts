import * as appautoscaling from "@pulumi/aws/appautoscaling";
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as iam from "@pulumi/aws/iam";
import * as sagemaker from "@pulumi/aws/sagemaker";
import * as sqs from "@pulumi/aws/sqs";
import * as pulumi from "@pulumi/pulumi";
import { createAccount } from "../../src/simulator/aws/account-state";
import { injectError, throttle } from "../../src/simulator/aws/injected-failures";
import { describeEngine, stepMilliseconds } from "./support/describe-engine";
import { EngineStack } from "./support/engine-stack";

const start = Date.UTC(2026, 10, 23, 5, 0) / 1000;
const roleArn = "arn:aws:iam::123456789012:role/r";
const variant = "sagemaker:variant:DesiredInstanceCount";

function model(name: string, environment: Record<string, pulumi.Input<string>> = {}) {
  const primaryContainer = { image: "i", environment };
  return new sagemaker.Model(name, { executionRoleArn: roleArn, primaryContainer });
}

function configuration(name: string, args: Partial<sagemaker.EndpointConfigurationArgs> = {}) {
  return new sagemaker.EndpointConfiguration(name, {
    productionVariants: [
      { variantName: "v", modelName: model(name).name, instanceType: "ml.m5.large", initialInstanceCount: 1 },
    ],
    ...args,
  });
}

function target(endpoint: sagemaker.Endpoint, tags: Record<string, string> = {}) {
  return new appautoscaling.Target("t", {
    serviceNamespace: "sagemaker",
    scalableDimension: variant,
    resourceId: pulumi.interpolate`endpoint/${endpoint.name}/variant/v`,
    minCapacity: 1,
    maxCapacity: 2,
    tags,
  });
}

describeEngine("the simulated AWS as the engine's provider", () => {
  let engine: EngineStack;

  beforeEach(async () => {
    engine = await EngineStack.create(createAccount(start));
  }, stepMilliseconds);
  afterEach(() => {
    engine.close();
  });

  const using = (program: () => void): void => {
    engine.program = () => {
      program();
      return Promise.resolve({});
    };
  };

  it(
    "gives random names, keeps them, and gives a replacement another one",
    async () => {
      let image = "first";
      using(() => {
        new sagemaker.Model("m", { executionRoleArn: roleArn, primaryContainer: { image } });
      });
      await engine.up();
      const [first] = Object.keys(engine.account.state.models);
      expect(first).toMatch(/^m-[0-9a-f]{7}$/);
      expect((await engine.up()).steps).toEqual([]);
      image = "second";
      expect((await engine.up()).calls).toEqual(["CreateModel", "DeleteModel"]);
      const [second] = Object.keys(engine.account.state.models);
      expect(second).toMatch(/^m-[0-9a-f]{7}$/);
      expect(second).not.toBe(first);
    },
    stepMilliseconds,
  );

  it(
    "deletes first what a person has named",
    async () => {
      let image = "first";
      using(() => {
        new sagemaker.Model("m", { name: "mine", executionRoleArn: roleArn, primaryContainer: { image } });
      });
      await engine.up();
      image = "second";
      expect((await engine.up()).calls).toEqual(["DeleteModel", "CreateModel"]);
    },
    stepMilliseconds,
  );

  it(
    "changes tags in place, everywhere",
    async () => {
      let tags: Record<string, string> = { a: "1", b: "2" };
      using(() => {
        new iam.Role("r", { assumeRolePolicy: "{}", tags });
        const config = configuration("c", { tags });
        const endpoint = new sagemaker.Endpoint("e", { endpointConfigName: config.name, tags });
        target(endpoint, tags);
        new cloudwatch.MetricAlarm("a", {
          comparisonOperator: "GreaterThanThreshold",
          evaluationPeriods: 1,
          metricName: "Invocations",
          namespace: "AWS/SageMaker",
          period: 60,
          statistic: "Sum",
          threshold: 1,
          tags,
        });
      });
      await engine.up();
      expect((await engine.up({ refresh: true })).steps).toEqual([]);
      tags = { a: "1", b: "3", c: "4" };
      const { steps, calls } = await engine.up();
      expect(steps.filter((step) => !step.startsWith("update "))).toEqual([]);
      expect(calls.toSorted()).toEqual(["AddTags", "AddTags", "TagResource", "TagResource", "TagRole"]);
      tags = { a: "1" };
      await engine.up();
      const { roles, endpointConfigs, endpoints, targets, alarms } = engine.account.state;
      const kinds: readonly Readonly<Record<string, { readonly tags: unknown }>>[] = [
        roles,
        endpointConfigs,
        endpoints,
        targets,
        alarms,
      ];
      for (const kind of kinds) {
        expect(Object.values(kind).map((one) => one.tags)).toEqual([{ a: "1" }]);
      }
    },
    2 * stepMilliseconds,
  );

  it(
    "changes the boundary of a role in place, and its path not at all if the program says so",
    async () => {
      let [path, permissionsBoundary]: (string | undefined)[] = [undefined, undefined];
      using(() => {
        const given = {
          ...(path === undefined ? {} : { path }),
          ...(permissionsBoundary === undefined ? {} : { permissionsBoundary }),
        };
        new iam.Role("r", { assumeRolePolicy: "{}", ...given }, { ignoreChanges: ["path"] });
      });
      await engine.up();
      [path, permissionsBoundary] = ["/own/", "arn:aws:iam::123456789012:policy/boundary"];
      expect(await engine.up()).toMatchObject({ steps: ["update Role r"], calls: ["PutRolePermissionsBoundary"] });
      expect((await engine.up({ refresh: true })).steps).toEqual([]);
      const [role] = Object.values(engine.account.state.roles);
      expect(role).toMatchObject({ path: "/", permissionsBoundary });
      await engine.account.call("iam:DeleteRolePermissionsBoundary", { RoleName: role?.name ?? "" });
      expect((await engine.up({ refresh: true })).calls).toContain("PutRolePermissionsBoundary");
      permissionsBoundary = undefined;
      expect((await engine.up()).calls).toEqual(["DeleteRolePermissionsBoundary"]);
    },
    2 * stepMilliseconds,
  );

  it(
    "keeps secrets secret in the state",
    async () => {
      using(() => {
        model("m", { TOKEN: pulumi.secret("hush") });
      });
      await engine.up();
      const [made] = Object.values(engine.account.state.models);
      expect(made?.input.PrimaryContainer?.Environment).toEqual({ TOKEN: "hush" });
      expect(engine.stateText()).toContain("ciphertext");
      expect(engine.stateText()).not.toContain("hush");
      expect((await engine.up()).steps).toEqual([]);
    },
    stepMilliseconds,
  );

  it(
    "knows in a preview of a first run what a name will be, and no ARN",
    async () => {
      const seen: Record<string, boolean> = {};
      using(() => {
        const role = new iam.Role("r", { assumeRolePolicy: "{}" });
        role.name.apply(() => {
          seen["name"] = true;
        });
        role.arn.apply(() => {
          seen["arn"] = true;
        });
      });
      const { steps } = await engine.preview();
      expect(steps).toContain("create Role r");
      expect(seen).toEqual({ name: true });
      await engine.up();
      expect(seen).toEqual({ name: true, arn: true });
    },
    stepMilliseconds,
  );

  it(
    "sees what was changed behind its back when it refreshes, and puts it right",
    async () => {
      using(() => {
        const config = configuration("c");
        target(new sagemaker.Endpoint("e", { endpointConfigName: config.name }));
      });
      await engine.up();
      const [registered] = Object.values(engine.account.state.targets);
      await engine.account.call("application-autoscaling:RegisterScalableTarget", {
        ServiceNamespace: "sagemaker",
        ScalableDimension: variant,
        ResourceId: registered!.resourceId,
        MinCapacity: 2,
      });
      expect((await engine.up()).steps).toEqual([]);
      const { steps, calls } = await engine.up({ refresh: true });
      expect(steps).toContain("update Target t");
      expect(calls).toEqual(["RegisterScalableTarget"]);
      expect(Object.values(engine.account.state.targets)[0]).toMatchObject({ min: 1, max: 2 });
    },
    stepMilliseconds,
  );

  it(
    "makes again what was deleted behind its back, and is content when there is nothing to delete",
    async () => {
      using(() => {
        const config = configuration("c");
        target(new sagemaker.Endpoint("e", { endpointConfigName: config.name }));
      });
      await engine.up();
      const [registered] = Object.values(engine.account.state.targets);
      const place = { ServiceNamespace: "sagemaker", ScalableDimension: variant, ResourceId: registered!.resourceId };
      await engine.account.call("application-autoscaling:DeregisterScalableTarget", place);
      expect((await engine.up({ refresh: true })).calls).toEqual(["RegisterScalableTarget"]);
      await engine.account.call("application-autoscaling:DeregisterScalableTarget", place);
      const { failed } = await engine.destroy();
      expect(failed).toBe(false);
      const { targets, endpoints, models } = engine.account.state;
      expect({ targets, endpoints, models }).toEqual({ targets: {}, endpoints: {}, models: {} });
    },
    2 * stepMilliseconds,
  );

  it(
    "repeats calls that are throttled, and fails those that are refused",
    async () => {
      using(() => {
        model("m");
      });
      engine.account.change((state) => throttle(state, "sagemaker:CreateModel", 3));
      const throttled = await engine.up();
      expect(throttled.failed).toBe(false);
      expect(throttled.calls).toEqual([
        "CreateModel!ThrottlingException",
        "CreateModel!ThrottlingException",
        "CreateModel!ThrottlingException",
        "CreateModel",
      ]);
      await engine.destroy();
      const error = { code: "AccessDeniedException", message: "you may not" };
      engine.account.change((state) => injectError(state, { operation: "sagemaker:CreateModel", error }));
      const refused = await engine.up();
      expect(refused.failed).toBe(true);
      expect(refused.diagnostics).toContain("AccessDeniedException: you may not");
      expect((await engine.up()).calls).toEqual(["CreateModel"]);
    },
    2 * stepMilliseconds,
  );

  it(
    "refuses types that it does not have, with those it has",
    async () => {
      using(() => {
        new sqs.Queue("q");
      });
      const { failed, diagnostics } = await engine.up();
      expect(failed).toBe(true);
      expect(diagnostics).toContain("the local AWS has no aws:sqs/queue:Queue");
      expect(diagnostics).toContain("aws:sagemaker/endpoint:Endpoint");
    },
    stepMilliseconds,
  );
});

import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import {
  type DeployedResource,
  type DeployedResources,
  readDeployedResources,
} from "../../src/deploy/state/deployed-resources";
import { createAccount } from "../../src/simulator/aws/account-state";
import { describeEngine, stepMilliseconds } from "./support/describe-engine";
import { EngineStack } from "./support/engine-stack";

const monday = Date.parse("2026-11-23T05:00:00Z") / 1000;

describeEngine("deployedResources on the real engine", () => {
  let engine: EngineStack;
  let read: DeployedResources;
  let description = "first";

  beforeAll(async () => {
    engine = await EngineStack.create(createAccount(monday));
    engine.program = async () => {
      read = await readDeployedResources();
      new iam.Role("r", { assumeRolePolicy: "{}", description });
      return {};
    };
  }, stepMilliseconds);
  afterEach(() => {
    jest.restoreAllMocks();
  });
  afterAll(() => {
    engine.close();
  });

  /** Without what the engine keeps for itself. */
  function ofAws(): readonly Pick<DeployedResource, "type" | "name">[] {
    if ("unreadable" in read) throw new Error(read.unreadable);
    return read.resources.filter(({ type }) => type.startsWith("aws:"));
  }

  const role = (text: string) => ({
    type: "aws:iam/role:Role",
    name: "r",
    outputs: expect.objectContaining({ description: text }) as unknown,
  });

  it(
    "tells in a preview and in an update what was deployed before it, and shows no resource of its own",
    async () => {
      expect((await engine.preview()).steps).toEqual([
        "create Stack inference-timetable-test",
        // The engine's own providers, which its display leaves out; the anchor of an endpoint needs the first too.
        "create pulumi default",
        "create aws default_7_48_0",
        "create Role r",
      ]);
      expect(ofAws()).toEqual([]);
      await engine.up();
      expect(ofAws()).toEqual([]);

      description = "second";
      expect((await engine.preview()).steps).toEqual(["update Role r"]);
      expect(ofAws()).toEqual([role("first")]);
      expect((await engine.up({ refresh: true })).failed).toBe(false);
      expect(ofAws()).toEqual([role("first")]);
      expect((await engine.preview({ refresh: true })).steps).toEqual([]);
      expect(ofAws()).toEqual([role("second")]);
    },
    stepMilliseconds,
  );

  it(
    "says why when the state cannot be read, and the preview goes on",
    async () => {
      jest.spyOn(pulumi, "getStack").mockReturnValue("another");
      expect(await engine.preview()).toMatchObject({ failed: false });
      expect(read).toEqual({ unreadable: 'unknown stack "organization/inference-timetable/another"' });
    },
    stepMilliseconds,
  );
});

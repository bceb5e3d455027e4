import type { AwsClients } from "../../../src/aws/client/aws-clients";
import { readLiveComponent } from "../../../src/aws/client/read-live-component";
import { readLiveEndpoint } from "../../../src/aws/client/read-live-endpoint";
import { waitForComponentInService } from "../../../src/aws/client/wait-for-in-service";

const component = {
  InferenceComponentName: "llama-70b",
  EndpointName: "llm-host",
  VariantName: "main",
  InferenceComponentStatus: "InService",
  RuntimeConfig: { DesiredCopyCount: 2, CurrentCopyCount: 1 },
  Specification: { ComputeResourceRequirements: { NumberOfAcceleratorDevicesRequired: 4 } },
};
const host = {
  ProductionVariants: [
    { VariantName: "main", ManagedInstanceScaling: { Status: "ENABLED", MinInstanceCount: 1, MaxInstanceCount: 4 } },
  ],
};

function clients(answers: object): AwsClients {
  const answer = () => Promise.resolve({});
  const scaling = {
    ...{ describeScalableTargets: answer, describeScheduledActions: answer },
    ...{ describeScalingPolicies: answer, describeScalingActivities: answer },
  };
  return { sageMaker: answers, scaling } as unknown as AwsClients;
}

describe("readLiveComponent", () => {
  it("gives copies, accelerators, and the instances that its endpoint keeps", async () => {
    const aws = clients({
      describeInferenceComponent: () => Promise.resolve(component),
      describeEndpoint: () => Promise.resolve(host),
    });
    expect(await readLiveComponent(aws, "llama-70b")).toEqual({
      found: {
        counts: {
          ...{ name: "llama-70b", status: "InService", configName: "" },
          variants: [{ name: "", desired: 2, current: 1 }],
        },
        host: { endpoint: "llm-host", acceleratorsPerCopy: 4, minInstances: 1 },
      },
    });
    expect(await readLiveEndpoint(aws, { unit: "copies", component: "llama-70b" })).toMatchObject({
      found: { scaling: { unit: "copies", resourceId: "inference-component/llama-70b" } },
    });
  });

  it("needs no permission to read the endpoint, and finds nothing that does not exist", async () => {
    const denied = clients({
      describeInferenceComponent: () => Promise.resolve(component),
      describeEndpoint: () => Promise.reject(Object.assign(new Error("no"), { name: "AccessDeniedException" })),
    });
    const read = await readLiveComponent(denied, "llama-70b");
    expect("found" in read && read.found?.host).toEqual({ endpoint: "llm-host", acceleratorsPerCopy: 4 });
    const gone = clients({
      describeInferenceComponent: () => Promise.reject(new Error('Could not find inference component "x".')),
    });
    expect(await readLiveComponent(gone, "x")).toEqual({ found: undefined });
  });
});

describe("readLiveEndpoint", () => {
  it("gives the provisioned concurrency of a serverless variant", async () => {
    const config = { MemorySizeInMB: 4096, MaxConcurrency: 50, ProvisionedConcurrency: 5 };
    const variant = {
      VariantName: "AllTraffic",
      CurrentInstanceCount: 0,
      DesiredServerlessConfig: config,
      CurrentServerlessConfig: config,
    };
    const aws = clients({
      describeEndpoint: () => Promise.resolve({ EndpointStatus: "InService", ProductionVariants: [variant] }),
      describeEndpointConfig: () => Promise.resolve({}),
    });
    const resource = { unit: "concurrency", endpoint: "classify", variant: "AllTraffic" } as const;
    expect(await readLiveEndpoint(aws, resource)).toMatchObject({
      found: {
        counts: {
          variants: [{ name: "AllTraffic", desired: 5, current: 5, serverless: { memoryGb: 4, maxConcurrency: 50 } }],
        },
        scaling: { unit: "concurrency", resourceId: "endpoint/classify/variant/AllTraffic" },
      },
    });
  });
});

describe("waitForComponentInService", () => {
  it("waits while copies start or stop", async () => {
    const statuses = ["Updating", "Updating", "InService"];
    const aws = clients({
      describeInferenceComponent: () => Promise.resolve({ InferenceComponentStatus: statuses.shift() }),
    });
    const lines: string[] = [];
    const options = { sleep: () => Promise.resolve(), log: (line: string) => void lines.push(line) };
    expect(await waitForComponentInService(aws, "llama-70b", options)).toEqual({ inService: true, minutes: 0.5 });
    expect(lines).toEqual(["inference component llama-70b is Updating: waiting until it is in service"]);
  });
});

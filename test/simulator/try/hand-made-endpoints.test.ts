import type { CapacityUnit } from "../../../src/aws/facts";
import { createAccount } from "../../../src/simulator/aws/account-state";
import { getEndpointStatus } from "../../../src/simulator/aws/endpoints";
import { getComponentStatus } from "../../../src/simulator/aws/inference-components";
import type { ExistingEndpoint } from "../../../src/config/schema/stack-config";
import { addHandMadeEndpoints } from "../../../src/simulator/try/hand-made-endpoints";
import { takeLiveSample } from "../../../src/simulator/try/live-week";
import { minimalConfig } from "../../support/endpoint-config";
import { monday } from "../../support/simulated-account";

const existing = (name: string, adopt: boolean, instanceType?: string) => {
  const variant = { name: "blue", ...(instanceType === undefined ? {} : { instanceType }) };
  return {
    name,
    config: { endpoint: { name, unit: "instances" as const, variant, async: false, adopt }, variant, tags: {} },
  };
};

/** A section of a stack file as the parser leaves it. */
const existingCapacity = (
  name: string,
  fields: Partial<ExistingEndpoint> & { readonly unit: CapacityUnit },
  variantName = "",
) => {
  const variant = { name: variantName };
  const endpoint = { name, variant, async: false, adopt: true, ...fields };
  return { name, config: { endpoint, variant, tags: {} } };
};

describe("addHandMadeEndpoints for inference components and serverless endpoints", () => {
  const endpoints = [
    existingCapacity("llama", { unit: "copies", hostEndpoint: "shared", acceleratorsPerCopy: 2 }),
    existingCapacity("mistral", { unit: "copies", hostEndpoint: "shared", acceleratorsPerCopy: 1, adopt: false }),
    existingCapacity("huge", { unit: "copies", acceleratorsPerCopy: 8 }),
    existingCapacity("classify", { unit: "concurrency", memoryGb: 4, maxConcurrency: 50 }, "AllTraffic"),
  ];
  const state = addHandMadeEndpoints(createAccount(monday), endpoints);

  it("creates the components with one copy, on an endpoint that they share if the stack file says so", () => {
    const made = Object.values(state.components).map((component) => [
      component.name,
      component.endpoint,
      getComponentStatus(component),
      component.current,
    ]);
    expect(made).toEqual([
      ["llama", "shared", "InService", 1],
      ["mistral", "shared", "InService", 1],
      ["huge", "huge-host", "InService", 1],
    ]);
  });

  it("creates the endpoints with instances for the copies, and with provisioned concurrency", () => {
    const made = Object.values(state.endpoints).map(({ name, variants }) => [name, ...variants]);
    expect(made).toEqual([
      ["shared", expect.objectContaining({ instanceType: "ml.g5.12xlarge", current: 1, managed: { min: 0, max: 20 } })],
      ["huge-host", expect.objectContaining({ instanceType: "ml.g5.48xlarge", current: 1 })],
      ["classify", expect.objectContaining({ current: 1, serverless: { memoryMb: 4096, maxConcurrency: 50 } })],
    ]);
  });

  it("registers targets with their dimensions for those with adopt", () => {
    expect(Object.values(state.targets).map(({ resourceId, dimension }) => [resourceId, dimension])).toEqual([
      ["inference-component/llama", "sagemaker:inference-component:DesiredCopyCount"],
      ["inference-component/huge", "sagemaker:inference-component:DesiredCopyCount"],
      ["endpoint/classify/variant/AllTraffic", "sagemaker:variant:DesiredProvisionedConcurrency"],
    ]);
  });

  it("does not change an account that has them already", () => {
    expect(addHandMadeEndpoints(state, endpoints)).toBe(state);
  });

  it("lets the week of npm run try see copies", () => {
    expect(takeLiveSample(state, "llama")).toEqual({ at: state.nowSeconds / 60, count: 1, min: 1, max: 2 });
    expect(takeLiveSample(state, "classify")).toEqual({ at: state.nowSeconds / 60, count: 1, min: 1, max: 2 });
    expect(takeLiveSample(state, "mistral")).toBeUndefined();
  });
});

describe("addHandMadeEndpoints", () => {
  const endpoints = [existing("a", false), existing("b", true, "ml.g5.xlarge"), { name: "own", config: minimalConfig }];
  const state = addHandMadeEndpoints(createAccount(monday), endpoints);

  it("creates the existing endpoints of a stack file, in service with one instance", () => {
    expect(Object.keys(state.endpoints)).toEqual(["a", "b"]);
    const made = Object.values(state.endpoints).map((endpoint) => [
      getEndpointStatus(endpoint),
      endpoint.variants.map(({ name, instanceType, current }) => ({ name, instanceType, current })),
    ]);
    expect(made).toEqual([
      ["InService", [{ name: "blue", instanceType: "ml.m5.large", current: 1 }]],
      ["InService", [{ name: "blue", instanceType: "ml.g5.xlarge", current: 1 }]],
    ]);
  });

  it("registers a target for an endpoint with adopt", () => {
    expect(Object.values(state.targets).map(({ resourceId }) => resourceId)).toEqual(["endpoint/b/variant/blue"]);
  });

  it("does not change an account that has them already", () => {
    expect(addHandMadeEndpoints(state, endpoints)).toBe(state);
  });
});

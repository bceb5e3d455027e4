import { createAccount } from "../../../src/simulator/aws/account-state";
import { getEndpointStatus } from "../../../src/simulator/aws/endpoints";
import { addHandMadeEndpoints } from "../../../src/simulator/try/hand-made-endpoints";
import { minimalConfig } from "../../support/endpoint-config";
import { monday } from "../../support/simulated-account";

const existing = (name: string, adopt: boolean, instanceType?: string) => {
  const variant = { name: "blue", ...(instanceType === undefined ? {} : { instanceType }) };
  return { name, config: { endpoint: { name, variant, async: false, adopt }, variant, tags: {} } };
};

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

import type { ManagedEndpointConfig } from "../../../src/config/schema/stack-config";
import { classifyUpdate } from "../../../src/deploy/recovery/wait-before-instance-type-change";
import { minimalConfig } from "../../support/endpoint-config";

const deployed = {
  ...{ endpoint: "sentiment-1a2b3c4", scaledEndpoint: "sentiment-1a2b3c4" },
  instanceTypes: '{"AllTraffic":"ml.g5.xlarge"}',
  ...{ hasStrategy: false, hasRollbackAlarms: false, target: true, scalingReady: true },
  ...{ actions: [], policies: [] },
};
const watched: ManagedEndpointConfig = {
  ...minimalConfig,
  deployment: { strategy: { type: "allAtOnce" }, rollbackAlarms: ["errors"] },
};
const bigger = { ...watched, variant: { name: "AllTraffic", instanceType: "ml.g5.2xlarge" } };

describe("classifyUpdate", () => {
  it("is undefined if target and scheduled actions stay", () => {
    expect(classifyUpdate({ config: minimalConfig }, deployed)).toBeUndefined();
    const before = { ...deployed, hasRollbackAlarms: true };
    expect(classifyUpdate({ config: watched }, before)).toBeUndefined();
  });

  it("is in place if the instance type changes", () => {
    expect(classifyUpdate({ config: bigger }, { ...deployed, hasRollbackAlarms: true })).toBe("inPlace");
  });

  it("is a replacement if rollback alarms come or go, whatever else changes", () => {
    expect(classifyUpdate({ config: watched }, deployed)).toBe("replace");
    expect(classifyUpdate({ config: bigger }, deployed)).toBe("replace");
    const before = { ...deployed, hasRollbackAlarms: true };
    expect(classifyUpdate({ config: minimalConfig }, before)).toBe("replace");
  });

  it("is a takeover if an earlier run created another endpoint than the one that is scaled", () => {
    expect(classifyUpdate({ config: minimalConfig }, { ...deployed, scaledEndpoint: "sentiment-before" })).toBe(
      "takeOver",
    );
  });

  it("is undefined if nothing scales, and before the first deployment", () => {
    const { scaledEndpoint: _gone, ...unscaled } = deployed;
    expect(classifyUpdate({ config: bigger }, unscaled)).toBeUndefined();
    const nothing = { hasStrategy: false, hasRollbackAlarms: false, target: false, scalingReady: false };
    const first = { ...nothing, actions: [], policies: [] };
    expect(classifyUpdate({ config: minimalConfig }, first)).toBeUndefined();
  });
});

import type { ManagedEndpointConfig } from "../../../src/config/schema/stack-config";
import { classifyUpdate } from "../../../src/deploy/recovery/wait-before-instance-type-change";
import { minimalConfig } from "../../support/endpoint-config";

const deployed = {
  ...{ endpoint: "sentiment-1a2b3c4", scaled: "sentiment-1a2b3c4" },
  shape: '{"AllTraffic":"ml.g5.xlarge"}',
  ...{ hasStrategy: false, hasRollbackAlarms: false, target: true },
  ...{ actions: [], policies: [] },
};
const watched: ManagedEndpointConfig = {
  ...minimalConfig,
  deployment: { strategy: { type: "allAtOnce" }, rollbackAlarms: ["errors"] },
};
const bigger = { ...watched, variant: { name: "AllTraffic", instanceType: "ml.g5.2xlarge" } };

describe("fateOf", () => {
  it("is none where target and scheduled actions stay", () => {
    expect(classifyUpdate({ config: minimalConfig }, deployed)).toBeUndefined();
    const before = { ...deployed, hasRollbackAlarms: true };
    expect(classifyUpdate({ config: watched }, before)).toBeUndefined();
  });

  it("is an update where the instance type changes", () => {
    expect(classifyUpdate({ config: bigger }, { ...deployed, hasRollbackAlarms: true })).toBe(
      "updated",
    );
  });

  it("is a replacement where rollback alarms come or go, whatever else changes", () => {
    expect(classifyUpdate({ config: watched }, deployed)).toBe("replaced");
    expect(classifyUpdate({ config: bigger }, deployed)).toBe("replaced");
    const before = { ...deployed, hasRollbackAlarms: true };
    expect(classifyUpdate({ config: minimalConfig }, before)).toBe("replaced");
  });

  it("is the one that is scaled to be succeeded by one that an earlier run has made", () => {
    expect(
      classifyUpdate(
        { config: minimalConfig },
        { ...deployed, scaledEndpoint: "sentiment-before" },
      ),
    ).toBe("succeeded");
  });

  it("is none where nothing scales, and before the first deployment", () => {
    const { scaled: _gone, ...unscaled } = deployed;
    expect(classifyUpdate({ config: bigger }, unscaled)).toBeUndefined();
    const nothing = { hasStrategy: false, hasRollbackAlarms: false, target: false };
    const first = { ...nothing, actions: [], policies: [] };
    expect(classifyUpdate({ config: minimalConfig }, first)).toBeUndefined();
  });
});

import { checkEndpoint } from "../../../src/checks/stack/check-endpoint";
import type { EndpointSections } from "../../../src/config/schema/stack-config";
import { container, minimalConfig, stepScalingOf } from "../../support/endpoint-config";
import { sectionContext } from "../../support/section-context";

const { model, variant } = minimalConfig;
const strategy = { type: "canary", size: { type: "instances", value: 1 }, waitSeconds: 1 } as const;

/** Each alone, as if all others have a wrong shape. */
const sections: Readonly<Record<string, EndpointSections>> = {
  nothing: {},
  model: { model: { ...model, containers: [container] } },
  variant: { variant },
  deployment: { deployment: { strategy, rollbackAlarms: ["errors"] } },
  async: { async: { outputPath: "s3://bucket/out/" } },
  scaling: {
    scaling: stepScalingOf([
      { when: { below: 100 }, change: { instances: -1 } },
      { when: { above: 600 }, change: { instances: 1 } },
    ]),
  },
  baseline: { baseline: { min: 1, max: 2 } },
};

describe("checkEndpoint", () => {
  it.each(Object.entries(sections))("finds nothing if only %s has the right shape", (_, section) => {
    const context = sectionContext(section);
    expect(checkEndpoint(context, undefined)).toEqual([]);
  });
});

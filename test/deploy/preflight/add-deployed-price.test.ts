import { addDeployedPrice } from "../../../src/deploy/preflight/look-up-prices-and-quotas";
import type { DeployedSchedule } from "../../../src/plan/endpoint/schedule-plan";

const deployed: DeployedSchedule = {
  kind: "deployed",
  actions: [],
  registered: { min: 1, max: 1 },
  instanceType: "ml.g5.2xlarge",
};

const endpointsWith = (instanceType: string, hourlyPriceUsd?: number) => ({
  other: { config: { variant: { instanceType, ...(hourlyPriceUsd === undefined ? {} : { hourlyPriceUsd }) } } },
});

describe("addDeployedPrice", () => {
  it("takes the price from an endpoint of the same type, before what AWS was asked for", () => {
    const prices = { "ml.g5.2xlarge": { usd: 1.5 } };
    const endpoints = endpointsWith("ml.g5.2xlarge", 1.2);
    expect(addDeployedPrice(deployed, endpoints, prices)).toEqual({ ...deployed, hourlyPriceUsd: 1.2 });
  });

  it("takes what AWS was asked for where no endpoint has the type, or none says its price", () => {
    const prices = { "ml.g5.2xlarge": { usd: 1.5 } };
    for (const endpoints of [endpointsWith("ml.m5.large", 9), endpointsWith("ml.g5.2xlarge")]) {
      expect(addDeployedPrice(deployed, endpoints, prices)).toEqual({ ...deployed, hourlyPriceUsd: 1.5 });
    }
  });

  it("says none where nothing does", () => {
    const prices = { "ml.g5.2xlarge": { unknown: "no permission" } };
    expect(addDeployedPrice(deployed, endpointsWith("ml.m5.large", 9), prices)).toEqual(deployed);
    expect(addDeployedPrice({ kind: "nothing" }, {}, {})).toEqual({ kind: "nothing" });
  });
});

import type { CapacityUnit } from "../../../src/aws/facts";
import { createTryLoad } from "../../../src/simulator/try/try-folder";

const variant = { name: "AllTraffic" };
const plan = {
  actions: [{ name: "open", schedule: "cron(0 8 * * ? *)", timezone: "UTC", min: 1, max: 3 }],
  registered: { min: 0, max: 1 },
  horizon: { from: "1970-01-01", to: "1970-01-08" },
};
const createEndpoint = (unit: CapacityUnit) => ({
  name: "e",
  timezone: "UTC",
  plan,
  config: { endpoint: { name: "e", variant, async: false, adopt: false, unit }, variant, tags: {} },
});

describe("createTryLoad", () => {
  it("has calls in every hour of an endpoint with instances", () => {
    const { requestsPerMinute, noise } = createTryLoad(createEndpoint("instances"));
    expect(requestsPerMinute).toHaveLength(168);
    expect(Math.min(...requestsPerMinute)).toBeGreaterThan(0);
    expect(noise).toBeGreaterThan(0);
  });

  it("leaves a component alone at night, but for calls on Wednesday from 02:00 to 03:00 UTC", () => {
    const { requestsPerMinute, noise } = createTryLoad(createEndpoint("copies"));
    expect(requestsPerMinute).toHaveLength(10_080);
    const wednesday = requestsPerMinute.slice(2 * 1440, 3 * 1440);
    const night = wednesday.slice(0, 6 * 60);
    expect(night.indexOf(1)).toBe(120);
    expect(night.filter((level) => level > 0)).toEqual(Array.from({ length: 60 }, () => 1));
    expect(wednesday[10 * 60]).toBeGreaterThan(100);
    expect(noise).toBe(0);
  });
});

import { compareStacks } from "../../../src/report/diff/compare-stacks";
import { parseInstant } from "../../../src/timetable/time/instant";
import { compiled, reported } from "../../support/reported";

const from = parseInstant("2026-11-24T08:00:00Z")!;
const endpoint = compiled(reported({}));
const existing = (name: string) => ({ ...endpoint, config: { ...endpoint.config!, endpoint: { name } } });

describe("stackDiff", () => {
  it("tells an endpoint that is made here from one that exists, and one that exists from another", () => {
    const settings = (was: typeof endpoint, is: typeof endpoint) =>
      compareStacks([was], [is], from).map((diff) => [diff.change, ...diff.settings]);
    expect(settings(endpoint, existing("fraud-2024"))).toEqual([
      ["changed", "endpoint at AWS made here -> existing fraud-2024"],
    ]);
    expect(settings(existing("fraud-2024"), existing("fraud-2026"))).toEqual([
      ["changed", "endpoint at AWS existing fraud-2024 -> existing fraud-2026"],
    ]);
    expect(settings(existing("fraud-2024"), existing("fraud-2024"))).toEqual([["same"]]);
  });
});

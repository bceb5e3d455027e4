import { compile } from "../../../src/compile";
import { instant } from "../../support/instant";

const stack = {
  guards: { quotas: "aws" },
  timezone: "UTC",
  endpoints: {
    sentiment: {
      model: { image: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/sentiment:1" },
      variant: { instanceType: "ml.m5.large" },
      timetable: { baseline: { min: 8, max: 8 } },
    },
  },
};

const listCodes = (count: number): readonly string[] => {
  const options = { now: instant("2026-11-24T08:00:00Z"), readCalendarFile: () => undefined };
  return compile(stack, options, { quotas: { "ml.m5.large": { count } } }).problems.map(({ code }) => code);
};

describe("checkAccount", () => {
  it("gets the quotas that AWS returned to compile", () => {
    expect(listCodes(7)).toEqual(["quota-exceeded"]);
    expect(listCodes(8)).toEqual([]);
  });
});

import { listQuotaTypes } from "../../../src/checks/account/account-context";
import { parseStack } from "../../../src/config/schema/parse-stack";

const raw = (quotas: unknown) => {
  const timetable = { baseline: { min: 1, max: 2 } };
  const model = { image: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/a:1" };
  const own = (instanceType: string) => ({ model, variant: { instanceType }, timetable });
  return {
    guards: { quotas },
    endpoints: {
      a: own("ml.m5.large"),
      b: own("ml.g5.xlarge"),
      c: own("ml.m5.large"),
      d: { endpoint: { existing: "d", instanceType: "ml.c5.large" }, timetable },
      e: { endpoint: { existing: "e" }, timetable },
      wrong: { variant: { instanceType: "ml.p3.2xlarge" } },
    },
  };
};

describe("listQuotaTypes", () => {
  it("lists each type of a valid endpoint once if quotas come from AWS", () => {
    expect(listQuotaTypes(parseStack(raw("aws")))).toEqual(["ml.c5.large", "ml.g5.xlarge", "ml.m5.large"]);
  });

  it("lists none if the stack file has quotas, has no quotas or has wrong ones", () => {
    expect(listQuotaTypes(parseStack(raw({ "ml.m5.large": 3 })))).toEqual([]);
    expect(listQuotaTypes(parseStack(raw("Aws")))).toEqual([]);
    expect(listQuotaTypes(parseStack("nonsense"))).toEqual([]);
  });
});

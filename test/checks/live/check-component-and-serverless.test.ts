import type { LiveEndpoint } from "../../../src/aws/client";
import { checkExistingEndpoint } from "../../../src/checks/live/check-existing-endpoint";
import type { ExistingEndpoint } from "../../../src/config/schema";
import { formatProblem } from "../../../src/problem";

type Counts = Partial<LiveEndpoint["counts"]>;

const nothing = { actions: [], policies: [], activities: [] };

function check(existing: ExistingEndpoint, live: LiveEndpoint | undefined, max = 6): readonly string[] {
  const limits = [{ min: 0, max }];
  const owned = { target: false, actions: [], policies: [] };
  return checkExistingEndpoint({ path: "endpoints.a", existing, actions: [], limits, owned }, live).map(formatProblem);
}

describe("checkExistingEndpoint for an inference component", () => {
  const existing: ExistingEndpoint = {
    ...{ name: "llama-70b", unit: "copies", variant: { name: "" }, async: false, adopt: false },
    ...{ hostEndpoint: "llm-host", acceleratorsPerCopy: 4 },
  };
  const host = { endpoint: "llm-host", acceleratorsPerCopy: 4 };
  const live = (counts: Counts, more: Partial<LiveEndpoint> = {}): LiveEndpoint => ({
    counts: { name: "llama-70b", status: "InService", configName: "", variants: [{ name: "", desired: 1 }], ...counts },
    scaling: { unit: "copies", resourceId: "inference-component/llama-70b", ...nothing },
    host,
    ...more,
  });

  it("accepts one that runs as the stack file says", () => {
    expect(check(existing, live({}))).toEqual([]);
  });

  it("refuses one that AWS does not have", () => {
    expect(check(existing, undefined)).toEqual([
      `error existing-endpoint-missing at endpoints.a.component.existing
  AWS has no inference component "llama-70b" in this account and region
  expected: the name of an existing inference component
  fix: correct the name, aws:region or aws:profile; aws sagemaker list-inference-components lists the components`,
    ]);
  });

  it("warns of one that failed, or that runs elsewhere or with other accelerators", () => {
    const other = { endpoint: "other-host", acceleratorsPerCopy: 8 };
    expect(check(existing, live({ status: "Failed", failureReason: "no capacity" }, { host: other }))).toEqual([
      `warning component-differs at endpoints.a.component.existing
  inference component llama-70b is Failed (no capacity): it takes no calls, and no other number of copies
  expected: a component that is InService
  fix: update it where it was created, or create it again`,
      `warning component-differs at endpoints.a.component.endpoint
  endpoint other-host hosts llama-70b, not llm-host: reports add up the wrong components
  expected: other-host
  fix: write endpoint: other-host`,
      `warning component-differs at endpoints.a.component.acceleratorsPerCopy
  each copy of llama-70b reserves 8 accelerators, not 4: reports count the wrong instances
  expected: 8
  fix: write acceleratorsPerCopy: 8`,
    ]);
  });

  it("notes instances that stay without copies", () => {
    expect(check(existing, live({}, { host: { ...host, minInstances: 1 } }))).toEqual([
      `note instances-stay at endpoints.a.component
  llama-70b may have 0 copies, but managed instance scaling keeps at least 1 instances of llm-host, which cost
  expected: MinInstanceCount 0 in the endpoint configuration, if instances should end, too
  fix: nothing to do if they should stay`,
    ]);
    expect(check(existing, live({}, { host: { ...host, minInstances: 0 } }))).toEqual([]);
  });

  it("refuses a target of another tool, by its own dimension", () => {
    const target = { min: 1, max: 2, suspended: { in: false, out: false, scheduled: false } };
    const { scaling } = live({});
    const [problem] = check(existing, live({}, { scaling: { ...scaling, target } }));
    expect(problem).toContain("error target-taken at endpoints.a.component");
    expect(problem).toContain("inference component llama-70b already has a scalable target with limits 1-2");
    expect(problem).toContain("--scalable-dimension sagemaker:inference-component:DesiredCopyCount");
  });
});

describe("checkExistingEndpoint for a serverless endpoint", () => {
  const existing: ExistingEndpoint = {
    ...{ name: "classify", unit: "concurrency", variant: { name: "AllTraffic" }, async: false, adopt: false },
    ...{ memoryGb: 4, maxConcurrency: 50 },
  };
  const live = (variant: Partial<LiveEndpoint["counts"]["variants"][number]>): LiveEndpoint => ({
    counts: {
      ...{ name: "classify", status: "InService", configName: "c" },
      variants: [{ name: "AllTraffic", ...variant }],
    },
    scaling: { unit: "concurrency", resourceId: "endpoint/classify/variant/AllTraffic", ...nothing },
  });

  it("accepts one with provisioned concurrency", () => {
    expect(check(existing, live({ desired: 2, serverless: { memoryGb: 4, maxConcurrency: 50 } }))).toEqual([]);
  });

  it("refuses one with instances, and one without provisioned concurrency", () => {
    expect(check(existing, live({ desired: 2 }))[0]).toContain("classify has instances and is not serverless");
    expect(check(existing, live({ serverless: { memoryGb: 4, maxConcurrency: 50 } }))[0]).toContain(
      "variant AllTraffic of classify has no provisioned concurrency, so nothing can scale it",
    );
  });

  it("refuses limits above MaxConcurrency, and warns of other settings", () => {
    const other = live({ desired: 2, serverless: { memoryGb: 6, maxConcurrency: 20 } });
    expect(check(existing, other, 30)[0]).toBe(`error serverless-differs at endpoints.a.serverless.maxConcurrency
  MaxConcurrency of classify is 20, not 50, and a max is 30
  expected: 20, and no max above it
  fix: write maxConcurrency: 20`);
    expect(check(existing, other, 10)).toEqual([
      `warning serverless-differs at endpoints.a.serverless.maxConcurrency
  MaxConcurrency of classify is 20, not 50
  expected: 20, and no max above it
  fix: write maxConcurrency: 20`,
      `warning serverless-differs at endpoints.a.serverless.memoryGb
  classify has 6 GB of memory, not 4: the price may be another one
  expected: 6
  fix: write memoryGb: 6`,
    ]);
  });
});

import { readFileSync } from "node:fs";
import path from "node:path";
import type { Recommendation } from "../../../src/recommend";
import { injectError } from "../../../src/simulator/aws/injected-failures";
import { DeployedAccount } from "../../support/deployed-account";
import { type ServedMetrics, serveWithMetrics } from "../../support/served-metrics";
import { minute } from "../../support/simulated-account";
import { StackFolder, unscaledStackText } from "./stack-files";

const stack = unscaledStackText.replace(
  "baseline: { min: 1, max: 2 }\n        windows",
  "baseline: { min: 1, max: 1 }\n        windows",
);

const weeks = 4;
let account: DeployedAccount;
let folder: StackFolder;
let served: ServedMetrics | undefined;

beforeAll(() => {
  account = DeployedAccount.from(stack, "2026-11-02T05:00:00Z");
  account.run(weeks * 7 * 24 * 60 * minute);
});

beforeEach(() => {
  folder = new StackFolder();
  folder.write("Pulumi.dev.yaml", stack);
});

afterEach(async () => {
  folder.remove();
  await served?.close();
  served = undefined;
});

async function review(open: number, ...more: readonly string[]) {
  served = await serveWithMetrics(account, open);
  return folder.run("review", "--now", account.now, "--per-instance", "100", ...more);
}

function readStackFile(): string {
  return readFileSync(path.join(folder.path, "Pulumi.dev.yaml"), "utf8");
}

interface Printed {
  readonly endpoints: { readonly sentiment: { readonly propose: boolean; readonly recommendation?: Recommendation } };
}

describe("timetable review", () => {
  it("compares what ran with the plan, and keeps a timetable that fits", async () => {
    const { code, out, err } = await review(3.5, "--endpoint", "sentiment", "--write");
    expect(err).toBe("");
    expect(code).toBe(0);
    expect(out).toContain("sentiment (sentiment-1a2b3c4): 2026-11-02 to 2026-11-30\n");
    // 20 weekdays, on each the hour in which the instances start.
    expect(out).toMatch(/^hours short: 20 of 6\d\d, /m);
    expect(out).toMatch(/^idle instance-hours: 0 of /m);
    expect(out).toMatch(/^firings: \d\d, 0 failed, 0 without a record$/m);
    expect(out).toMatch(/^rises of min: 20, below min for 400 minutes, at most 20 in a row$/m);
    expect(out).toMatch(/^keep: /m);
    expect(readStackFile()).toBe(stack);
  });

  it("proposes what pays with both numbers, and writes it", async () => {
    const { code, out, err } = await review(1.5, "--endpoint", "all", "--write");
    expect(out.replaceAll(/\n {2}/g, " ")).toMatch(
      /^change: it saves \d\d %: \d+ instance-hours a week with [\d.]+ % short, now \d+ instance-hours/m,
    );
    expect(out).toMatch(/^idle instance-hours: 3\d\d of /m);
    expect(out).toContain("fraud: not reviewed: it has no timetable");
    expect([code, err]).toEqual([0, "written: Pulumi.dev.yaml; pulumi up brings it to AWS\n"]);
    expect(readStackFile()).toContain("- { calendar: closures, use: baseline }");
    expect(readStackFile()).not.toContain("min: 4, max: 12");
  });

  it("uses --holidays, --windows and --shortfall for the proposal, as recommend does", async () => {
    const search = ["--endpoint", "sentiment", "--json", "--holidays", "US"];
    const { code, out } = await review(1.5, ...search, "--windows", "1");
    const { recommendation } = (JSON.parse(out) as Printed).endpoints.sentiment;
    expect(code).toBe(0);
    expect(Object.keys(recommendation?.timetable.windows ?? {})).toHaveLength(1);
    expect(recommendation?.notes.join()).toMatch(/Left out as holidays: 2026-11-11, 2026-11-26/);
    await served?.close();
    const none = await review(1.5, ...search, "--windows", "0");
    expect((JSON.parse(none.out) as Printed).endpoints.sentiment.propose).toBe(false);
    const unknown = await folder.run("review", "--per-instance", "100", "--shortfall", "1");
    expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining("from 0% to 50%")]);
  });

  it("exits 2 and names a missing permission", async () => {
    const before = account.state;
    const operation = "application-autoscaling:DescribeScalingActivities";
    const error = { code: "AccessDeniedException", message: "User u may not" };
    account.change((state) => injectError(state, { operation, error, times: 1 }));
    const { code, out } = await review(1.5, "--endpoint", "sentiment");
    account.state = before;
    expect([code, out]).toEqual([
      2,
      `sentiment: ${operation} is not permitted: User u may not\n  fix: allow ${operation} for this user or role\n`,
    ]);
  });
});

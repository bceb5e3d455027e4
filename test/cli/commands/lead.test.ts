import { readFileSync } from "node:fs";
import path from "node:path";
import { defaultBehavior } from "../../../src/simulator/aws/account-state";
import { injectError } from "../../../src/simulator/aws/injected-failures";
import { DeployedAccount } from "../../support/deployed-account";
import { serveAccount, type ServedAccount } from "../../support/served-account";
import { minute } from "../../support/simulated-account";
import { StackFolder, unscaledStackText } from "./stack-files";

let folder: StackFolder;
let served: ServedAccount | undefined;

const stack = unscaledStackText.replace(
  "        exceptions:",
  "        readyBefore: 12m # measured in spring\n        exceptions:",
);

beforeEach(() => {
  folder = new StackFolder();
  folder.write("Pulumi.dev.yaml", stack);
});

afterEach(async () => {
  folder.remove();
  await served?.close();
  served = undefined;
});

/** An account whose windows have raised the count on so many weekdays. */
function runDays(days: number): DeployedAccount {
  const account = DeployedAccount.from(stack, "2026-11-02T05:00:00Z");
  account.run(days * 24 * 60 * minute);
  return account;
}

let threeWeeks: DeployedAccount;
beforeAll(() => {
  threeWeeks = runDays(21);
});

async function lead(account: DeployedAccount, ...more: readonly string[]) {
  served ??= await serveAccount(account);
  return folder.run("lead", "--now", account.now, ...more);
}

function readStackFile(): string {
  return readFileSync(path.join(folder.path, "Pulumi.dev.yaml"), "utf8");
}

describe("timetable lead", () => {
  it("prints quantiles of the scale-outs of the last weeks", async () => {
    const { code, out, err } = await lead(threeWeeks, "--endpoint", "sentiment");
    expect(out).toBe(
      [
        "sentiment (sentiment-1a2b3c4): 15 scale-outs from 2026-11-02 to 2026-11-20",
        "  50 % took at most 4m 36s, 90 % at most 4m 55s, the longest 4m 58s",
        "  readyBefore: 5m (the stack file has 12m)",
        "",
      ].join("\n"),
    );
    expect([code, err]).toEqual([0, ""]);
  });

  it("says that fewer than ten are not sure", async () => {
    const { out } = await lead(runDays(2), "--endpoint", "sentiment");
    expect(out).toContain("2 scale-outs from 2026-11-02 to 2026-11-03");
    expect(out).toContain("not sure: fewer than 10 scale-outs");
  });

  it("writes the 90 % value to readyBefore, and keeps every other byte", async () => {
    const { code, out, err } = await lead(threeWeeks, "--endpoint", "sentiment", "--write");
    expect(out).toContain("90 % at most 4m 55s");
    expect([code, err]).toEqual([0, "written: Pulumi.dev.yaml; pulumi up brings it to AWS\n"]);
    expect(readStackFile()).toBe(stack.replace("readyBefore: 12m", "readyBefore: 5m"));
    const again = await lead(threeWeeks, "--endpoint", "sentiment", "--write");
    expect([again.code, again.err]).toEqual([0, "Pulumi.dev.yaml stays as it is\n"]);
  });

  it("adds readyBefore to a timetable without one", async () => {
    folder.write("Pulumi.dev.yaml", unscaledStackText);
    await lead(threeWeeks, "--endpoint", "sentiment", "--write");
    expect(readStackFile().split("\n").toSorted()).toEqual(
      [...unscaledStackText.split("\n"), "        readyBefore: 5m"].toSorted(),
    );
  });

  it("says that the history is empty, and writes nothing", async () => {
    const account = DeployedAccount.from(stack, "2026-11-02T05:00:00Z");
    const { code, out, err } = await lead(account, "--endpoint", "sentiment");
    expect(out).toContain("sentiment (sentiment-1a2b3c4): no scale-out in the last six weeks\n");
    expect([code, err]).toEqual([0, ""]);
    const written = await lead(account, "--endpoint", "sentiment", "--write");
    expect([written.code, written.err]).toEqual([1, "not written: there is nothing to measure\n"]);
    expect(readStackFile()).toBe(stack);
  });

  it("exits 2 and names a missing permission, and writes nothing", async () => {
    const account = runDays(3);
    const operation = "application-autoscaling:DescribeScalingActivities";
    const error = { code: "AccessDeniedException", message: "User u may not" };
    account.change((state) => injectError(state, { operation, error, times: 1 }));
    expect(await lead(account, "--endpoint", "sentiment", "--write")).toEqual({
      code: 2,
      out: "",
      err: `error: ${operation} is not permitted: User u may not\n  fix: allow ${operation} for this user or role\n`,
    });
    expect(readStackFile()).toBe(stack);
  });

  it("reports an endpoint that AWS does not have", async () => {
    const account = runDays(1);
    folder.write("Pulumi.dev.yaml", stack.replace("    sentiment:", "    other:"));
    const { code, err } = await lead(account, "--endpoint", "other");
    expect(code).toBe(2);
    expect(err).toContain("error: AWS has no endpoint for other in this account and region\n  fix: ");
  });

  it("needs one endpoint, and a timetable to write to", async () => {
    const several = await folder.run("lead");
    expect([several.code, several.err]).toEqual([
      2,
      "error: name one endpoint with --endpoint\n  endpoints: sentiment, fraud\n",
    ]);
    const raw = await folder.run("lead", "--endpoint", "fraud", "--write");
    expect(raw.code).toBe(2);
    expect(raw.err).toContain("fraud has schedules and no timetable, so it has no readyBefore");
  });

  it("refuses to write more than readyBefore may be", async () => {
    const world = { timing: { ...defaultBehavior.timing, startup: 25 * 60 * minute } };
    const account = DeployedAccount.from(stack, "2026-11-02T05:00:00Z", world);
    account.run(5 * 24 * 60 * minute);
    const { code, out, err } = await lead(account, "--endpoint", "sentiment", "--write");
    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain("at endpoints.sentiment.timetable.readyBefore");
    expect(readStackFile()).toBe(stack);
  });

  it("reads nothing if the stack file has errors", async () => {
    folder.write("Pulumi.dev.yaml", stack.replace("min: 4, max: 12", "min: 40, max: 12"));
    const { code, out, err } = await folder.run("lead", "--endpoint", "sentiment", "--write");
    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain("error min-above-max");
  });
});

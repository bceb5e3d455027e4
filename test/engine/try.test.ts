import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { AwsState } from "../../src/simulator/aws/account-state";
import { describeEngine, stepMilliseconds } from "./support/describe-engine";
import { tryIn } from "./support/try-in";

const repository = path.join(__dirname, "..", "..");

const stackFile = `config:
  aws:region: eu-west-1
  inference-timetable:timezone: Europe/Berlin
  inference-timetable:endpoints:
    sentiment:
      model:
        image: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/sentiment:1
        dataUrl: s3://models/sentiment.tar.gz
      variant: { instanceType: ml.m5.large }
      timetable:
        baseline: { min: 1, max: 1 }
        windows:
          office: { days: mon-fri, from: "08:00", to: "18:00", min: 2, max: 3 }
`;

describeEngine("npm run try", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "timetable-try-"));
    cpSync(path.join(repository, "Pulumi.yaml"), path.join(folder, "Pulumi.yaml"));
    writeFileSync(path.join(folder, "Pulumi.dev.yaml"), stackFile);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it(
    "prints what the README shows",
    () => {
      const readme = readFileSync(path.join(repository, "README.md"), "utf8");
      const [, shown = ""] = /\$ npm run try [^\n]*\n…\n([^`]*)```/.exec(readme) ?? [];
      const maskNames = (text: string): string =>
        text.replaceAll(/sentiment-[0-9a-f]{7}/g, "sentiment-0a1b2c3").replaceAll(/^(\w{3}) [ \d]\d /gm, "$1 ");
      cpSync(path.join(repository, "Pulumi.dev.yaml"), path.join(folder, "Pulumi.dev.yaml"));
      expect(shown).toContain("limits differ from the timetable: 0 of 10080 minutes");
      expect(maskNames(tryIn(folder, ["--now", "2026-12-01T08:00Z"]).out)).toContain(maskNames(shown));
    },
    stepMilliseconds,
  );

  it(
    "brings the stack up, shows a week on its timetable, and goes on from there",
    () => {
      const first = tryIn(folder, []);
      expect(first).toMatchObject({ code: 0, err: "" });
      expect(first.out).toMatch(/\+ {2}sagemaker\.Endpoint +sentiment/);
      expect(first.out).toMatch(/limits differ from the timetable: 0 of 10080 minutes/);
      expect(first.out).toMatch(/instances above the maximum: 0 minutes/);
      expect(first.out).toMatch(/Mon +\d+ 1 ░{20,}2 █{20,}/);
      // The engine adds a salt only to its copy of the stack file.
      expect(readFileSync(path.join(folder, "Pulumi.dev.yaml"), "utf8")).toBe(stackFile);

      expect(tryIn(folder, ["preview"]).out).toMatch(/nothing to change/);
      const edited = stackFile
        .replace("min: 2, max: 3", "min: 3, max: 3")
        .replace("      timetable:", "      tags: { owner: ann }\n$&")
        .replace("  inference-timetable:endpoints", "  inference-timetable:guards: { maxInstances: 9 }\n$&");
      writeFileSync(path.join(folder, "Pulumi.dev.yaml"), edited);
      const preview = tryIn(folder, ["preview"]);
      expect(preview.out).toMatch(
        /~ {2}appautoscaling\.ScheduledAction +sentiment\/office\S* +\[scalableTargetAction\.minCapacity\]/,
      );
      expect(preview.out).toContain("  the stack:\n    guards.maxInstances none -> 9\n");
      expect(preview.out).toContain("    Mon-Fri 08:00-18:00: min 2 -> 3\n");
      expect(preview.out).toContain("    tags.owner none -> ann\n");
      expect(tryIn(folder, ["up"]).code).toBe(0);
      const after = tryIn(folder, ["preview"]).out;
      expect(after).toMatch(/^ {2}timetable unchanged: sentiment$/m);
      expect(tryIn(folder, ["clock", "+1d"]).out).toMatch(/Setting desired instance count to 3\./);
      expect(tryIn(folder, ["drift"])).toMatchObject({ code: 0, err: "" });
      expect(tryIn(folder, ["limits", "sentiment", "3-9"]).code).toBe(0);
      const drift = tryIn(folder, ["drift"]);
      expect(drift.code).toBe(1);
      expect(drift.out).toMatch(/differs: AWS has min 3, max 9: no scheduled action set this/);
      // The endpoint is Updating until its count is inside those limits, and cannot be deleted meanwhile.
      expect(tryIn(folder, ["clock", "30m"]).code).toBe(0);
      expect(tryIn(folder, ["destroy"]).out).toMatch(/- {2}sagemaker\.Endpoint/);
      expect(tryIn(folder, ["status"]).out).toMatch(/no endpoints/);
    },
    8 * stepMilliseconds,
  );

  it(
    "creates existing endpoints by hand, adopts their targets, and keeps protected resources unless asked",
    () => {
      const existing = `    fraud:
      endpoint: { existing: fraud-2024, adopt: true }
      timetable: { baseline: { min: 2, max: 3 } }
`;
      const written = `${stackFile}${existing}`.replace(
        "  inference-timetable:endpoints:",
        "  inference-timetable:protect: true\n  inference-timetable:endpoints:",
      );
      const file = path.join(folder, "Pulumi.dev.yaml");
      writeFileSync(file, written.replace(", adopt: true", ""));
      expect(tryIn(folder, ["up"]).code).toBe(0);
      // The simulator created the endpoint without a target; up registered one.
      expect(tryIn(folder, ["status"]).out).toMatch(/fraud-2024: \S+, limits 2-3,/);

      const refused = tryIn(folder, ["destroy"]);
      expect(refused.code).toBe(1);
      expect(refused.err).toBe(
        [
          "Pulumi.dev.yaml protects these resources (protect: true): sentiment",
          "  to delete everything anyway: npm run try -- destroy --unprotect --stack dev",
          "  on a real account: pulumi state unprotect --all, then pulumi destroy\n",
        ].join("\n"),
      );
      expect(tryIn(folder, ["destroy", "--unprotect"]).code).toBe(0);
      const { out } = tryIn(folder, ["status"]);
      expect(out).toMatch(/fraud-2024: InService, no scalable target/);
      expect(out).not.toContain("sentiment");

      tryIn(folder, ["reset"]);
      writeFileSync(file, written);
      const adopting = tryIn(folder, ["preview"]);
      expect(adopting).toMatchObject({ code: 0, err: "" });
      expect(adopting.out).toMatch(/= {2}appautoscaling\.Target +fraud\n/);
      writeFileSync(file, written.replace(", adopt: true", ""));
      const taken = tryIn(folder, ["preview"]);
      expect(taken.code).toBe(1);
      expect(taken.out).toContain("error target-taken at endpoints.fraud.endpoint");
      expect(taken.out + taken.err).not.toMatch(/^\s+at /m);
    },
    8 * stepMilliseconds,
  );

  it(
    "shows copies and concurrency in a week of the stack with an LLM, which one call wakes at night",
    () => {
      cpSync(path.join(repository, "Pulumi.llm.yaml"), path.join(folder, "Pulumi.llm.yaml"));
      const llm = ["--stack", "llm"];
      const first = tryIn(folder, [...llm, "--now", "2026-11-22T12:00+01:00"]);
      expect(first).toMatchObject({ code: 0, err: "" });
      expect(first.out).toMatch(/llama: copies in service \(llama-70b\)/);
      expect(first.out).toMatch(/Wed +25 0 ░{7}1 ▒0 ░{7}2 ▓+3 /);
      expect(first.out).toMatch(/Thu +26 0 ░{19}2 ▓+3 /);
      expect(first.out).toContain("copies below the minimum while they start: 55 minutes, at most 11 in a row");
      expect(first.out).toContain("classifier: units of concurrency in service (classify)");
      expect(first.out).not.toContain("instances");
      expect(first.out.match(/limits differ from the timetable: 0 of 10080 minutes/g)).toHaveLength(2);

      const clock = tryIn(folder, ["clock", "12h", ...llm]);
      expect(clock).toMatchObject({ code: 0, err: "" });
      expect(clock.out).toMatch(/llama: Setting desired copy count to 2\. minimum capacity was set to 2\n/);
      expect(clock.out).not.toContain("FAILED");
      expect(clock.out).toMatch(/classify: InService, limits 10-20, AllTraffic \d+ units of concurrency in service, /);
      expect(clock.out).toMatch(/llama-70b: InService, limits 2-4, 3 copies in service, 3 desired\n/);
      expect(tryIn(folder, ["drift", ...llm])).toMatchObject({ code: 0, err: "" });
      expect(tryIn(folder, ["destroy", ...llm])).toMatchObject({ code: 0, err: "" });
    },
    5 * stepMilliseconds,
  );

  it(
    "refuses an endpoint that somebody deleted, until a run refreshes the state",
    () => {
      expect(tryIn(folder, ["up"]).code).toBe(0);
      const file = path.join(folder, ".pulumi-local", "dev", "aws.json");
      const account = JSON.parse(readFileSync(file, "utf8")) as AwsState;
      const [name = ""] = Object.keys(account.endpoints);
      const gone = { ...account, endpoints: {}, targets: {}, actions: {} };
      writeFileSync(file, JSON.stringify(gone));

      const problem = `error endpoint-missing at endpoints.sentiment
    this stack has deployed arn:aws:sagemaker:eu-west-1:123456789012:endpoint/${name}, and AWS does not have it
    expected: the endpoint of the last run
    fix: if somebody deleted it, run pulumi up --refresh, which creates it again; if aws:region has changed, change it back
`;
      for (const operation of ["preview", "up"]) {
        const { code, out, err } = tryIn(folder, [operation]);
        expect([code, out.split("error endpoint-missing").length - 1]).toEqual([1, 1]);
        expect(out).toContain(problem);
        expect(out + err).not.toMatch(/^\s+at /m);
      }
      writeFileSync(path.join(folder, "Pulumi.dev.yaml"), stackFile.replace("sentiment:1", "sentiment:2"));
      expect(tryIn(folder, ["up"])).toMatchObject({ code: 1 });

      expect(tryIn(folder, ["preview", "--refresh"])).toMatchObject({ code: 0, err: "" });
      const { code, out } = tryIn(folder, ["up", "--refresh"]);
      expect(out).toMatch(/\+ {2}sagemaker\.Endpoint +sentiment/);
      expect(out).not.toContain("endpoint-missing");
      expect(code).toBe(0);
      expect(tryIn(folder, ["preview"]).out).toMatch(/nothing to change/);
      expect(tryIn(folder, ["drift"])).toMatchObject({ code: 0 });
    },
    8 * stepMilliseconds,
  );

  it(
    "lists every problem of a stack file",
    () => {
      writeFileSync(
        path.join(folder, "Pulumi.dev.yaml"),
        stackFile.replace("Europe/Berlin", "EST").replace("days: mon-fri", "days: mon-fry"),
      );
      const up = tryIn(folder, ["up"]);
      expect({ code: up.code, err: up.err }).toEqual({ code: 1, err: "pulumi up failed\n" });
      expect(up.out).toMatch(/error unknown-zone at timezone/);
      expect(up.out).toMatch(/mon-fry/);
      expect(up.out).not.toMatch(/^\s+at /m);
      const clock = tryIn(folder, ["clock", "1h"]);
      expect({ code: clock.code, out: clock.out }).toEqual({ code: 1, out: "" });
      expect(clock.err).toMatch(/error unknown-zone at timezone/);
      expect(clock.err).toMatch(/mon-fry/);
      expect(clock.err).not.toMatch(/^\s+at /m);
    },
    stepMilliseconds,
  );

  it.each([
    [["bogus"], /unknown command "bogus"/],
    [["clock", "tomorrow"], /invalid time span "tomorrow"/],
    [["up", "--stack", "nope"], /no Pulumi\.nope\.yaml in /],
  ])("refuses %j with exit code 1", (args, message) => {
    const { code, err } = tryIn(folder, args);
    expect(code).toBe(1);
    expect(err).toMatch(message);
    expect(err).not.toMatch(/^\s+at /m);
  });
});

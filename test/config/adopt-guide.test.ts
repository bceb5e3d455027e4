import { readFileSync } from "node:fs";
import path from "node:path";
import { toScaledImportId } from "../../src/aws/facts/scalable-dimensions";
import { checkTargetTaken } from "../../src/checks/live/target-taken.rule";
import { compile } from "../../src/compile";
import { readStackFile } from "../../src/config/yaml/stack-file";
import { formatProblem } from "../../src/problem";
import { buildEndpointReport, reportHorizons } from "../../src/report/endpoint-report";
import { formatEndpointTitle } from "../../src/report/text/format-preview";
import { instant } from "../support/instant";

const guide = readFileSync(path.resolve(__dirname, "../../docs/adopt.md"), "utf8");
const [stackFile = ""] = [...guide.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, block]) => block);

const { raw, problems } = readStackFile(stackFile);
const now = instant("2026-11-24T08:00:00Z");
const compiled = compile(raw, { now, readCalendarFile: () => undefined });
const fraud = compiled.endpoints["fraud"];

describe("docs/adopt.md", () => {
  it("has a stack file without problems", () => {
    expect([...problems, ...compiled.problems].map(formatProblem)).toEqual([]);
    expect(
      fraud === undefined ? "" : formatEndpointTitle(buildEndpointReport(fraud, now, reportHorizons.none)),
    ).toContain("existing endpoint fraud-2024, ml.m5.xlarge");
  });

  it("lists the actions that this stack file gives", () => {
    const names = fraud?.plan?.actions.map(({ name }) => `fraud/${name}`) ?? [];
    const [preview = ""] = /\$ npm run try -- preview\n.*?\n\n/s.exec(guide) ?? [];
    expect([...preview.matchAll(/fraud\/\S+/g)].map(([name]) => name).toSorted()).toEqual(names.toSorted());
  });

  it("quotes the refusal as the program prints it", () => {
    const variant = { name: "AllTraffic" };
    const suspended = { in: false, out: false, scheduled: false };
    const [refusal] = checkTargetTaken({
      path: "endpoints.fraud",
      existing: { name: "fraud-2024", unit: "instances", variant, async: false, adopt: false },
      actions: [],
      limits: [],
      owned: { target: false, actions: [], policies: [] },
      live: {
        counts: { name: "fraud-2024", status: "InService", configName: "c", variants: [] },
        scaling: {
          unit: "instances",
          resourceId: "endpoint/fraud-2024/variant/AllTraffic",
          target: { min: 1, max: 2, suspended },
          actions: [],
          policies: [],
          activities: [],
        },
      },
    });
    expect(guide).toContain(refusal === undefined ? "no refusal" : formatProblem(refusal));
  });

  it("gives the id under which a target is imported", () => {
    expect(guide).toContain(
      `\n${toScaledImportId({ unit: "instances", endpoint: "fraud-2024", variant: "AllTraffic" })}\n`,
    );
  });
});

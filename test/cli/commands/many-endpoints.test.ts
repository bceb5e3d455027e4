import { stringify } from "yaml";
import { createFleet } from "../../bench/fleet/fleets";
import { StackFolder } from "./stack-files";

/** A stack file of a fleet, in which a window or a price may be replaced. */
const formatStack = (count: number, replace: (text: string) => string = (text) => text): string =>
  replace(
    stringify(
      {
        config: {
          "aws:region": "eu-central-1",
          ...Object.fromEntries(
            Object.entries(createFleet(count)).map(([key, value]) => [`inference-timetable:${key}`, value]),
          ),
        },
      },
      { aliasDuplicateObjects: false },
    ),
  );

let folder: StackFolder;
beforeEach(() => {
  folder = new StackFolder();
});
afterEach(() => {
  folder.remove();
});

const run = async (...words: readonly string[]): Promise<readonly string[]> => {
  const { out, code } = await folder.run(...words);
  expect(code).toBe(0);
  return out.trimEnd().split("\n");
};

describe("a stack of more than five endpoints", () => {
  it("is one line for each endpoint in show and plan, with totals", async () => {
    folder.write("Pulumi.fleet.yaml", formatStack(6));
    const lines = await run("show", "--stack", "fleet");
    expect(lines).toHaveLength(9);
    expect(lines[0]).toMatch(/^endpoint +type +actions +hours a month +cost in USD$/);
    expect(lines[1]).toMatch(/^model-001 +ml\.m5\.large +\d+ +\S+ to \S+ +\S+ to \S+$/);
    expect(lines[7]).toMatch(/^6 endpoints +\d+ +/);
    expect(lines[8]).toBe("details: add --endpoint NAME, or --details for all endpoints");
    expect(await run("plan", "--stack", "fleet")).toEqual(lines);
  });

  it("adds hours and cost up, and counts endpoints without a price", async () => {
    folder.write(
      "Pulumi.fleet.yaml",
      formatStack(6, (text) => text.replace(/\n +hourlyPriceUsd: 0.138/, "")),
    );
    const lines = await run("show", "--stack", "fleet");
    const [min, max] = [1, 2].map((side) =>
      lines
        .slice(1, 7)
        .map((line) => /(\S+) to (\S+) {2}/.exec(line)?.[side] ?? "")
        .reduce((sum, text) => sum + Number(text.replaceAll(",", "")), 0),
    );
    const [, totalMin = "", totalMax = ""] = /(\S+) to (\S+) {2}/.exec(lines[7] ?? "") ?? [];
    expect(Math.abs(Number(totalMin.replaceAll(",", "")) - (min ?? 0))).toBeLessThan(6);
    expect(Math.abs(Number(totalMax.replaceAll(",", "")) - (max ?? 0))).toBeLessThan(6);
    expect(lines[8]).toBe("the total of cost leaves out 1 of 6 endpoints");
  });

  it("is in full with --details and --endpoint, and with five endpoints", async () => {
    folder.write("Pulumi.fleet.yaml", formatStack(6));
    expect((await run("show", "--stack", "fleet", "--details")).join("\n").split("next changes:")).toHaveLength(7);
    expect((await run("show", "--stack", "fleet", "--endpoint", "model-006")).join("\n")).toContain("next changes:");
    folder.write("Pulumi.fleet.yaml", formatStack(5));
    expect((await run("plan", "--stack", "fleet")).join("\n")).toContain("cron(");
  });

  it("has one line for each changed endpoint in diff", async () => {
    folder.write("before.yaml", formatStack(7));
    folder.write(
      "after.yaml",
      formatStack(7, (text) => text.replaceAll("min: 1\n", "min: 2\n")),
    );
    const lines = await run("diff", "before.yaml", "after.yaml");
    expect(lines[2]).toMatch(/^endpoint +change +instance-hours before +after +cost in USD before +after$/);
    expect(lines.filter((line) => line.startsWith("model-"))).toHaveLength(7);
    expect(lines.find((line) => line.startsWith("7 endpoints"))).toMatch(/ to .* to /);
    const markdown = await run("diff", "before.yaml", "after.yaml", "--markdown");
    expect(markdown).toContain("| --- | --- | --- | --- | --- | --- |");
    expect((await run("diff", "before.yaml", "after.yaml", "--details")).length).toBeGreaterThan(70);
  });

  it("shows a change that all endpoints have once in diff", async () => {
    const createSame = (min: number) =>
      formatStack(6, (text) =>
        text
          .replaceAll(/windows:\n(?: {10,}.*\n)+/g, "windows: {}\n")
          .replaceAll(/min: \d+\n( +)max: \d+/g, `min: ${min}\n$1max: 9`),
      );
    folder.write("before.yaml", createSame(1));
    folder.write("after.yaml", createSame(2));
    const lines = await run("diff", "before.yaml", "after.yaml");
    expect(lines.filter((line) => line.includes("the same changes as model-001"))).toHaveLength(5);
    expect(lines.some((line) => line.startsWith("endpoint "))).toBe(false);
  });

  it("has a problem of many endpoints once in check, with their names", async () => {
    const burstable = (text: string): string => text.replaceAll("ml.m5.large", "ml.t2.large");
    folder.write("Pulumi.fleet.yaml", formatStack(6, burstable));
    const many = await folder.run("check", "--stack", "fleet");
    expect(many.err.match(/instance-type-burstable at endpoints/g)).toHaveLength(1);
    expect(many.err).toContain("; the same for model-002, model-003, model-004, model-005, model-006");
    folder.write("Pulumi.fleet.yaml", formatStack(5, burstable));
    const few = await folder.run("check", "--stack", "fleet");
    expect(few.err.match(/instance-type-burstable at endpoints/g)).toHaveLength(5);
  });
});

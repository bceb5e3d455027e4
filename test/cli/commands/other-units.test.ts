import { llmStackText } from "../../support/llm-stack";
import { StackFolder } from "./stack-files";

let folder: StackFolder;
beforeEach(() => {
  folder = new StackFolder();
  folder.write("Pulumi.llm.yaml", llmStackText);
});
afterEach(() => {
  folder.remove();
});

const run = async (...words: readonly string[]): Promise<string> => {
  const { out, err, code } = await folder.run(...words, "--file", "Pulumi.llm.yaml");
  expect([code, err]).toEqual([0, ""]);
  return out;
};

const joinLines = (text: string): string => text.replaceAll(/\s+/g, " ");

describe("a stack with copies and provisioned concurrency", () => {
  it("has no problems", async () => {
    expect(await run("check")).toBe("Pulumi.llm.yaml: no problems\n");
  });

  it("is shown in its own units", async () => {
    const out = joinLines(await run("show"));
    expect(out).toContain("llama: existing inference component llama-70b, ml.g5.48xlarge, limits in copies, ");
    expect(out).toMatch(/copy-hours a month: .*; its share of llm-host: .* instance-hours; cost USD/);
    expect(out).toContain("classify: existing serverless endpoint classify, limits in units of concurrency, ");
    expect(out).toMatch(/concurrency-hours a month: .*; cost USD .* at 0.05 a concurrency-hour/);
  });

  it("names the unit of limits in at, plan and explain", async () => {
    expect(await run("at", "2026-12-01T12:00+01:00")).toBe(
      [
        "llama at Tue 2026-12-01 12:00 +01:00 (Europe/Berlin): min 2, max 6 copies = window office",
        "qwen at Tue 2026-12-01 12:00 +01:00 (Europe/Berlin): min 1, max 1 copy = window office",
        "classify at Tue 2026-12-01 12:00 +01:00 (Europe/Berlin): min 5, max 20 units of concurrency = window office",
        "",
      ].join("\n"),
    );
    expect(await run("plan", "--endpoint", "llama")).toContain("  office: min 2, max 6 copies\n");
    expect(await run("explain", "2026-12-01T12:00+01:00", "--endpoint", "classify")).toMatch(
      /limits +min 5, max 20 units of concurrency\n/,
    );
    expect(JSON.parse(await run("at", "2026-12-01T12:00+01:00", "--endpoint", "llama", "--json"))).toEqual({
      unit: "copies",
      min: 2,
      max: 6,
      because: ["window office"],
    });
  });

  it("is drawn on the page and in a calendar in its own units", async () => {
    const page = joinLines(await run("page"));
    expect(page).toMatch(/<\/span> min, copies\s*<\/p>/);
    expect(page).toContain("<h3>Concurrency-hours and cost</h3>");
    expect(page).toContain("fewer to more units of concurrency at most");
    expect(page).not.toMatch(/min, instances|to \d+ instances/);
    expect((await run("ics", "--endpoint", "llama")).replaceAll("\r\n ", "")).toContain(
      "min 2\\, max 6 copies: window office",
    );
  });

  it("is compared in its own units", async () => {
    folder.write("after.yaml", llmStackText.replace("min: 2, max: 6", "min: 3, max: 6").replace("qwen-7b", "qwen-8b"));
    const { out } = await folder.run("diff", "Pulumi.llm.yaml", "after.yaml");
    expect(out).toContain("component.existing qwen-7b -> qwen-8b");
    expect(out).toMatch(/copy-hours .*\ninstance-hours .*\ncost in USD /);
    expect(out).toContain("no change: classify");
  });

  it("takes an override in copies", async () => {
    const out = await run("override", "llama", "--hold", "3", "--for", "2h");
    expect(out).toContain("llama: override: min 3, max 3 copies, in force until");
  });
});

import { StackFolder, stackText } from "./stack-files";

let folder: StackFolder;
beforeEach(() => {
  folder = new StackFolder();
  folder.write("Pulumi.dev.yaml", stackText);
});
afterEach(() => {
  folder.remove();
});

/** It is 2026-11-24 09:00 in Berlin. */
const moments: readonly (readonly [readonly string[], string])[] = [
  [["2026-12-25T09:00"], "Fri 2026-12-25 09:00 +01:00"],
  [["2026-07-01 09:00"], "Wed 2026-07-01 09:00 +02:00"],
  [["2026-12-25", "09:00"], "Fri 2026-12-25 09:00 +01:00"],
  [["tomorrow 09:00"], "Wed 2026-11-25 09:00 +01:00"],
  [["tomorrow", "09:00"], "Wed 2026-11-25 09:00 +01:00"],
  [["today", "07:00"], "Tue 2026-11-24 07:00 +01:00"],
  [["18:00"], "Tue 2026-11-24 18:00 +01:00"],
  [["08:00"], "Wed 2026-11-25 08:00 +01:00"],
  [["2027-03-28T02:30"], "Sun 2027-03-28 03:30 +02:00"],
  [["2026-12-25T09:00Z"], "Fri 2026-12-25 10:00 +01:00"],
  [["2026-12-25t09:00:00"], "Fri 2026-12-25 09:00 +01:00"],
  [["2026-12-25 09:00 +01:00"], "Fri 2026-12-25 09:00 +01:00"],
  [["2027-10-31T02:30"], "Sun 2027-10-31 02:30 +02:00"],
  [["24:00"], "Wed 2026-11-25 00:00 +01:00"],
];

describe("a moment without an offset", () => {
  it.each(moments)("%j is in the timetable's zone for at and explain", async (words, shown) => {
    const { out, err } = await folder.run("at", ...words, "--endpoint", "sentiment");
    expect([err, out]).toEqual(["", expect.stringContaining(`sentiment at ${shown} (Europe/Berlin)`)]);
    expect((await folder.run("explain", ...words, "--endpoint", "sentiment")).out).toContain(shown);
  });

  it("is in the zone of each endpoint", async () => {
    folder.write(
      "Pulumi.dev.yaml",
      stackText.replace("        baseline: { min: 1", "        timezone: America/New_York\n        baseline: { min: 1"),
    );
    const { out } = await folder.run("at", "2026-12-25T09:00");
    expect(out).toMatch(/sentiment at .* 09:00 -05:00 .*\nfraud at .* 09:00 \+01:00 /);
  });

  it("can begin and end an override", async () => {
    const words = ["--hold", "6", "--from", "tomorrow", "09:00", "--until", "tomorrow 18:00", "--dry-run"];
    const { out } = await folder.run("override", "sentiment", ...words);
    expect(out).toMatch(/announced from Wed 2026-11-25 09:00 [^]*until Wed 2026-11-25 18:00 /);
    const { out: short } = await folder.run("override", "sentiment", ...words.slice(0, 6), "18:00", "--dry-run");
    expect(short).toMatch(/until Wed 2026-11-25 18:00 /);
  });

  it.each([
    ["2026-02-30T09:00", "the date 2026-02-30 for the argument does not exist"],
    ["6pm", '"6pm" for the argument is not a moment'],
    ["7:5", '"7:5" for the argument is not a moment'],
    ["2026-12-25", '"2026-12-25" for the argument is not a moment'],
  ])("is refused as %s, without a guess", async (text, message) => {
    const { err, code } = await folder.run("at", text, "--endpoint", "sentiment");
    expect(err).toContain(`error: ${message}\n  write it on the clock of Europe/Berlin: `);
    expect(code).toBe(2);
  });
});

describe("the clock of npm run try", () => {
  beforeEach(() => {
    folder.write(".pulumi-local/dev/aws.json", `{"nowSeconds":${Date.parse("2026-12-01T12:00:00Z") / 1000}}`);
  });
  const said = "now is 2026-12-01T12:00Z, the clock of npm run try; to end it: npm run try -- reset --stack dev\n";

  it("is now for a stack that is deployed there, and the command says so", async () => {
    const { out, err } = await folder.run("at", "tomorrow", "09:00", "--endpoint", "sentiment");
    expect([err, out]).toEqual([said, expect.stringContaining("Wed 2026-12-02 09:00")]);
    const { out: written } = await folder.run("override", "sentiment", "--hold", "6", "--for", "6h", "--dry-run");
    expect(written).toContain("in force until Tue 2026-12-01 19:00");
  });

  it("does not replace --now, and other stacks do not have it", async () => {
    const words = ["at", "tomorrow", "09:00", "--endpoint", "sentiment"];
    expect(await folder.run(...words, "--now", "2026-11-24T08:00Z")).toMatchObject({ err: "" });
    folder.write("Pulumi.prod.yaml", stackText);
    expect((await folder.run(...words, "--stack", "prod")).out).toContain("Wed 2026-11-25 09:00");
  });
});

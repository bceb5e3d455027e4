import { readFileSync } from "node:fs";
import path from "node:path";
import { formatInstant } from "../../../src/timetable/time";
import { officeHistory } from "../../recommend/histories";
import { sharedStackText as text, StackFolder } from "./stack-files";

let folder: StackFolder;

beforeEach(() => {
  folder = new StackFolder();
  folder.write("Pulumi.dev.yaml", text);
});

afterEach(() => {
  folder.remove();
});

function readFile(): string {
  return readFileSync(path.join(folder.path, "Pulumi.dev.yaml"), "utf8");
}

describe("a shared timetable", () => {
  it("has no problems", async () => {
    expect(await folder.run("check")).toMatchObject({ code: 0, out: "Pulumi.dev.yaml: no problems\n" });
  });

  it("has one problem of all its endpoints, and names them if they are not all", async () => {
    folder.write("Pulumi.dev.yaml", text.replace("min: 4, max: 12", "min: 40, max: 12"));
    const { out, err } = await folder.run("check");
    const all = `${out}${err}`;
    expect(all.match(/min-above-max/g)).toHaveLength(1);
    expect(all).toContain("min-above-max at timetables.office.windows.day.min (line 8)");
    folder.write(
      "Pulumi.dev.yaml",
      `${text}    queue: { endpoint: { existing: q, async: true }, timetable: office }\n`.replace(
        "min: 1, max: 2",
        "min: 0, max: 2",
      ),
    );
    const partly = await folder.run("check");
    expect(`${partly.out}${partly.err}`).toContain("cannot have zero instances (endpoints sentiment, fraud, search)");
  });

  it("shows a change once, and the other endpoints in a line", async () => {
    folder.write("old.yaml", text);
    folder.write("new.yaml", text.replace('to: "18:00", min: 4', 'to: "19:00", min: 4'));
    const { out } = await folder.run("diff", "old.yaml", "new.yaml");
    expect(out).toContain("sentiment: 2 changes, Europe/Berlin\n  Mon-Fri 18:00-19:00: min 1 -> 4, max 2 -> 12\n");
    expect(out).toContain("search: 2 changes, Europe/Berlin\n  Mon-Fri 18:00-19:00: min 2 -> 4, max 3 -> 12\n");
    expect(out).toMatch(/\nfraud: the same changes as sentiment, instance-hours .* -> .*, cost in USD .* -> .*\n$/);
    const markdown = await folder.run("diff", "old.yaml", "new.yaml", "--markdown");
    expect(markdown.out.match(/^### /gm)).toHaveLength(2);
    expect(markdown.out).toContain("fraud: the same changes as sentiment");
  });

  it("is named by explain, with everyone who uses it", async () => {
    const { out } = await folder.run("explain", "--endpoint", "search");
    expect(out).toContain("timetable office, of sentiment, fraud, search");
    expect(JSON.parse((await folder.run("explain", "--endpoint", "search", "--json")).out)).toMatchObject({
      endpoints: { search: { timetables: ["office"] } },
    });
  });

  it("stays as it is when one of its endpoints gets an override", async () => {
    const override = '{ from: "2026-11-24T09:00", until: "2026-11-24T15:00", hold: 6 }';
    expect((await folder.run("override", "sentiment", "--hold", "6", "--for", "6h")).code).toBe(0);
    expect(readFile()).toBe(
      text.replace(
        "timetable: office # Shared.\n",
        `timetable: # Shared.\n        like: office\n        override: ${override}\n`,
      ),
    );
    expect((await folder.run("override", "search", "--hold", "6", "--for", "6h")).code).toBe(0);
    expect(readFile()).toContain(`min: 2, max: 3 }\n        override: ${override}\n`);
    expect((await folder.run("override", "search", "--end")).code).toBe(0);
    expect(readFile()).not.toContain(`min: 2, max: 3 }\n        override:`);
  });

  it("keeps an override of all its endpoints when one of them ends its own", async () => {
    const shared = '      override: { from: "2026-11-24T09:00", until: "2026-11-24T15:00", hold: 6 }\n';
    folder.write("Pulumi.dev.yaml", text.replace("      windows:\n", `${shared}      windows:\n`));
    const { code, err } = await folder.run("override", "fraud", "--end");
    expect(code).toBe(2);
    expect(err).toContain(
      "fraud shares its override with the other endpoints of its timetable: office (sentiment, fraud, search)",
    );
  });

  it("is not what recommend --write changes: the endpoint gets its own timetable", async () => {
    const rows = officeHistory.requests
      .slice(0, 14 * 144)
      .map((count, index) => `${formatInstant(officeHistory.start + index * 10)},${count}`);
    folder.write("requests.csv", rows.join("\n"));
    const words = ["--history", "requests.csv", "--per-instance", "10", "--windows", "1", "--endpoint", "search"];
    const { code, err } = await folder.run("recommend", ...words, "--write");
    expect([code, err]).toEqual([0, expect.stringContaining("search has its own timetable now, without office")]);
    const before = text.slice(0, text.indexOf("      timetable:\n"));
    expect(readFile().startsWith(before)).toBe(true);
    expect(readFile().slice(before.length)).not.toContain("like:");
  });
});

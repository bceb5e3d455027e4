import { readFileSync } from "node:fs";
import path from "node:path";
import { StackFolder } from "../cli/commands/stack-files";

const root = path.join(__dirname, "..", "..");
const guide = readFileSync(path.join(root, "docs", "calendars.md"), "utf8");

/** The guide's commands with the output it shows, in order: each reads what the earlier ones wrote. */
const examples = [...guide.matchAll(/```console\n\$ npm run -s timetable -- (.+)\n([^`]*)```/g)].map(
  ([, command = "", printed = ""]) => ({ command, printed }),
);

/** The guide's iCalendar file. */
const closures = [
  "BEGIN:VCALENDAR",
  "VERSION:2.0",
  "BEGIN:VEVENT",
  "SUMMARY:Between the years",
  "DTSTART;VALUE=DATE:20261227",
  "DTEND;VALUE=DATE:20270101",
  "END:VEVENT",
  "BEGIN:VEVENT",
  "SUMMARY:Deployment freeze",
  "DTSTART:20261130T170000Z",
  "DTEND:20261203T170000Z",
  "END:VEVENT",
  "END:VCALENDAR",
  "",
].join("\r\n");

function words(command: string): readonly string[] {
  return [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
}

describe("docs/calendars.md", () => {
  const folder = new StackFolder();
  folder.write("Pulumi.prod.yaml", readFileSync(path.join(root, "Pulumi.prod.yaml")));
  folder.write("closures.ics", closures);

  afterAll(() => {
    folder.remove();
  });

  it("has commands to try", () => {
    expect(examples.length).toBeGreaterThanOrEqual(5);
  });

  it.each(examples)("prints what it says: $command", async ({ command, printed }) => {
    const { code, out, err } = await folder.run(...words(command));
    expect(code).toBe(0);
    // The guide cuts long output at an empty line.
    expect(`${err}${out}\n`.slice(0, printed.length)).toBe(printed);
    expect(printed).not.toBe("");
  });

  it("shows the written file", async () => {
    await folder.run("calendar", "pull", "DE-BY", "--out", "new.yaml");
    const [, shown = ""] = /```yaml\n(# Public holidays[^`]*)```/.exec(guide) ?? [];
    const written = readFileSync(path.join(folder.path, "new.yaml"), "utf8");
    expect(shown).not.toBe("");
    expect(written.startsWith(shown)).toBe(true);
  });
});

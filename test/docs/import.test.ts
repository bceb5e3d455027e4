import { readFileSync } from "node:fs";
import path from "node:path";
import { StackFolder } from "../cli/commands/stack-files";

const root = path.join(__dirname, "..", "..");
const guide = readFileSync(path.join(root, "docs", "import.md"), "utf8");

const examples = [...guide.matchAll(/```console\n\$ npm run -s timetable -- (.+)\n([^`]*)```/g)].map(
  ([, command = "", printed = ""]) => ({ command, printed }),
);

describe("docs/import.md", () => {
  const folder = new StackFolder();
  const [, actions = ""] = /```json\n([^`]*)```/.exec(guide) ?? [];
  folder.write("Pulumi.prod.yaml", readFileSync(path.join(root, "Pulumi.prod.yaml")));
  folder.write("calendars/de-by.yaml", readFileSync(path.join(root, "calendars/de-by.yaml")));
  folder.write("actions.json", actions);

  afterAll(() => {
    folder.remove();
  });

  it("has commands to try", () => {
    expect(examples).toHaveLength(3);
  });

  it.each(examples)("prints what it says: $command", async ({ command, printed }) => {
    const { out, err } = await folder.run(...command.split(" "));
    expect(`${err}${out}`).toBe(printed);
    expect(printed).not.toBe("");
  });

  it("writes a stack file without errors", async () => {
    expect(await folder.run("check", "--stack", "prod")).toMatchObject({ code: 0 });
  });
});

import { readFileSync } from "node:fs";
import path from "node:path";
import { StackFolder } from "../cli/commands/stack-files";

const guide = readFileSync(path.join(__dirname, "../../docs/scaling.md"), "utf8");
const [, project = ""] = /```yaml\n(name: [^`]*)```/.exec(guide) ?? [];
const [, stack = ""] = /```yaml\n(config:\n[^`]*timetable: office[^`]*)```/.exec(guide) ?? [];

describe("docs/scaling.md", () => {
  it("shows a Pulumi.yaml whose timetable and defaults each stack uses", async () => {
    const folder = new StackFolder();
    folder.write("Pulumi.yaml", project);
    for (const name of ["eu", "us"]) folder.write(`Pulumi.${name}.yaml`, stack);
    for (const name of ["eu", "us"]) {
      const { code, out } = await folder.run("show", "--stack", name);
      expect(code).toBe(0);
      expect(out).toMatch(/^sentiment: ml\.m5\.large, \d+ scheduled actions/);
      expect(out).toMatch(/2-6 +Mon-Fri 08:00-18:00 +window day/);
    }
    folder.remove();
  });
});

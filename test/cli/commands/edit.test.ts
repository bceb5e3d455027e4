import { createServer } from "node:net";
import { StackFolder, stackText } from "./stack-files";

let folder: StackFolder;

beforeEach(() => {
  folder = new StackFolder();
  folder.write("Pulumi.dev.yaml", stackText);
});
afterEach(() => {
  folder.remove();
});

/** test/cli/editor/edit-page.test.ts has the successful cases. */
describe("timetable edit", () => {
  it("refuses the raw form, which has no windows", async () => {
    const { code, out, err } = await folder.run("edit", "--endpoint", "fraud");
    expect([code, out]).toEqual([2, ""]);
    expect(err).toBe(
      [
        'error: the endpoint "fraud" in Pulumi.dev.yaml has no readable timetable',
        "  the page edits windows; the raw form, schedules, has none",
        "  for details, run npm run timetable -- check --file Pulumi.dev.yaml",
        "",
      ].join("\n"),
    );
  });

  it("refuses a file that is not YAML, and names the command that says why", async () => {
    folder.write("Pulumi.dev.yaml", "config: [");
    const { code, err } = await folder.run("edit");
    expect(code).toBe(2);
    expect(err).toContain("no endpoint in Pulumi.dev.yaml has a readable timetable");
    expect(err).toContain("check --file Pulumi.dev.yaml");
  });

  it("refuses an unknown endpoint and a bad port", async () => {
    expect((await folder.run("edit", "--endpoint", "sentimant")).err).toContain("did you mean sentiment?");
    for (const port of ["0", "65536", "http", "-1", "80.5"]) {
      const { code, err } = await folder.run("edit", `--port=${port}`);
      expect([code, err]).toEqual([2, expect.stringContaining("It is not a port number from 1 to 65535.")]);
    }
  });

  it("reports a port that is in use", async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, "127.0.0.1", () => {
        const address = other.address();
        resolve(typeof address === "object" && address !== null ? address.port : 0);
      });
    });
    const { code, err } = await folder.run("edit", "--port", String(port), "--no-open");
    other.close();
    expect(code).toBe(2);
    expect(err).toContain(`error: cannot listen on port ${port}: `);
    expect(err).toContain("omit --port to use a free port");
  });
});

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

/** What it does when all is well stands in `test/edit/edit-page.test.ts`. */
describe("timetable edit", () => {
  it("refuses the raw form, which has no windows", async () => {
    const { code, out, err } = await folder.run("edit", "--endpoint", "fraud");
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(
      'error: the endpoint "fraud" of Pulumi.dev.yaml has no timetable that can be read',
    );
    expect(err).toContain("the raw form, schedules, has none");
  });

  it("refuses a file that is no YAML, and names the command that tells why", async () => {
    folder.write("Pulumi.dev.yaml", "config: [");
    const { code, err } = await folder.run("edit");
    expect(code).toBe(2);
    expect(err).toContain("no endpoint of Pulumi.dev.yaml has a timetable that can be read");
    expect(err).toContain("check --file Pulumi.dev.yaml");
  });

  it("refuses an unknown endpoint and a port that is none", async () => {
    expect((await folder.run("edit", "--endpoint", "sentimant")).err).toContain(
      "did you mean sentiment?",
    );
    for (const port of ["0", "65536", "http", "-1", "80.5"]) {
      const { code, err } = await folder.run("edit", `--port=${port}`);
      expect([code, err]).toEqual([2, expect.stringContaining("a number from 1 to 65535")]);
    }
  });

  it("says when the port is taken", async () => {
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
    expect(err).toContain("leave --port out");
  });
});

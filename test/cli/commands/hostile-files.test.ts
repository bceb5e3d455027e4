import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { StackFolder, stackText } from "./stack-files";

const pipeCommand = "mkfifo";
let stacks: StackFolder;
let outside: string;
const at = (name: string): string => path.join(stacks.path, name);

beforeEach(() => {
  stacks = new StackFolder();
  outside = mkdtempSync(path.join(tmpdir(), "outside-"));
  writeFileSync(path.join(outside, "a.yaml"), "root:x:secret\n- [");
  stacks.write("Pulumi.yaml", "name: inference-timetable\nruntime: nodejs\n");
  stacks.write("Pulumi.dev.yaml", stackText);
});
afterEach(() => {
  stacks.remove();
  rmSync(outside, { recursive: true });
});

const event = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261224\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

describe("a calendar file that a stack file names", () => {
  const check = (file: string) => {
    stacks.write("Pulumi.dev.yaml", stackText.replace(/closures: \{.*\}/, `closures: { file: ${file} }`));
    return stacks.run("check");
  };

  it.each([
    ["../OUTSIDE/a.yaml", "it is outside the folder of Pulumi.yaml"],
    ["/etc/passwd", "it is outside the folder of Pulumi.yaml"],
    ["/dev/zero", "it is outside the folder of Pulumi.yaml"],
    ["link.yaml", "it is outside the folder of Pulumi.yaml"],
    ["link/a.yaml", "it is outside the folder of Pulumi.yaml"],
    ["pipe.yaml", "it is not a regular file"],
    ["calendars", "it is a folder"],
    ["binary.yaml", "it is not UTF-8 text"],
    ["large.yaml", "it is larger than 1 MiB"],
    ["none.yaml", "no such file"],
  ])("%s is refused, and none of it is printed", async (file, reason) => {
    stacks.write("binary.yaml", Uint8Array.of(0xff, 0x0a));
    stacks.write("large.yaml", "x".repeat(1024 * 1024 + 1));
    mkdirSync(at("calendars"));
    symlinkSync(path.join(outside, "a.yaml"), at("link.yaml"));
    symlinkSync(outside, at("link"));
    spawnSync(pipeCommand, [at("pipe.yaml")]);
    const { code, err } = await check(file.replace("OUTSIDE", path.basename(outside)));
    expect(code).toBe(1);
    expect(err).toMatch(/^error calendar-file-unreadable at calendars\.closures\.file \(line 5\)\n/);
    expect(err).toContain(`: ${reason}\n`);
    expect(err).not.toMatch(/root|secret/);
  });

  it("may be a link that stays in the folder of Pulumi.yaml", async () => {
    stacks.write("calendars/real.yaml", 'dates: [{ date: "2026-12-24" }]\n');
    symlinkSync("calendars/real.yaml", at("link.yaml"));
    expect(await check("link.yaml")).toMatchObject({ code: 0 });
  });
});

describe("a stack file", () => {
  it.each([
    ["a pipe", () => spawnSync(pipeCommand, [at("Pulumi.bad.yaml")])],
    ["a device", () => symlinkSync("/dev/zero", at("Pulumi.bad.yaml"))],
  ])("that is %s is refused", async (_, create) => {
    create();
    for (const command of ["check", "edit --no-open", "override sentiment --end"]) {
      const { code, err } = await stacks.run(...command.split(" "), "--stack", "bad");
      expect({ code, err }).toEqual({ code: 2, err: "error: cannot read Pulumi.bad.yaml: it is not a regular file\n" });
    }
  });
});

describe("a file on the command line", () => {
  it.each([
    ["calendar import pipe", 2, "error: cannot read pipe: it is not a regular file\n"],
    ["calendar import /dev/zero", 2, "error: cannot read /dev/zero: it is not a regular file\n"],
    ["calendar import none.ics", 2, "error: cannot read none.ics: no such file\n"],
    ["import pipe", 2, "error: cannot read pipe: it is not a regular file\n"],
    ["import /dev/zero", 2, "error: cannot read /dev/zero: it is not a regular file\n"],
    ["calendar show pipe", 2, "error: cannot read pipe: it is not a regular file\n"],
    ["check --file pipe", 2, "error: cannot read pipe: it is not a regular file\n"],
    ["page --out pipe", 2, "error: cannot write pipe: it is not a regular file\n"],
    ["ics --out /dev/full", 2, "error: cannot write /dev/full: it is not a regular file\n"],
    ["calendar import a.ics --out pipe", 2, "error: cannot read pipe: it is not a regular file\n"],
    ["page --out none/page.html", 2, "error: cannot write none/page.html: no such folder\n"],
  ])("%s ends at once", async (command, code, err) => {
    spawnSync(pipeCommand, [at("pipe")]);
    stacks.write("a.ics", event);
    expect(await stacks.run(...command.split(" "))).toMatchObject({ code, err });
  });

  it("may lie anywhere", async () => {
    stacks.write("elsewhere/a.ics", event);
    expect(await stacks.run("calendar", "import", at("elsewhere/a.ics"))).toMatchObject({ code: 0 });
  });
});

describe("a command that writes", () => {
  const override = () => stacks.run("override", "sentiment", "--hold", "6", "--for", "6h");

  it("follows no link that waits at the name of its temporary file", async () => {
    stacks.write("victim", "untouched");
    const link = at(`Pulumi.dev.yaml.${process.pid}.new`);
    symlinkSync("victim", link);
    expect(await override()).toMatchObject({ code: 0 });
    expect(readFileSync(at("victim"), "utf8")).toBe("untouched");
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readdirSync(stacks.path)).toHaveLength(4);
  });

  it("keeps the mode of a file, and gives a new one the usual mode", async () => {
    chmodSync(at("Pulumi.dev.yaml"), 0o640);
    await override();
    expect(statSync(at("Pulumi.dev.yaml")).mode & 0o7777).toBe(0o640);
    stacks.write("a.ics", event);
    await stacks.run("calendar", "import", "a.ics");
    expect(statSync(at("calendars/a.yaml")).mode & 0o7777).toBe(0o666 & ~process.umask());
  });

  it("writes no calendar through a link that leaves the project", async () => {
    stacks.write("a.ics", event);
    mkdirSync(at("calendars"));
    for (const target of ["a.yaml", "none.yaml"]) {
      symlinkSync(path.join(outside, target), at("calendars/a.yaml"));
      expect(await stacks.run("calendar", "import", "a.ics")).toMatchObject({
        code: 2,
        err: "error: cannot write calendars/a.yaml: it is outside the folder of Pulumi.yaml\n",
      });
      rmSync(at("calendars/a.yaml"));
    }
    expect(readdirSync(outside)).toEqual(["a.yaml"]);
  });

  it("creates no file through a link to a missing one", async () => {
    symlinkSync("missing.html", at("page.html"));
    const { code, err } = await stacks.run("page", "--out", "page.html");
    expect({ code, err }).toEqual({ code: 2, err: "error: cannot write page.html: it is a link to a missing file\n" });
    expect(existsSync(at("missing.html"))).toBe(false);
  });
});

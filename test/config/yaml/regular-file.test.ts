import { spawnSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { findFileInside, maxFileBytes, readRegularFile } from "../../../src/config/yaml/regular-file";

const pipeCommand = "mkfifo";
let folder: string;
const at = (name: string): string => path.join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "timetable-file-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("readRegularFile", () => {
  it("reads a file, also through a link", () => {
    writeFileSync(at("a"), "text");
    symlinkSync("a", at("link"));
    expect(readRegularFile(at("a"))).toEqual({ bytes: Buffer.from("text") });
    expect(readRegularFile(at("link"))).toEqual({ bytes: Buffer.from("text") });
  });

  it("refuses what may never end, at once", () => {
    spawnSync(pipeCommand, [at("pipe")]);
    const reason = "it is not a regular file";
    for (const file of [at("pipe"), "/dev/zero", "/dev/stdin"]) expect(readRegularFile(file)).toEqual({ reason });
    expect(readRegularFile(folder)).toEqual({ reason: "it is a folder" });
  });

  it("refuses a file that is too large, whatever size it claims", () => {
    writeFileSync(at("large"), "");
    truncateSync(at("large"), maxFileBytes + 1);
    expect(readRegularFile(at("large"))).toEqual({ reason: "it is larger than 16 MiB" });
    truncateSync(at("large"), maxFileBytes);
    expect(readRegularFile(at("large"))).toHaveProperty("bytes");
    writeFileSync(at("small"), "12345");
    expect(readRegularFile(at("small"), 4)).toEqual({ reason: "it is larger than 4 bytes" });
  });

  it("says in its own words why a file cannot be opened", () => {
    symlinkSync("loop", at("loop"));
    writeFileSync(at("file"), "");
    expect(readRegularFile(at("none"))).toEqual({ reason: "no such file" });
    expect(readRegularFile(at("file/x"))).toEqual({ reason: "no such file" });
    expect(readRegularFile(at("loop"))).toEqual({ reason: "its links form a loop" });
    expect(readRegularFile(at("x".repeat(300)))).toEqual({ reason: "the name is too long" });
    expect(readRegularFile(at("a\u0000b"))).toEqual({ reason: "no such file" });
    if (process.getuid?.() === 0) return;
    chmodSync(at("file"), 0);
    expect(readRegularFile(at("file"))).toEqual({ reason: "permission denied" });
  });
});

describe("findFileInside", () => {
  it("finds files of the folder, also through links that stay in it", () => {
    mkdirSync(at("project/calendars"), { recursive: true });
    writeFileSync(at("project/calendars/a.yaml"), "");
    symlinkSync("calendars", at("project/link"));
    symlinkSync("project", at("alias"));
    const real = realpathSync(at("project/calendars/a.yaml"));
    for (const name of ["calendars/a.yaml", "../project/calendars/a.yaml", "link/a.yaml", real]) {
      for (const root of ["project", "alias"]) expect(findFileInside(at(root), name)).toBe(real);
    }
  });

  it("keeps a missing file, whose folder is inside", () => {
    mkdirSync(at("project"));
    expect(findFileInside(at("project"), "new/a.yaml")).toBe(path.join(realpathSync(folder), "project/new/a.yaml"));
  });

  it("finds nothing outside, whether by path or by link", () => {
    mkdirSync(at("project"));
    mkdirSync(at("projects"));
    writeFileSync(at("projects/a.yaml"), "");
    symlinkSync("/etc/passwd", at("project/passwd.yaml"));
    symlinkSync("../projects", at("project/link"));
    symlinkSync("/nowhere/at/all", at("project/dangling.yaml"));
    const outside = [
      "/etc/passwd",
      "../projects/a.yaml",
      "passwd.yaml",
      "link/a.yaml",
      "link/new.yaml",
      "..",
      "dangling.yaml",
    ];
    for (const name of outside) expect([name, findFileInside(at("project"), name)]).toEqual([name, undefined]);
  });
});

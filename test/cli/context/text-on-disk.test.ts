import {
  chmodSync,
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
import { readTextFile } from "../../../src/config/yaml";
import { replaceFile } from "../../../src/cli/context/replace-file";

let folder: string;
const at = (name: string): string => path.join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "timetable-disk-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("readTextFile", () => {
  it("keeps a byte order mark and line ends", () => {
    writeFileSync(at("a.yaml"), "\u{feff}a: 1\r\n");
    expect(readTextFile(at("a.yaml"))).toBe("\u{feff}a: 1\r\n");
  });

  it("returns undefined for binary and missing files", () => {
    writeFileSync(at("image"), Uint8Array.of(0xff, 0xfe, 0x00));
    expect(readTextFile(at("image"))).toBeUndefined();
    expect(readTextFile(at("missing"))).toBeUndefined();
    expect(readTextFile(folder)).toBeUndefined();
  });
});

describe("replaceFile", () => {
  it("replaces the text, keeps permissions, and leaves no other file", () => {
    writeFileSync(at("a.yaml"), "old");
    chmodSync(at("a.yaml"), 0o640);
    expect(replaceFile(at("a.yaml"), "new")).toBeUndefined();
    expect(readFileSync(at("a.yaml"), "utf8")).toBe("new");
    expect(statSync(at("a.yaml")).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder)).toEqual(["a.yaml"]);
  });

  it("follows a link and keeps it", () => {
    mkdirSync(at("real"));
    writeFileSync(at("real/a.yaml"), "old");
    symlinkSync("real/a.yaml", at("a.yaml"));
    expect(replaceFile(at("a.yaml"), "new")).toBeUndefined();
    expect(lstatSync(at("a.yaml")).isSymbolicLink()).toBe(true);
    expect(readFileSync(at("real/a.yaml"), "utf8")).toBe("new");
  });

  it("returns why it failed, and changes nothing", () => {
    expect(replaceFile(at("gone/a.yaml"), "new")).toBe("no such folder");
    mkdirSync(at("a.yaml"));
    expect(replaceFile(at("a.yaml"), "new")).toBe("it is a folder");
    expect(readdirSync(folder)).toEqual(["a.yaml"]);
  });
});

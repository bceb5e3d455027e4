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
import { readTextFile, replaceFile } from "../../../src/cli/context/cli-context";

let folder: string;
const at = (name: string): string => path.join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "timetable-disk-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("textOnDisk", () => {
  it("keeps a byte order mark and line ends as they are", () => {
    writeFileSync(at("a.yaml"), "\u{feff}a: 1\r\n");
    expect(readTextFile(at("a.yaml"))).toBe("\u{feff}a: 1\r\n");
  });

  it("is nothing where there is no text", () => {
    writeFileSync(at("image"), Uint8Array.of(0xff, 0xfe, 0x00));
    expect(readTextFile(at("image"))).toBeUndefined();
    expect(readTextFile(at("missing"))).toBeUndefined();
    expect(readTextFile(folder)).toBeUndefined();
  });
});

describe("replaceOnDisk", () => {
  it("puts the text in the file's place, with its permissions, and leaves nothing beside it", () => {
    writeFileSync(at("a.yaml"), "old");
    chmodSync(at("a.yaml"), 0o640);
    expect(replaceFile(at("a.yaml"), "new")).toBeUndefined();
    expect(readFileSync(at("a.yaml"), "utf8")).toBe("new");
    expect(statSync(at("a.yaml")).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder)).toEqual(["a.yaml"]);
  });

  it("follows a link, which stays one", () => {
    mkdirSync(at("real"));
    writeFileSync(at("real/a.yaml"), "old");
    symlinkSync("real/a.yaml", at("a.yaml"));
    expect(replaceFile(at("a.yaml"), "new")).toBeUndefined();
    expect(lstatSync(at("a.yaml")).isSymbolicLink()).toBe(true);
    expect(readFileSync(at("real/a.yaml"), "utf8")).toBe("new");
  });

  it("says why it could not, and leaves everything as it was", () => {
    expect(replaceFile(at("gone.yaml"), "new")).toMatch(/^cannot write .*gone\.yaml: ENOENT/);
    mkdirSync(at("a.yaml"));
    expect(replaceFile(at("a.yaml"), "new")).toMatch(/^cannot write/);
    expect(readdirSync(folder)).toEqual(["a.yaml"]);
  });
});

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const source = path.join(__dirname, "..", "src");

const files = readdirSync(source, { recursive: true, encoding: "utf8" })
  .map((file) => file.split(path.sep).join("/"))
  .filter((file) => file.endsWith(".ts"));

/** Every folder that holds code, as `plan/replay`; root files (`compile.ts`, `problem.ts`) are left out. */
const folders = [...new Set(files.map(toFolder))].filter((folder) => folder !== ".").toSorted();

/** Everybody may import `problem`, so no README lists it. */
const free = "problem";

/** The page's script has no bundler that drops what it does not use, so it imports files and not doors. */
const runInBrowser = [
  "timetable/format-week-intervals.ts",
  "timetable/timeline.ts",
  "cli/editor/browser/",
  "cli/editor/drafts.ts",
  "cli/editor/window-shape.ts",
];

function toFolder(file: string): string {
  return path.posix.dirname(file);
}

/** The files of `src` that a file imports, with their endings. */
function listImports(file: string): readonly string[] {
  const text = readFileSync(path.join(source, file), "utf8");
  const found = text.matchAll(/(?:from|import\(|require\()\s*"(\.[^"]*)"/g);
  return [...found].map(([, target]) => {
    const wanted = path.posix.join(toFolder(file), target ?? "");
    const candidates = [`${wanted}.ts`, `${wanted}/index.ts`, wanted];
    return candidates.find((candidate) => files.includes(candidate)) ?? wanted;
  });
}

/** A folder, or the name of a root file. */
function toRoom(file: string): string {
  return toFolder(file) === "." ? path.posix.basename(file, ".ts") : toFolder(file);
}

function listImportedRooms(folder: string): readonly string[] {
  const rooms = files
    .filter((file) => toFolder(file) === folder)
    .flatMap(listImports)
    .map(toRoom);
  return [...new Set(rooms)].filter((room) => room !== folder && room !== free).toSorted();
}

function readReadme(folder: string): string {
  return readFileSync(path.join(source, folder, "README.md"), "utf8");
}

function parseMayImport(folder: string): readonly string[] {
  const lines = readReadme(folder)
    .split("\n")
    .filter((line) => line.startsWith("May import: "));
  expect(lines).toHaveLength(1);
  const list = (lines[0] ?? "").slice("May import: ".length).replaceAll("`", "");
  if (list === "nothing") return [];
  return list
    .split(",")
    .map((name) => name.trim())
    .toSorted();
}

describe("the folders of src", () => {
  it("are those of the style guide, and the package", () => {
    const top = readdirSync(source, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .toSorted();
    expect(top).toEqual([
      "aws",
      "checks",
      "cli",
      "config",
      "deploy",
      "package",
      "plan",
      "recommend",
      "report",
      "simulator",
      "timetable",
      "verify",
    ]);
  });

  it.each(folders)("%s imports exactly what its README says", (folder) => {
    expect(listImportedRooms(folder)).toEqual(parseMayImport(folder));
  });

  it("are entered by their doors", () => {
    const broken = files
      .filter((file) => !runInBrowser.some((start) => file.startsWith(start)))
      .flatMap((file) =>
        listImports(file)
          .filter((target) => target.endsWith(".ts") && toFolder(target) !== toFolder(file))
          .filter((target) => toFolder(target) !== "." && !target.endsWith("/index.ts"))
          .map((target) => `${file} -> ${target}`),
      );
    expect(broken).toEqual([]);
  });

  it("import each other one way", () => {
    const imports = new Map(folders.map((folder) => [folder, listImportedRooms(folder)]));
    const rest = new Set([...folders, "compile"]);
    imports.set(
      "compile",
      listImports("compile.ts")
        .map(toRoom)
        .filter((room) => room !== free),
    );
    for (let before = 0; before !== rest.size;) {
      before = rest.size;
      for (const folder of rest) {
        if (!(imports.get(folder) ?? []).some((room) => rest.has(room))) rest.delete(folder);
      }
    }
    expect([...rest]).toEqual([]);
  });

  it("leave the simulator alone", () => {
    const users = folders.filter(
      (folder) =>
        !folder.startsWith("simulator/") && listImportedRooms(folder).some((room) => room.startsWith("simulator/")),
    );
    expect(users).toEqual([]);
  });

  it.each([
    ["@pulumi/", ["deploy", "simulator"]],
    ["@aws-sdk/", ["aws/client"]],
  ])("use %s only in %j", (packages, allowed) => {
    const users = files
      .filter((file) => readFileSync(path.join(source, file), "utf8").includes(`"${packages}`))
      .map(toFolder)
      .filter((folder) => !allowed.some((name) => `${folder}/`.startsWith(`${name}/`)));
    expect(users).toEqual([]);
  });
});

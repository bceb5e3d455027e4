import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const source = path.join(__dirname, "..", "src");

const folders = readdirSync(source, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .toSorted();

/** The layers that files outside any folder belong to. */
const rootFiles = readdirSync(source).filter((file) => file.endsWith(".ts"));

function filesIn(folder: string): readonly string[] {
  return readdirSync(path.join(source, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => path.join(source, folder, file));
}

function imports(file: string): readonly string[] {
  const text = readFileSync(file, "utf8");
  const found = text.matchAll(/(?:from|import\(|require\()\s*"(\.[^"]*)"/g);
  return [...found].map(([, target]) => path.join(path.dirname(file), target ?? ""));
}

/** The layer of a path inside `src`: a folder, or a root file's name. */
function layerOf(target: string): string {
  return path.relative(source, target).split(path.sep)[0]?.replace(/\.ts$/, "") ?? "";
}

function reallyImported(folder: string): readonly string[] {
  const layers = filesIn(folder).flatMap(imports).map(layerOf);
  // Everybody may import `createNameProblem`, so no README lists it.
  return [...new Set(layers)].filter((layer) => layer !== folder && layer !== "problem").toSorted();
}

function declared(folder: string): readonly string[] {
  const text = readFileSync(path.join(source, folder, "README.md"), "utf8");
  const lines = text.split("\n").filter((line) => line.startsWith("May import: "));
  expect(lines).toHaveLength(1);
  const list = (lines[0] ?? "").slice("May import: ".length).replaceAll("`", "");
  if (list === "nothing") return [];
  return list
    .split(",")
    .map((name) => name.trim())
    .filter((name) => !name.startsWith("@pulumi/"))
    .toSorted();
}

describe("the folders of src", () => {
  it("are found", () => {
    expect(folders).toEqual(expect.arrayContaining(["config", "plan", "resources", "time"]));
    expect(rootFiles).toContain("compile.ts");
  });

  it.each(folders)("%s imports exactly what its README says", (folder) => {
    expect(reallyImported(folder)).toEqual(declared(folder));
  });

  it.each(folders.filter((folder) => !["program", "resources", "local-aws"].includes(folder)))(
    "%s does without Pulumi",
    (folder) => {
      const users = filesIn(folder).filter((file) =>
        readFileSync(file, "utf8").includes('"@pulumi/'),
      );
      expect(users).toEqual([]);
    },
  );
});

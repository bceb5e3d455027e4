import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { StackFolder } from "../cli/commands/stack-files";

const root = path.resolve(__dirname, "../..");
const guide = readFileSync(path.join(root, "docs/problems.md"), "utf8");

/** The codes that the source can emit: the names of the rules, and those in the text. */
function findCodes(): readonly string[] {
  const files = readdirSync(path.join(root, "src"), { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !file.startsWith("simulator"),
  );
  const codes = files.flatMap((file) => {
    const text = readFileSync(path.join(root, "src", file), "utf8");
    const [, rule] = /([a-z0-9-]+)\.rule\.ts$/.exec(file) ?? [];
    return [rule ?? [], [...text.matchAll(/\bcode: "([^"]+)"/g)].flatMap(([, code]) => code ?? [])].flat();
  });
  return [...new Set(codes)].toSorted();
}

describe("docs/problems.md", () => {
  it("has a page for each code that the source can emit, and no other", () => {
    const pages = [...guide.matchAll(/^### (.+)$/gm)].flatMap(([, code]) => code ?? []);
    expect(pages.toSorted()).toEqual(findCodes());
    expect(pages.length).toBeGreaterThan(130);
  });

  it("shows the code in each page's example", () => {
    for (const page of guide.split(/^### /m).slice(1)) {
      const [code] = page.split("\n");
      expect(page).toMatch(new RegExp(`\`\`\`text\\n(?:(?:error|warning|note) ${code} at |${code}:\\n)`));
    }
  });

  it("is named after a list of problems", async () => {
    const folder = new StackFolder();
    folder.write("Pulumi.dev.yaml", "config: 1\n");
    const { err } = await folder.run("check");
    folder.remove();
    expect(err).toMatch(/\nPulumi\.dev\.yaml: 1 error; docs\/problems\.md explains each code\n$/);
  });
});

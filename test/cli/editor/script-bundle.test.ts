import { readFileSync } from "node:fs";
import path from "node:path";
import vm from "node:vm";
import { bundleScript } from "../../../src/cli/editor/edit-server";

const files: Readonly<Record<string, string>> = {
  "/a/main": `import { two } from "./deep/two"; import type { Kind } from "../types/kind"; const kind: Kind = two; result.value = kind + "</script>";`,
  "/a/deep/two": `import { one } from "../one"; export const two: number = one + one;`,
  "/a/one": `result.runs += 1; export const one = 1;`,
};

describe("bundleScript", () => {
  it("runs a file with its imports, without types", async () => {
    const script = await bundleScript("/a/main", (file) => files[file] ?? "missing");
    const result = { value: "", runs: 0 };
    vm.runInNewContext(script, { result });
    expect(result).toEqual({ value: "2</script>", runs: 1 });
    expect(script).not.toContain("</script");
  });

  it("bundles the page's script without Node modules", async () => {
    const entry = path.join(__dirname, "../../../src/cli/editor/browser/main");
    const script = await bundleScript(entry, (file) => readFileSync(`${file}.ts`, "utf8"));
    expect(script).not.toContain("require(");
    expect(() => new vm.Script(script)).not.toThrow();
  });
});

import vm from "node:vm";
import { bundlePageScript } from "../../../src/cli/editor/bundle-page-script";

describe("bundlePageScript", () => {
  it("bundles the page's script without Node modules, for use inside a script element", async () => {
    const script = await bundlePageScript();
    expect(script).not.toMatch(/\brequire\(/);
    expect(script).not.toContain("</script");
    expect(script).not.toContain(process.cwd());
    expect(() => new vm.Script(script)).not.toThrow();
  });
});

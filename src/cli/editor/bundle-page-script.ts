import path from "node:path";

/**
 * Bundles the script of the page with all that it imports. The published package has the result instead of this
 * function.
 * @returns the same bytes for the same files, in any folder
 */
export async function bundlePageScript(): Promise<string> {
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    entryPoints: [path.join(__dirname, "browser", "main.ts")],
    bundle: true,
    write: false,
    format: "iife",
    target: "es2022",
    charset: "utf8",
  });
  return outputFiles.map(({ text }) => text).join("");
}

import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { build, type Plugin } from "esbuild";
import { bundlePageScript } from "../src/cli/editor/bundle-page-script";
import { createManifest, type RootManifest } from "./create-manifest";

/** `npm run package [-- FOLDER]`: builds the npm package in a folder, and packs it there. */
const root = path.resolve(__dirname, "..");
const [out = path.join(root, "dist")] = process.argv.slice(2);
const folder = path.resolve(out, "package");

async function buildPackage(): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const manifest = createManifest(JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as RootManifest);
  writeFileSync(path.join(folder, "package.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);
  for (const file of ["README.md", "PulumiPlugin.yaml", "schema.json"]) {
    copyFileSync(path.join(__dirname, file), path.join(folder, file));
  }
  for (const file of ["LICENSE", "CHANGELOG.md", "docs/problems.md"]) {
    copyFileSync(path.join(root, file), path.join(folder, path.basename(file)));
  }
  await bundleScripts(manifest, await bundlePageScript());
  emitTypes();
  execFileSync("npm", ["pack", "--silent", "--pack-destination", path.dirname(folder)], {
    cwd: folder,
    stdio: ["ignore", "inherit", "inherit"],
  });
}

/** Packages that jest cannot load as they are, because they have ES modules only. */
const bundled = /^node_modules\/temporal-(?:polyfill|utils|spec)\//;

async function bundleScripts({ version, ...manifest }: ReturnType<typeof createManifest>, page: string): Promise<void> {
  const { metafile } = await build({
    entryPoints: {
      index: path.join(root, "src/package/index.ts"),
      cli: path.join(root, "src/cli/main.ts"),
      provider: path.join(root, "src/deploy/provider/main.ts"),
    },
    absWorkingDir: root,
    outdir: folder,
    bundle: true,
    platform: "node",
    target: "node20.19",
    format: "cjs",
    charset: "utf8",
    external: [...Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }), "date-holidays"],
    plugins: [replaceModules(version, page)],
    metafile: true,
    logLevel: "warning",
  });
  const unexpected = Object.keys(metafile.inputs).filter((file) => /node_modules/.test(file) && !bundled.test(file));
  if (unexpected.length > 0) throw new Error(`not a dependency of the package: ${unexpected.join(", ")}`);
}

/** What differs in the package: the page's script and the version are known, commands run with npx, and files are inside. */
function replaceModules(version: string, page: string): Plugin {
  const replacements: Readonly<Record<string, string>> = {
    "bundle-page-script.ts": `export const bundlePageScript = async () => ${JSON.stringify(page)};`,
    "read-version.ts": `export const readVersion = () => ${JSON.stringify(version)};`,
  };
  return {
    name: "replace-modules",
    setup: (bundle) => {
      bundle.onLoad({ filter: /[/\\]src[/\\].*\.ts$/ }, ({ path: file }) => ({
        contents: (replacements[path.basename(file)] ?? readFileSync(file, "utf8"))
          .replaceAll(/npm run (?:-s )?timetable --(?= |")/g, "npx timetable")
          .replaceAll("docs/problems.md", "node_modules/inference-timetable/problems.md"),
        loader: "ts",
      }));
    },
  };
}

/** Keeps the declarations that users see. */
function emitTypes(): void {
  const types = path.join(folder, "types");
  execFileSync(process.execPath, [require.resolve("typescript/bin/tsc"), "-p", __dirname, "--outDir", types], {
    stdio: "inherit",
  });
  const seen = new Map<string, string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    const text = readFileSync(path.join(types, file), "utf8");
    seen.set(file, text);
    for (const [, target = ""] of text.matchAll(/from "(\.[^"]*)"/g)) {
      const wanted = path.join(path.dirname(file), target);
      visit(existsSync(path.join(types, `${wanted}.d.ts`)) ? `${wanted}.d.ts` : path.join(wanted, "index.d.ts"));
    }
  };
  visit("package/index.d.ts");
  rmSync(types, { recursive: true });
  for (const [file, text] of seen) {
    mkdirSync(path.dirname(path.join(types, file)), { recursive: true });
    writeFileSync(path.join(types, file), text);
  }
}

void buildPackage();

import { execFileSync, spawn, spawnSync, type SpawnSyncReturns } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { installPackage, type InstalledPackage } from "../support/installed-package";

const root = path.resolve(__dirname, "../..");

let project: InstalledPackage;
const at = (...parts: readonly string[]): string => project.at(...parts);
const installed = (...parts: readonly string[]): string => project.inPackage(...parts);

beforeAll(() => {
  project = installPackage();
  for (const file of ["Pulumi.yaml", "Pulumi.dev.yaml", "Pulumi.prod.yaml", "timetable-test.prod.yaml", "calendars"]) {
    cpSync(path.join(root, file), at(file), { recursive: true });
  }
});
afterAll(() => {
  project.remove();
});

/** The command as npx starts it, without npx. */
function timetable(words: readonly string[], cwd = at()): SpawnSyncReturns<string> {
  const environment = { ...process.env, TIMETABLE_NOW: undefined, FORCE_COLOR: undefined, NO_COLOR: undefined };
  return spawnSync(process.execPath, [installed("cli.js"), ...words], { cwd, encoding: "utf8", env: environment });
}

const run = (file: string, words: readonly string[] = [], ...options: readonly string[]): SpawnSyncReturns<string> =>
  spawnSync(process.execPath, [...options, file, ...words], { cwd: at(), encoding: "utf8" });

describe("the packed package", () => {
  it("is smaller than 1 MB and has these files", () => {
    expect(statSync(project.tarball).size).toBeLessThan(1_000_000);
    const files = readdirSync(installed(), { recursive: true, encoding: "utf8" }).filter((file) =>
      statSync(installed(file)).isFile(),
    );
    expect(files.toSorted()).toEqual([
      "CHANGELOG.md",
      "LICENSE",
      "PulumiPlugin.yaml",
      "README.md",
      "cli.js",
      "index.js",
      "package.json",
      "problems.md",
      "provider.js",
      "schema.json",
      "types/deploy/component/index.d.ts",
      "types/deploy/component/timetabled-endpoint-args.d.ts",
      "types/deploy/component/timetabled-endpoint.d.ts",
      "types/package/compile-timetable.d.ts",
      "types/package/index.d.ts",
      "types/problem.d.ts",
    ]);
  });

  it("depends on ranges, has Pulumi as a peer, and leaves out what only the repository needs", () => {
    const { dependencies, peerDependencies } = project.manifest;
    expect(Object.keys(peerDependencies)).toEqual(["@pulumi/aws", "@pulumi/pulumi"]);
    for (const range of Object.values({ ...dependencies, ...peerDependencies })) expect(range).toMatch(/^\^\d/);
    expect(Object.keys(dependencies)).toEqual([
      "@aws-sdk/client-application-auto-scaling",
      "@aws-sdk/client-cloudwatch",
      "@aws-sdk/client-sagemaker",
      "@aws-sdk/client-sts",
      "@aws-sdk/credential-providers",
      "commander",
      "ical.js",
      "moment-timezone",
      "rrule-temporal",
      "timezones-ical-library",
      "valibot",
      "yaml",
    ]);
  });

  it("has none of this machine's paths in it", () => {
    for (const file of ["cli.js", "index.js", "provider.js"])
      expect(readFileSync(installed(file), "utf8")).not.toContain(root);
  });
});

describe("importing the package", () => {
  const use = `
    const timetable = { timezone: "Europe/Berlin", baseline: { min: 1, max: 1 } };
    console.log(JSON.stringify([limitsAt(timetable, "2026-12-25T09:00"), typeof compileTimetable, typeof TimetabledEndpoint]));`;
  const answer = '[{"min":1,"max":1},"function","function"]\n';

  it("works in CommonJS, deploys nothing, and loads no AWS client", () => {
    writeFileSync(
      at("use.cjs"),
      `const { limitsAt, compileTimetable, TimetabledEndpoint } = require("inference-timetable");${use}
       console.log(Object.keys(require.cache).filter((file) => /@aws-sdk|date-holidays|ical\\.js|rrule|commander/.test(file)).join());`,
    );
    expect(run("use.cjs")).toMatchObject({ status: 0, stderr: "", stdout: `${answer}\n` });
  });

  it("works in ES modules", () => {
    writeFileSync(
      at("use.mjs"),
      `import { limitsAt, compileTimetable, TimetabledEndpoint } from "inference-timetable";${use}`,
    );
    expect(run("use.mjs")).toMatchObject({ status: 0, stderr: "", stdout: answer });
  });

  it.each(["jest", "vitest", "node:test"] as const)("works in %s without any settings", (runner) => {
    const expectations = (importing: string) => `${importing}
      ${runner === "node:test" ? "const expect = (found) => ({ toEqual: (wanted) => assert.deepStrictEqual(found, wanted) });" : ""}
      test("Christmas", () => {
        const exceptions = [{ dates: "2026-12-25", use: { min: 1, max: 1 } }];
        const timetable = { timezone: "Europe/Berlin", baseline: { min: 2, max: 3 }, exceptions };
        expect(limitsAt(timetable, "2026-12-24T09:00")).toEqual({ min: 2, max: 3 });
        expect(limitsAt(timetable, "2026-12-25T09:00")).toEqual({ min: 1, max: 1 });
      });`;
    const folder = `in-${runner.replace(":", "-")}`;
    mkdirSync(at(folder));
    for (const [form, importing] of Object.entries(importings[runner])) {
      writeFileSync(at(folder, `timetable.test.${form}`), expectations(importing));
    }
    const { status, stdout, stderr } = runners[runner](folder);
    const [, passed] =
      /(?:Tests:\s+|Tests\s+|# pass )(\d+)/.exec(`${stdout}${stderr}`.replaceAll(/\u001b\[\d+m/g, "")) ?? [];
    expect({ status, passed }).toEqual({ status: 0, passed: "2" });
  });
});

const required = 'const { limitsAt } = require("inference-timetable");';
const imported = 'import { limitsAt } from "inference-timetable";';
/** How the tests get the package, by the ending of their file. Vitest has no CommonJS of its own. */
const importings = {
  jest: { cjs: required, mjs: `import { expect, test } from "@jest/globals"; ${imported}` },
  vitest: {
    js: `import { createRequire } from "node:module"; import { expect, test } from "vitest";
      const require = createRequire(import.meta.url); ${required}`,
    mjs: `import { expect, test } from "vitest"; ${imported}`,
  },
  "node:test": {
    cjs: `const assert = require("node:assert"); const { test } = require("node:test"); ${required}`,
    mjs: `import assert from "node:assert"; import { test } from "node:test"; ${imported}`,
  },
};

const runners = {
  jest: (folder: string) => {
    const jest = path.join(root, "node_modules/jest/bin/jest.js");
    // Node's flag for ES modules in jest: https://jestjs.io/docs/ecmascript-modules
    return run(jest, ["--rootDir", folder], "--experimental-vm-modules", "--no-warnings");
  },
  vitest: (folder: string) => {
    installVitest();
    return run(at("vitest/node_modules/vitest/vitest.mjs"), ["run", "--dir", folder]);
  },
  "node:test": (folder: string) => run(at(folder, "timetable.test.cjs"), [at(folder, "timetable.test.mjs")], "--test"),
};

/** From npm, because a dependency on it would add 42 MB to the repository's. */
function installVitest(): void {
  const words = ["install", "--prefix", at("vitest"), "--no-audit", "--no-fund", "--loglevel=error", "vitest@4.1.12"];
  mkdirSync(at("vitest"));
  execFileSync("npm", words, { stdio: ["ignore", "ignore", "inherit"] });
  symlinkSync(at("vitest/node_modules/vitest"), at("node_modules/vitest"));
}

describe("the package's README", () => {
  const blocks = [...readFileSync(path.join(root, "package/README.md"), "utf8").matchAll(/```ts\n([\s\S]*?)```/g)].map(
    ([, code]) => code!,
  );

  it.each([
    ["nodenext", "nodenext", "mts"],
    ["nodenext", "nodenext", "cts"],
    ["bundler", "esnext", "ts"],
    ["node10", "commonjs", "ts"],
  ])("compiles with moduleResolution %s and module %s, as %s", (moduleResolution, module, ending) => {
    const wrong = `import { TimetabledEndpoint } from "inference-timetable";
      // @ts-expect-error a misspelled key
      new TimetabledEndpoint("a", { timezon: "Europe/Berlin" });`;
    const files = [...blocks, wrong].map((code, index) => {
      writeFileSync(at(`block-${index}.${ending}`), code);
      return `block-${index}.${ending}`;
    });
    const compilerOptions = {
      ...{ moduleResolution, module, target: "es2022", strict: true, exactOptionalPropertyTypes: true },
      ...{ noEmit: true, types: ["node"], skipLibCheck: true, esModuleInterop: true },
    };
    writeFileSync(at("tsconfig.json"), JSON.stringify({ compilerOptions, files }));
    const { stdout, status } = run(path.join(root, "node_modules/typescript/bin/tsc"));
    expect({ stdout, status }).toEqual({ stdout: "", status: 0 });
  });

  it.each([
    [1, 2],
    [2, 1],
  ])("has a test in block %s that passes in node:test, without types", (block, count) => {
    const types = /, type Timetable|: Timetable|<object>/g;
    writeFileSync(at("readme.test.mjs"), blocks[block]!.replaceAll(types, ""));
    const { status, stdout } = run("readme.test.mjs", [], "--test");
    expect(stdout).toContain(`pass ${count}`);
    expect(status).toBe(0);
  });
});

describe("the command of the package", () => {
  it("shows, checks and tests a stack file in little time", () => {
    writeFileSync(at("cpu.cjs"), 'process.on("exit", () => console.error(process.cpuUsage().user / 1e6));');
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["-r", at("cpu.cjs"), installed("cli.js"), "show", "--stack", "dev"],
      { cwd: at(), encoding: "utf8" },
    );
    expect(status).toBe(0);
    expect(stdout).toContain("every week, Europe/Berlin");
    // Half a second on an idle machine; twice as much on a busy one.
    expect(Number(stderr)).toBeLessThan(1);
    expect(timetable(["check", "--stack", "prod"]).status).toBe(0);
    expect(timetable(["test", "--stack", "prod"])).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^timetable-test\.prod\.yaml: \d expectations hold\n$/),
      stderr: "",
    });
  });

  it("names itself as npx starts it", () => {
    const { stdout } = timetable(["show", "--help"]);
    expect(stdout).toContain("npx timetable show");
    expect(stdout).not.toContain("npm run");
  });

  it("has a version, colors on request, and another folder", () => {
    const { version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
      readonly version: string;
    };
    expect(timetable(["--version"]).stdout).toBe(`${version}\n`);
    const escape = "\u001b[";
    expect(timetable(["show", "--stack", "dev", "--color"]).stdout).toContain(escape);
    expect(timetable(["show", "--color", "--no-color", "--stack", "dev"]).stdout).not.toContain(escape);
    const elsewhere = timetable(["--cwd", at(), "check", "--stack", "dev"], tmpdir());
    expect(elsewhere).toMatchObject({ status: 0 });
    expect(timetable(["check", `--cwd=${at()}`, "--file", "Pulumi.dev.yaml"], tmpdir())).toMatchObject({ status: 0 });
    expect(timetable(["check", "--stack", "dev"], tmpdir()).status).toBe(2);
  });

  it("serves the page of edit with its script", async () => {
    const server = spawn(process.execPath, [installed("cli.js"), "edit", "--stack", "dev", "--json", "--no-open"], {
      cwd: at(),
    });
    try {
      let printed = "";
      await new Promise<void>((resolve, reject) => {
        server.on("exit", (status) => reject(new Error(`exit code ${String(status)}`)));
        server.stdout.on("data", (text) => {
          printed += String(text);
          if (printed.includes("}")) resolve();
        });
      });
      const page = await (await fetch((JSON.parse(printed) as { url: string }).url)).text();
      expect(page).toContain("addEventListener");
    } finally {
      server.removeAllListeners("exit");
      server.kill();
    }
  });

  it("says what calendar pull needs", () => {
    expect(existsSync(at("node_modules/date-holidays"))).toBe(false);
    const { status, stderr } = timetable(["calendar", "pull", "DE-BY"]);
    expect(status).toBe(2);
    expect(stderr).toContain("npm install --no-save date-holidays");
  });
});

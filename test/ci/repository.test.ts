import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { builtVersion } from "../../src/simulator/try/pulumi-cli";

const root = path.join(__dirname, "..", "..");
const read = (file: string): string => readFileSync(path.join(root, file), "utf8");
const { engines } = JSON.parse(read("package.json")) as { readonly engines: { readonly node: string } };
const [major = 0, minor = 0] = read(".node-version").trim().split(".").map(Number);

describe(".node-version", () => {
  it("is a version that engines in package.json allow", () => {
    const ranges = [...engines.node.matchAll(/[\^=](\d+)\.(\d+)/g)].map(([, ...parts]) => parts.map(Number));
    expect(ranges.some(([first = 0, second = 0]) => first === major && second <= minor)).toBe(true);
  });

  it("is supported by Node, as the package's README says for each release in engines", () => {
    const { node } = engines;
    const releases = [...node.matchAll(/[\^=](\d+)/g)].map(([, release = ""]) => release);
    expect(releases).toContain(String(major));
    for (const release of releases)
      expect(read("package/README.md")).toMatch(new RegExp(`Node ${release}\\b[^;]*April 20\\d\\d`));
  });

  it("is new enough for npm's trusted publishing, and the version that publishes", () => {
    expect(major).toBeGreaterThanOrEqual(24);
    expect(read(".github/workflows/release.yml")).toContain(`node-version: ${major}\n`);
    expect(read("docs/ci.md")).toContain(`image: node:${major}\n`);
  });
});

describe("the dev container", () => {
  const { image, features } = JSON.parse(read(".devcontainer/devcontainer.json")) as {
    readonly image: string;
    readonly features: Readonly<Record<string, object>>;
  };

  it("has a pinned image with the Node of .node-version, and the Pulumi CLI of CI and of npm run try", () => {
    expect(image).toMatch(
      new RegExp(`^mcr\\.microsoft\\.com/devcontainers/javascript-node:\\d+\\.\\d+\\.\\d+-${major}-`),
    );
    expect(Object.entries(features)).toEqual([
      [expect.stringMatching(/\/pulumi:\d+\.\d+\.\d+$/), { version: builtVersion }],
    ]);
    expect(read(".github/workflows/ci.yml")).toContain(`pulumi-version: ${builtVersion}\n`);
  });
});

describe("renovate.json", () => {
  interface Rule {
    readonly groupName?: string;
    readonly matchPackageNames: readonly string[];
    readonly allowedVersions?: string;
  }
  const config = JSON.parse(read("renovate.json")) as {
    readonly extends: readonly string[];
    readonly packageRules: readonly Rule[];
    readonly customManagers: readonly {
      readonly managerFilePatterns: readonly string[];
      readonly matchStrings: readonly string[];
    }[];
  };

  it("pins actions by their commits, and raises Pulumi's packages together", () => {
    expect(config.extends).toContain("helpers:pinGitHubActionDigestsToSemver");
    const pulumi = config.packageRules.find(({ groupName }) => groupName === "pulumi");
    expect(pulumi?.matchPackageNames).toContain("@pulumi/**");
  });

  it("holds back only packages that are installed, at versions below the ones it refuses", () => {
    const { packages } = JSON.parse(read("package-lock.json")) as {
      readonly packages: Readonly<Record<string, { readonly version: string }>>;
    };
    const held = config.packageRules.filter(({ allowedVersions }) => allowedVersions !== undefined);
    expect(held.length).toBeGreaterThan(3);
    for (const { matchPackageNames, allowedVersions } of held) {
      const limit = /^<([\d.]+)$/.exec(allowedVersions ?? "")?.[1] ?? "";
      const version = packages[`node_modules/${matchPackageNames[0]}`]?.version ?? "";
      expect(version).toMatch(/^\d/);
      expect(version.localeCompare(limit, "en", { numeric: true })).toBe(-1);
    }
  });

  it("finds the version of the Pulumi CLI in each file that has it", () => {
    const [{ managerFilePatterns, matchStrings } = { managerFilePatterns: [], matchStrings: [] }] =
      config.customManagers;
    const files = [".github/workflows/ci.yml", ".devcontainer/devcontainer.json", "src/simulator/try/pulumi-cli.ts"];
    expect(managerFilePatterns).toHaveLength(files.length);
    for (const [index, file] of files.entries()) {
      expect(file).toMatch(new RegExp(managerFilePatterns[index]?.slice(1, -1) ?? "no pattern"));
      const found = matchStrings.flatMap((each) => new RegExp(each).exec(read(file))?.groups?.["currentValue"] ?? []);
      expect(found).toEqual([builtVersion]);
    }
  });
});

describe("the issue forms", () => {
  interface Form {
    readonly name: string;
    readonly description: string;
    readonly body: readonly {
      readonly type: string;
      readonly id?: string;
      readonly attributes: { readonly label?: string; readonly value?: string };
      readonly validations?: { readonly required: boolean };
    }[];
  }
  const folder = ".github/ISSUE_TEMPLATE";
  const readForm = (file: string): Form => parse(read(`${folder}/${file}`)) as Form;

  it("are these", () => {
    expect(readdirSync(path.join(root, folder)).toSorted()).toEqual(["bug.yml", "config.yml", "feature.yml"]);
    expect(parse(read(`${folder}/config.yml`))).toEqual({ blank_issues_enabled: false });
  });

  // https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema
  it.each(["bug.yml", "feature.yml"])("%s has what GitHub requires", (file) => {
    const { name, description, body } = readForm(file);
    expect([name, description].every((text) => text.length > 2)).toBe(true);
    for (const { type, attributes } of body) {
      expect(["markdown", "textarea", "input"]).toContain(type);
      expect(typeof (type === "markdown" ? attributes.value : attributes.label)).toBe("string");
    }
    const ids = body.flatMap(({ id }) => id ?? []);
    expect(ids).toEqual([...new Set(ids)]);
    expect(ids.length).toBe(body.filter(({ type }) => type !== "markdown").length);
  });

  it("require version, stack file and the output of check for a bug", () => {
    const required = readForm("bug.yml").body.flatMap(({ id, validations }) =>
      validations?.required ? (id ?? []) : [],
    );
    expect(required).toEqual(expect.arrayContaining(["version", "stack", "check"]));
  });
});

describe("CODEOWNERS", () => {
  const lines = read(".github/CODEOWNERS")
    .split("\n")
    .filter((line) => /^[^#\s]/.test(line));

  it("names existing files, and only placeholders as owners", () => {
    expect(lines.length).toBeGreaterThan(2);
    for (const line of lines) {
      const [pattern = "", ...owners] = line.split(/\s+/);
      expect({ pattern, exists: pattern === "*" || existsSync(path.join(root, pattern)) }).toEqual({
        pattern,
        exists: true,
      });
      for (const owner of owners) expect(owner).toMatch(/^@your-org\//);
    }
  });
});

describe("links", () => {
  it.each(["CONTRIBUTING.md", "SECURITY.md", "README.md", "docs/contributing.md", "package/README.md"])(
    "of %s lead to files, and to headings that they have",
    (file) => {
      for (const [, target = "", heading] of read(file).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)) {
        const found = path.join(path.dirname(file), target);
        expect({ found, exists: existsSync(path.join(root, found)) }).toEqual({ found, exists: true });
        if (heading !== undefined) expect(read(found).toLowerCase()).toContain(`# ${heading.replaceAll("-", " ")}`);
      }
    },
  );
});

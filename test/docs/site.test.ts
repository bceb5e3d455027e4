import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

const root = path.resolve(__dirname, "../..");
const site = path.join(root, "dist-docs");

/** Files and anchors of the site that `file` links to. */
function listDeadLinks(file: string): readonly string[] {
  const html = readFileSync(path.join(site, file), "utf8");
  return [...html.matchAll(/<a\b[^>]*? href="([^"]+)"/g)].flatMap(([, href = ""]) => {
    if (/^(?:https?|mailto):/.test(href)) return [];
    const { pathname, hash } = new URL(href.replaceAll("&amp;", "&"), `http://site/${file}`);
    const target = path.join(site, pathname === "/" ? "index.html" : decodeURIComponent(pathname));
    if (!existsSync(target) || !statSync(target).isFile()) return [`${file}: ${href}`];
    const id = decodeURIComponent(hash.slice(1));
    const isFound = id === "" || readFileSync(target, "utf8").includes(`id="${id}"`);
    return isFound ? [] : [`${file}: ${href}`];
  });
}

describe("npm run docs", () => {
  // Also the checks: an install and a build take about a minute.
  beforeAll(() => {
    const { status, stdout, stderr } = spawnSync("npm", ["run", "docs"], { cwd: root, encoding: "utf8" });
    if (status !== 0) throw new Error(`${stdout}\n${stderr}`);
  });

  it("builds a page for each guide, and the sidebar has all of them", () => {
    const guides = readdirSync(path.join(root, "docs")).filter((file) => file.endsWith(".md") && file !== "README.md");
    const index = readFileSync(path.join(site, "index.html"), "utf8");
    for (const guide of guides) expect(index).toContain(`href="/${guide.replace(/md$/, "html")}"`);
  });

  it("has no dead link and no dead anchor", () => {
    const pages = readdirSync(site).filter((file) => file.endsWith(".html") && file !== "404.html");
    expect(pages.length).toBeGreaterThan(15);
    expect(pages.flatMap(listDeadLinks)).toEqual([]);
  });

  it("loads nothing from elsewhere", () => {
    for (const file of readdirSync(site).filter((each) => each.endsWith(".html"))) {
      const html = readFileSync(path.join(site, file), "utf8");
      expect(html).not.toMatch(/<(?:script|img|iframe)\b[^>]* src="https?:|<link\b[^>]* href="https?:/);
    }
    const styles = readdirSync(path.join(site, "assets")).filter((each) => each.endsWith(".css"));
    expect(styles.length).toBeGreaterThan(0);
    for (const file of styles) {
      expect(readFileSync(path.join(site, "assets", file), "utf8")).not.toMatch(/url\(["']?https?:|@import/);
    }
  });
});

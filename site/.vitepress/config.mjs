import { cpSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { defineConfig } from "vitepress";

const root = path.resolve(import.meta.dirname, "../..");
const docs = path.join(root, "docs");

/** A copy of docs: pages outside this folder would not find its packages. */
const pages = path.join(root, "site", "pages");
rmSync(pages, { recursive: true, force: true });
cpSync(docs, pages, { recursive: true });

/** The order of the pages: that of docs/README.md, whose sections are those of the sidebar. */
function listSidebar() {
  const [, ...sections] = readFileSync(path.join(docs, "README.md"), "utf8").split(/^## /m);
  return sections.map((section) => ({
    text: section.slice(0, section.indexOf("\n")),
    items: [...section.matchAll(/^- \[(.+?)\]\((.+?)\.md\)/gm)].map(([, text, page]) => ({ text, link: `/${page}` })),
  }));
}

/** The repository in package.json, if it is known; the site then links to its files. */
const { repository } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
const repositoryUrl = repository?.url?.replace(/^git\+|\.git$/g, "");

/** Links to files outside docs go to the repository, or become text. Braces in code are no expressions of Vue. */
function adaptTokens(md) {
  md.core.ruler.push("adapt-tokens", ({ tokens, env }) => {
    for (const { children } of tokens) {
      for (const [index, token] of (children ?? []).entries()) {
        if (token.type === "code_inline") token.attrSet("v-pre", "");
        const href = token.type === "link_open" ? token.attrGet("href") : null;
        if (!href?.startsWith("../")) continue;
        const file = path.posix.join("docs", path.posix.dirname(env.relativePath), href);
        if (repositoryUrl !== undefined) token.attrSet("href", `${repositoryUrl}/blob/main/${file}`);
        else hideLink(children, index);
      }
    }
  });
}

function hideLink(tokens, index) {
  const end = tokens.findIndex(({ type }, at) => at > index && type === "link_close");
  for (const token of [tokens[index], tokens[end]])
    Object.assign(token, { type: "text", tag: "", content: "", nesting: 0 });
}

/** Anchors as on GitHub. */
const slugify = (heading) =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(" ", "-");

export default defineConfig({
  title: "inference-timetable",
  description: "Amazon SageMaker inference endpoints on a timetable, as a Pulumi program",
  srcDir: pages,
  outDir: path.join(root, "dist-docs"),
  rewrites: { "README.md": "index.md" },
  markdown: { config: adaptTokens, anchor: { slugify } },
  themeConfig: { sidebar: listSidebar(), outline: [2, 3], search: { provider: "local" }, externalLinkIcon: true },
  buildEnd: ({ outDir }) => cpSync(docs, outDir, { recursive: true, filter: (file) => !file.endsWith(".md") }),
});

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { listAssertedProblems } from "./asserted-problems";
import { causes } from "./problem-causes";

/** The groups of `docs/problems.md`; a code belongs to the first one whose files raise it. */
const groups = [
  { title: "Commands and the editor", files: /^src\/(?:cli\/(?:editor|import)|recommend|config\/edit)\// },
  { title: "The stack file", files: /^src\/(?:config|cli)\// },
  { title: "Endpoints and timetables", files: /^src\/(?:checks\/stack|plan)\// },
  { title: "Budget and quotas", files: /^src\/checks\/account\// },
  { title: "AWS and the last deployment", files: /^src\/(?:checks\/live|deploy)\// },
  { title: "Differences that drift reports", files: /^src\/report\/drift\// },
] as const;

/** The order in which the groups are printed. */
const printed = [1, 2, 3, 4, 5, 0] as const;

/** A problem code with its page. */
interface ProblemPage {
  readonly code: string;
  readonly group: string;
  readonly cause: string;
  /** URLs of the rule's comment. */
  readonly links: readonly string[];
  /** A stack file of `test/bad-config` that has the problem. */
  readonly yaml?: string;
  /** What the program prints. */
  readonly text: string;
}

/**
 * Formats the pages of all problem codes as Markdown, by group.
 * @param root the folder of the repository
 */
export function formatProblemPages(root: string): string {
  const pages = listProblemPages(root);
  return printed
    .flatMap((index) => {
      const { title } = groups[index];
      return [`## ${title}`, ...pages.filter(({ group }) => group === title).map(formatPage)];
    })
    .join("\n\n");
}

function formatPage({ code, cause, links, yaml, text }: ProblemPage): string {
  return [
    `### ${code}`,
    cause,
    ...(links.length === 0 ? [] : [`See ${links.map((link) => `<${link}>`).join(", ")}.`]),
    ...(yaml === undefined ? [] : [`\`\`\`yaml\n${yaml}\`\`\``]),
    `\`\`\`text\n${text}\n\`\`\``,
  ].join("\n\n");
}

/**
 * Lists every code that `src` can emit with its page.
 * @throws if a code has no cause or no example, or if there is a cause without a code
 */
function listProblemPages(root: string): readonly ProblemPage[] {
  const codes = findCodes(root);
  const configured = listConfiguredExamples(root);
  const asserted = new Map(
    listAssertedProblems(root)
      .toReversed()
      .map(({ code, text }) => [code, { text }]),
  );
  const unused = Object.keys(causes).filter((code) => codes.get(code)?.rule !== undefined || !codes.has(code));
  const missing = unused.map((code) => `nothing raises ${code}, or its rule has a comment: remove it from the causes`);
  const pages = [...codes]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([code, { group, rule }]): readonly ProblemPage[] => {
      const example = configured.get(code) ?? asserted.get(code);
      const { cause, links } = rule === undefined ? { cause: causes[code], links: [] } : readComment(rule);
      if (cause === undefined) missing.push(`${code} has no cause: write a comment above its rule, or its cause`);
      if (example === undefined)
        missing.push(`${code} has no example: no test and no test/bad-config has its full text`);
      return cause === undefined || example === undefined ? [] : [{ code, group, cause, links, ...example }];
    });
  if (missing.length > 0) throw new Error(missing.join("\n"));
  return pages;
}

/** What raises a code: its group, and the file of its rule. */
interface CodeSource {
  readonly group: string;
  readonly rule?: string;
}

function findCodes(root: string): ReadonlyMap<string, CodeSource> {
  const files = readdirSync(path.join(root, "src"), { recursive: true, encoding: "utf8" })
    .map((file) => `src/${file.replaceAll(path.sep, "/")}`)
    .filter((file) => file.endsWith(".ts") && !file.startsWith("src/simulator"));
  const codes = new Map<string, CodeSource>();
  for (const { title, files: form } of groups) {
    for (const file of files.filter((each) => form.test(each))) {
      const [, rule] = /([a-z0-9-]+)\.rule\.ts$/.exec(file) ?? [];
      const text = readFileSync(path.join(root, file), "utf8");
      const raised = [...text.matchAll(/\bcode: "([a-z0-9-]+)"/g)].flatMap(([, code]) => code ?? []);
      for (const code of raised) if (!codes.has(code)) codes.set(code, { group: title });
      if (rule !== undefined) codes.set(rule, { group: title, rule: path.join(root, file) });
    }
  }
  return codes;
}

/** Reads the comment of a rule: its sentences, and the URLs after `@see`. */
function readComment(rule: string): Pick<ProblemPage, "links"> & { readonly cause?: string } {
  const text = readFileSync(rule, "utf8");
  const [, comment = ""] = /\/\*\*((?:(?!\*\/)[^])*)\*\/\nexport (?:const|function) check/.exec(text) ?? [];
  const lines = comment.split("\n").map((line) => line.replace(/^ *\* ?/, "").trim());
  const end = lines.findIndex((line) => line.startsWith("@"));
  const cause = lines
    .slice(0, end < 0 ? undefined : end)
    .join("\n")
    .trim();
  const links = [...comment.matchAll(/@see (https:\/\/[^\s;,]+)/g)].flatMap(([, link]) => link ?? []);
  return { links, ...(cause === "" ? {} : { cause }) };
}

/** The shortest case of `test/bad-config` for each code, with the problem alone. */
function listConfiguredExamples(root: string): ReadonlyMap<string, Pick<ProblemPage, "yaml" | "text">> {
  const folder = path.join(root, "test/bad-config");
  const cases = readdirSync(folder)
    .filter((name) => name.endsWith(".txt"))
    .map((name) => {
      const yaml = readFileSync(path.join(folder, name.replace(/txt$/, "yaml")), "utf8");
      const text = readFileSync(path.join(folder, name), "utf8");
      return { yaml: yaml.slice(yaml.indexOf("\n") + 1), problems: text.trimEnd().split("\n\n") };
    });
  const examples = new Map<string, Pick<ProblemPage, "yaml" | "text">>();
  const hasEndpoint = (yaml: string): boolean => /timetable:|schedules:/.test(yaml);
  const bestFirst = cases.toSorted(
    (a, b) =>
      a.problems.length - b.problems.length ||
      Number(hasEndpoint(b.yaml)) - Number(hasEndpoint(a.yaml)) ||
      a.yaml.length - b.yaml.length,
  );
  for (const { yaml, problems } of bestFirst) {
    for (const text of problems) {
      const [, code = ""] = /^\w+ ([a-z0-9-]+) at /.exec(text) ?? [];
      if (!examples.has(code)) examples.set(code, { yaml, text });
    }
  }
  return examples;
}

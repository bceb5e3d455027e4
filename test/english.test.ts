import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

const root = path.join(__dirname, "..");

function read(file: string): string {
  return readFileSync(path.join(root, file), "utf8");
}

function listFiles(folder: string, ending: string): readonly string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .map((file) => path.posix.join(folder, file.split(path.sep).join("/")))
    .filter((file) => file.endsWith(ending))
    .toSorted();
}

/** Words in code quotes are names, or quoted as wrong: nobody reads them as part of a sentence. */
function listCodeSpans(text: string): readonly string[] {
  return [...text.matchAll(/`([^`\n]+)`/g)].map(([, span = ""]) => span);
}

/** The right column of the table in docs/contributing.md. */
const bannedWords = read("docs/contributing.md")
  .split("\n")
  .flatMap((line) => {
    const [, , notWanted = ""] = line.startsWith("| ") ? line.split("|") : [];
    return listCodeSpans(notWanted);
  });

/** "told" and "Told", but not a constant of another program such as "CANCELLED". */
const bannedPattern = new RegExp(
  `\\b(${bannedWords
    .map((word) => `[${word.charAt(0)}${word.charAt(0).toUpperCase()}]${word.slice(1)}`)
    .map((word) => word.replaceAll(" ", "\\s+(?:\\*\\s+)?"))
    .join("|")})\\b`,
  "g",
);

interface Passage {
  /** Offset in the file. */
  readonly start: number;
  readonly text: string;
}

/** The strings and comments of a TypeScript file: identifiers may be called anything. */
function listPassages(text: string): readonly Passage[] {
  const file = ts.createSourceFile("file.ts", text, ts.ScriptTarget.ESNext, true);
  const passages: Passage[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isJSDoc(node)) return;
    const children = node.getChildren(file);
    for (const child of children) visit(child);
    if (children.length > 0) return;
    const start = node.getStart(file);
    passages.push({ start: node.pos, text: text.slice(node.pos, start) });
    if (ts.isStringLiteralLike(node) || isTemplatePart(node)) passages.push({ start, text: node.getText(file) });
  };
  visit(file);
  return passages;
}

function isTemplatePart(node: ts.Node): boolean {
  return ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
}

/** The document with its code blocks and code quotes blank, so that lines keep their numbers. */
function blankCode(text: string): string {
  return text.replaceAll(/^( *)(`{3,4})[^]*?^\1\2$|`[^`\n]+`/gm, (code) => code.replaceAll(/[^\n]/g, " "));
}

/** @returns each banned word as `file:line: word` */
function findBannedWords(file: string, text: string, passages: readonly Passage[]): readonly string[] {
  return passages.flatMap((passage) =>
    [...blankQuotes(passage.text).matchAll(bannedPattern)].map(({ index, 0: word }) => {
      const line = text.slice(0, passage.start + index).split("\n").length;
      return `${file}:${line}: ${word.replaceAll(/\s+(?:\*\s+)?/g, " ")}`;
    }),
  );
}

/** A template's own backquote opens or closes it, so only quotes inside of one passage count. */
function blankQuotes(text: string): string {
  const isTemplate = /^[`}]/.test(text);
  return isTemplate ? text : text.replaceAll(/`[^`\n]+`/g, (code) => " ".repeat(code.length));
}

function checkSource(file: string, text: string): readonly string[] {
  // Most files hold none anywhere, and parsing takes long.
  return text.search(bannedPattern) < 0 ? [] : findBannedWords(file, text, listPassages(text));
}

function checkDocument(file: string, text: string): readonly string[] {
  const prose = blankCode(text);
  return findBannedWords(file, prose, [{ start: 0, text: prose }]);
}

describe("the search for banned words", () => {
  it("takes its words from docs/contributing.md", () => {
    expect(bannedWords).toEqual(expect.arrayContaining(["told", "anew", "takes away", "colour"]));
    expect(bannedWords).not.toContain("unknown key");
  });

  it("finds them in the strings and comments of a source, and not in its names", () => {
    const source = [
      "// Told by AWS.",
      "const told = stands.anew;",
      "/** It takes",
      " * away what `whoever` wrote. */",
      "function said() {",
      '  return ["colour", `x ${told} anew ${said()} grey`, `stands`, "CANCELLED"]; // amiss',
      "}",
    ].join("\n");
    expect(checkSource("a.ts", source)).toEqual([
      "a.ts:1: Told",
      "a.ts:3: takes away",
      "a.ts:6: colour",
      "a.ts:6: anew",
      "a.ts:6: grey",
      "a.ts:6: stands",
      "a.ts:6: amiss",
    ]);
  });

  it("finds them in the prose of a document, and not in its code", () => {
    const document = "It is `told`\nanew.\n\n```console\n$ whoever\n```\n\nGives\nway.\n";
    expect(checkDocument("a.md", document)).toEqual(["a.md:2: anew", "a.md:8: Gives way"]);
  });
});

describe("plain English", () => {
  const documents = [
    ...["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "package/README.md"],
    ...["docs", "examples", "templates"].flatMap((folder) => listFiles(folder, ".md")),
    ...listFiles(".github/ISSUE_TEMPLATE", ".yml"),
    ...listFiles("src", "README.md"),
  ];
  const sources = ["index.ts", ...listFiles("src", ".ts")];

  it.each(documents)("%s has no banned word", (file) => {
    expect(checkDocument(file, read(file))).toEqual([]);
  });

  it("the strings and comments of the sources have no banned word", () => {
    expect(sources.length).toBeGreaterThan(100);
    expect(sources.flatMap((file) => checkSource(file, read(file)))).toEqual([]);
  });
});

import path from "node:path";

/** Files of the program by their paths without ending, as text. */
export type ReadModule = (file: string) => string;

/**
 * TypeScript files as one script for a browser: the file named and all that it imports from files.
 *
 * The compiler that runs the program is at hand already, so no other bundler is needed.
 *
 * In:  `entrySection` is the absolute path without `.ts`; types are not checked here
 * Out: the same files give the same bytes; it does not depend on where they lie
 */
export async function bundleScript(entry: string, read: ReadModule): Promise<string> {
  const { default: ts } = await import("typescript");
  const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
  const modules = new Map<string, string>();
  const add = (file: string): string => {
    const name = toModuleName(entry, file);
    if (modules.has(name)) return name;
    modules.set(name, "");
    const { outputText } = ts.transpileModule(read(file), { compilerOptions: options });
    const script = outputText.replaceAll(
      /require\("(\.[^"]+)"\)/g,
      (_, target: string) => `need("${add(path.join(path.dirname(file), target))}")`,
    );
    modules.set(name, script);
    return name;
  };
  const first = add(entry);
  return formatBundle(
    [...modules].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    first,
  );
}

/** A module is run when it is first needed, as in Node. */
function formatBundle(modules: readonly (readonly [string, string])[], first: string): string {
  const functions = modules.map(
    ([name, script]) => `${JSON.stringify(name)}(exports, need) {\n${script}}`,
  );
  return [
    `const modules = {\n${functions.join(",\n")}\n};`,
    "const done = {};",
    "const need = (name) => {",
    "  if (!(name in done)) modules[name]((done[name] = {}), need);",
    "  return done[name];",
    "};",
    `need(${JSON.stringify(first)});`,
  ]
    .join("\n")
    .replaceAll("</script", "<\\/script");
}

function toModuleName(entry: string, file: string): string {
  return path.relative(path.dirname(entry), file).split(path.sep).join("/");
}

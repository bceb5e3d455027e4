import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { editStackText } from "../../src/config/edit/edit-stack-text";
import { describeEngine, stepMilliseconds } from "./support/describe-engine";

/** Texts that readers of YAML take for something else, or stumble over, where they are not written with care. */
const texts = [
  ...["08:00", "2026-12-24", "2026-12-24T12:00", "yes", "no", "n", "on", "null", "~", "", "true"],
  ...["010", "0700", "1e3", "1_000", "0xff", "0b1", "0o7", ".5", ".inf", "Infinity", "10m", "1.50"],
  ...[" x", "x ", "a: b", "a # b", "#c", "{x}", "[x]", "a,b", "it's", 'say "hi"', "back\\slash"],
  ...["- x", "?x", ":x", "x:", "%x", "@x", "`x", "|", ">", "*x", "&x", "!x", "<<", "="],
  ...["cron(0 17 ? * MON-FRI *)", "two\nlines", "a\tb", "1. Weihnachtstag", "Käse & Brot", "🎉"],
  ...["\u{85}", "\u{200d}", "\u{2028}", "\u{feff}x", "\u{e0001}"],
];

describeEngine("an edited stack file", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "timetable-edited-"));
  const pulumi = (...words: readonly string[]) =>
    promisify(execFile)("pulumi", [...words, "--non-interactive", "--stack", "edited"], {
      cwd: folder,
      env: {
        ...process.env,
        PULUMI_BACKEND_URL: `file://${folder}`,
        PULUMI_CONFIG_PASSPHRASE: "edited",
        PULUMI_SKIP_UPDATE_CHECK: "true",
      },
    });

  beforeAll(async () => {
    writeFileSync(path.join(folder, "Pulumi.yaml"), "name: inference-timetable\nruntime: nodejs\n");
    await pulumi("stack", "init");
  }, stepMilliseconds);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it(
    "is read by the engine with every text as it was meant, in braces, lists and lines, as value and as key",
    async () => {
      const tags = Object.fromEntries(texts.map((text, index) => [`k${index}`, text]));
      // The engine takes << for a merge in quotes too; no name may be that.
      const names = texts.filter((text) => text !== "<<");
      const keys = Object.fromEntries(names.map((text) => [text, 1]));
      const block = { small: { texts }, keys };
      const edited = editStackText("config:\n  aws:region: eu-central-1\n", [
        { path: ["tags"], value: tags },
        { path: ["endpoints", "a"], value: block },
      ]);
      if (!("text" in edited)) throw new Error(JSON.stringify(edited.problems));
      writeFileSync(path.join(folder, "Pulumi.edited.yaml"), edited.text);
      const { stdout } = await pulumi("config", "--json");
      const read = JSON.parse(stdout);
      expect(read["inference-timetable:tags"].objectValue).toEqual(tags);
      expect(read["inference-timetable:endpoints"].objectValue).toEqual({ a: block });
    },
    stepMilliseconds,
  );
});

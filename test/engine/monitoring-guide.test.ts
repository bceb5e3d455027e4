import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildClockExpressions } from "../../src/plan/monitoring/build-metric-math";
import { describeEngine, stepMilliseconds } from "./support/describe-engine";
import { tryIn } from "./support/try-in";

const root = path.join(__dirname, "..", "..");
const guide = readFileSync(path.join(root, "docs", "monitoring.md"), "utf8");

const [, stackFile = ""] = /```yaml\n([^`]*)```/.exec(guide) ?? [];
const [, start = ""] = /`npm run try -- (up --now \S+)`/.exec(guide) ?? [];

/** The guide's commands with what they are said to print, in their order: each sees what the earlier ones did. */
const examples = [...guide.matchAll(/```console\n([^`]*)```/g)].flatMap(([, text = ""]) =>
  text
    .split("$ npm run -s try -- ")
    .slice(1)
    .map((part) => {
      const [command = "", ...printed] = part.trimEnd().split("\n");
      return { command, printed: printed.join("\n") };
    }),
);

/** Random suffixes differ from run to run; `…` stands for anything, a line of it for any lines or none. */
function pattern(printed: string): RegExp {
  const escaped = printed.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const loose = escaped.replaceAll(/\n *…$/gm, "[^]*").replaceAll("…", ".*");
  return new RegExp(`^${loose.replaceAll(/-[0-9a-f]{7}\b/g, "-[0-9a-f]{7}")}\n$`);
}

describeEngine("docs/monitoring.md", () => {
  it(
    "prints what it says",
    () => {
      const folder = mkdtempSync(path.join(tmpdir(), "timetable-arrival-"));
      cpSync(path.join(root, "Pulumi.yaml"), path.join(folder, "Pulumi.yaml"));
      writeFileSync(path.join(folder, "Pulumi.dev.yaml"), stackFile);
      try {
        expect(tryIn(folder, start.split(" "))).toMatchObject({ code: 0, err: "" });
        expect(examples).toHaveLength(4);
        for (const { command, printed } of examples) {
          const { code, out, err } = tryIn(folder, command.split(" "));
          expect({ command, code, err }).toEqual({ command, code: 0, err: "" });
          expect(out).toMatch(pattern(printed));
        }
        const account = readFileSync(path.join(folder, ".pulumi-local", "dev", "aws.json"), "utf8");
        const shown = guide.match(/^(e|w|m1|missing) {2,}\S+$/gm) ?? [];
        expect(shown).toHaveLength(4);
        for (const line of shown) expect(account).toContain(`"${line.replace(/^\w+ +/, "")}"`);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    2 * stepMilliseconds,
  );

  it("shows how the wall clock begins", () => {
    const [, begins = "?"] = /^l +(.*)…$/m.exec(guide) ?? [];
    const [, local] = buildClockExpressions("Europe/Berlin", "n");
    expect(local?.expression.startsWith(begins)).toBe(true);
  });
});

import { isAllowedBy, type TextRule } from "../../../aws/facts";
import type { Problem } from "../../../problem";

/** A text of the stack file that AWS receives, with AWS's rule for it. */
export interface RuledText {
  readonly path: string;
  readonly text: string;
  /** What the text should be: `an image in Amazon ECR`. */
  readonly what: string;
  readonly rule: TextRule;
}

/** Returns a text of the stack file with AWS's rule for it; nothing if it is absent. */
export function toRuledTexts(
  path: string,
  text: string | undefined,
  what: string,
  rule: TextRule,
): readonly RuledText[] {
  return text === undefined ? [] : [{ path, text, what, rule }];
}

/** Finds the texts that AWS would refuse. */
export function findRefusedTexts(code: string, texts: readonly RuledText[]): readonly Problem[] {
  return texts
    .filter(({ text, rule }) => !isAllowedBy(rule, text))
    .map(({ path, text, what, rule }) => ({
      severity: "error",
      code,
      path,
      message: `"${text}" is not ${what}`,
      expected: `at most ${rule.maxLength} characters: ${rule.words}`,
      fix: suggestFix(text, rule),
    }));
}

function suggestFix(text: string, rule: TextRule): string {
  const length = [...text].length;
  if (length > rule.maxLength) return `shorten it by ${length - rule.maxLength}`;
  const hyphenated = text.replaceAll(/[^a-zA-Z0-9]+/g, "-").replaceAll(/^-+|-+$/g, "");
  const isRepaired = rule.takesHyphens === true && isAllowedBy(rule, hyphenated);
  return isRepaired ? `write ${hyphenated}` : `write one such as ${rule.example}`;
}

import { isAllowedBy, type NameRule } from "../../../aws/facts";
import type { Problem } from "../../../problem";

/** A text of the stack file that AWS will see, and what AWS takes there. */
export interface RuledText {
  readonly path: string;
  readonly text: string;
  /** `an image in Amazon ECR`: what the text ought to be. */
  readonly what: string;
  readonly rule: NameRule;
}

/** An error for each text that AWS would refuse. */
export function findRefusedTexts(code: string, texts: readonly RuledText[]): readonly Problem[] {
  return texts
    .filter(({ text, rule }) => !isAllowedBy(rule, text))
    .map(({ path, text, what, rule }) => ({
      severity: "error",
      code,
      path,
      message: `"${text}" is not ${what}`,
      expected: `at most ${rule.maxLength} characters: ${rule.words}`,
      ...suggestFix(text, rule),
    }));
}

function suggestFix(text: string, rule: NameRule): Pick<Problem, "fix"> {
  const length = [...text].length;
  if (length > rule.maxLength) return { fix: `shorten it by ${length - rule.maxLength}` };
  const hyphened = text.replaceAll(/[^a-zA-Z0-9]+/g, "-").replaceAll(/^-+|-+$/g, "");
  return rule.takesHyphens === true && isAllowedBy(rule, hyphened)
    ? { fix: `write ${hyphened}` }
    : {};
}

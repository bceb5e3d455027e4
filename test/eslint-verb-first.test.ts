import { type Rule, RuleTester } from "eslint";
import tseslint from "typescript-eslint";

const verbFirst = jest.requireActual<Rule.RuleModule>("../eslint.verb-first.js");

// RuleTester declares its own tests with describe and it.
new RuleTester({ languageOptions: { parser: tseslint.parser } }).run("verb-first", verbFirst, {
  valid: [
    "export function createTarget() {}",
    "export const isBusy = () => true;",
    "export const toText = ((x) => x) as Print;",
    "export const html = () => '';",
    "export const quota = 4;",
    "function target() {}",
    "class Target { limits() {} }",
  ],
  invalid: [
    {
      code: "export function target() {}",
      errors: [{ message: '"target" does not begin with a verb: write what it does, such as "createTarget"' }],
    },
    { code: "export const issue = (x) => x;", errors: [{ messageId: "verb" }] },
    { code: "export default function limits() {}", errors: [{ messageId: "verb" }] },
    { code: "export const limits = function () {} satisfies F;", errors: [{ messageId: "verb" }] },
    {
      code: "const targetOf = () => 1;",
      errors: [{ message: '"targetOf" ends in "Of": write "getTarget", not "targetOf"' }],
    },
    { code: "export function getCostOf() {}", errors: [{ messageId: "of" }] },
  ],
});

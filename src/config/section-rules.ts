import { type Field, getDescription } from "./field";
import type { FieldProblem } from "./field-issue";
import { formatWriteFix } from "./run-field";
import { joinWords } from "./user-text";

/** A rule that looks only at which keys are written. */
export type KeyRule = (values: object, written: ReadonlySet<string>) => readonly FieldProblem[];

/**
 * Exactly one of several keys has to be written.
 *
 * In:  `refreshFix`: what to write when none is
 * Out: a problem at the first of the keys when none is written, at each further one when several are
 */
export function requireExactlyOne(
  keys: readonly [string, string, ...string[]],
  fix: string,
): KeyRule {
  return (_values, written) => {
    const [first, ...others] = keys.filter((key) => written.has(key));
    return first === undefined
      ? [
          {
            code: "missing-key",
            at: [keys[0]],
            message: `none of ${joinWords(keys, "and")} is written`,
            expected: `one of them`,
            fix,
          },
        ]
      : others.map((key) => ({
          code: "wrong-value",
          at: [key],
          message: `${first} and ${key} are both written`,
          expected: `one of ${joinWords(keys, "and")}`,
          fix: `remove ${first} or ${key}`,
        }));
  };
}

/**
 * Some keys have no place beside another one.
 *
 * In: `refreshFix`: where they belong
 */
export function forbidBeside(key: string, others: readonly string[], fix: string): KeyRule {
  return (_values, written) =>
    written.has(key)
      ? others
          .filter((other) => written.has(other))
          .map((other) => ({
            code: "wrong-value",
            at: [other],
            message: `${other} has no place beside ${key}`,
            expected: `${key} alone`,
            fix,
          }))
      : [];
}

/**
 * Some keys have to be written unless another one is.
 *
 * In: the fields by their keys, not optional
 */
export function requireUnless(key: string, fields: Readonly<Record<string, Field>>): KeyRule {
  return (_values, written) =>
    written.has(key)
      ? []
      : Object.entries(fields)
          .filter(([needed]) => !written.has(needed))
          .map(([needed, field]) => {
            const { allowed, example } = getDescription(field);
            return {
              code: "missing-key",
              at: [needed],
              message: `${needed} is missing`,
              expected: allowed,
              fix: formatWriteFix(needed, example),
            };
          });
}

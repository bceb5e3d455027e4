import { type Field, descriptionOf } from "./field";
import type { Finding } from "./field-issue";
import { writeFix } from "./run-field";
import { listWords } from "./user-text";

/** A rule that looks only at which keys are written. */
export type WrittenRule = (values: object, written: ReadonlySet<string>) => readonly Finding[];

/**
 * Exactly one of several keys has to be written.
 *
 * In:  `fix`: what to write when none is
 * Out: a problem at the first of the keys when none is written, at each further one when several are
 */
export function exactlyOneOf(
  keys: readonly [string, string, ...string[]],
  fix: string,
): WrittenRule {
  return (_values, written) => {
    const [first, ...others] = keys.filter((key) => written.has(key));
    return first === undefined
      ? [
          {
            code: "missing-key",
            at: [keys[0]],
            message: `none of ${listWords(keys, "and")} is written`,
            expected: `one of them`,
            fix,
          },
        ]
      : others.map((key) => ({
          code: "wrong-value",
          at: [key],
          message: `${first} and ${key} are both written`,
          expected: `one of ${listWords(keys, "and")}`,
          fix: `remove ${first} or ${key}`,
        }));
  };
}

/**
 * Some keys have no place beside another one.
 *
 * In: `fix`: where they belong
 */
export function notBeside(key: string, others: readonly string[], fix: string): WrittenRule {
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
export function neededWithout(key: string, fields: Readonly<Record<string, Field>>): WrittenRule {
  return (_values, written) =>
    written.has(key)
      ? []
      : Object.entries(fields)
          .filter(([needed]) => !written.has(needed))
          .map(([needed, field]) => {
            const { allowed, example } = descriptionOf(field);
            return {
              code: "missing-key",
              at: [needed],
              message: `${needed} is missing`,
              expected: allowed,
              fix: writeFix(needed, example),
            };
          });
}

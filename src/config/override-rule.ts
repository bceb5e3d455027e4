import type { FieldProblem } from "./field-issue";

const expectedOverride = "min with max, hold, or pause: true: exactly one of the three";

/** An override says min and max, hold, or pause: exactly one of the three. */
export function checkOverride(
  values: { readonly pause?: boolean },
  written: ReadonlySet<string>,
): readonly FieldProblem[] {
  const nothing = "pause: false says nothing";
  return [
    ...checkOneForm(written),
    ...checkLimitsPair(written),
    ...(values.pause === false
      ? [createOverrideProblem("wrong-value", "pause", nothing, "write pause: true, or hold: 6")]
      : []),
  ];
}

function checkOneForm(written: ReadonlySet<string>): readonly FieldProblem[] {
  const limit = ["min", "max"].find((key) => written.has(key));
  const others = ["hold", "pause"].filter((key) => written.has(key));
  const [first, ...more] = limit === undefined ? others : [limit, ...others];
  if (first !== undefined) {
    return more.map((key) =>
      createOverrideProblem(
        "wrong-value",
        key,
        `${first} and ${key} are both written`,
        `remove ${key}`,
      ),
    );
  }
  const none = "none of min and max, hold and pause is written";
  return [createOverrideProblem("missing-key", "min", none, "write hold: 6")];
}

function checkLimitsPair(written: ReadonlySet<string>): readonly FieldProblem[] {
  if (written.has("min") === written.has("max")) return [];
  const [there, missing] = written.has("min") ? ["min", "max"] : ["max", "min"];
  const fix = `write ${missing} beside ${there}`;
  return [createOverrideProblem("missing-key", missing, `${missing} is missing`, fix)];
}

function createOverrideProblem(
  code: "missing-key" | "wrong-value",
  key: string,
  message: string,
  fix: string,
): FieldProblem {
  return { code, at: [key], message, expected: expectedOverride, fix };
}

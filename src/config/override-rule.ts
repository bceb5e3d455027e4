import type { Finding } from "./field-issue";

const expected = "min with max, hold, or pause: true: exactly one of the three";

/** An override says min and max, hold, or pause: exactly one of the three. */
export function overrideRule(
  values: { readonly pause?: boolean },
  written: ReadonlySet<string>,
): readonly Finding[] {
  const nothing = "pause: false says nothing";
  return [
    ...oneWay(written),
    ...wholePair(written),
    ...(values.pause === false
      ? [finding("wrong-value", "pause", nothing, "write pause: true, or hold: 6")]
      : []),
  ];
}

function oneWay(written: ReadonlySet<string>): readonly Finding[] {
  const limit = ["min", "max"].find((key) => written.has(key));
  const others = ["hold", "pause"].filter((key) => written.has(key));
  const [first, ...more] = limit === undefined ? others : [limit, ...others];
  if (first !== undefined) {
    return more.map((key) =>
      finding("wrong-value", key, `${first} and ${key} are both written`, `remove ${key}`),
    );
  }
  const none = "none of min and max, hold and pause is written";
  return [finding("missing-key", "min", none, "write hold: 6")];
}

function wholePair(written: ReadonlySet<string>): readonly Finding[] {
  if (written.has("min") === written.has("max")) return [];
  const [there, missing] = written.has("min") ? ["min", "max"] : ["max", "min"];
  const fix = `write ${missing} beside ${there}`;
  return [finding("missing-key", missing, `${missing} is missing`, fix)];
}

function finding(
  code: "missing-key" | "wrong-value",
  key: string,
  message: string,
  fix: string,
): Finding {
  return { code, at: [key], message, expected, fix };
}

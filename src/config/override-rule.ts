import type { Finding } from "./field-issue";

const expected = "min with max, hold, or pause: true: exactly one of the three";

/** An override says min and max, hold, or pause: exactly one of the three. */
export function overrideRule(
  values: { readonly pause?: boolean },
  written: ReadonlySet<string>,
): readonly Finding[] {
  const limits = ["min", "max"].filter((key) => written.has(key));
  const ways = [...limits.slice(0, 1), ...["hold", "pause"].filter((key) => written.has(key))];
  const [first, ...others] = ways;
  const [only, ...both] = limits;
  const missing = only === "min" ? "max" : "min";
  return [
    ...(first === undefined
      ? [
          finding(
            "missing-key",
            "min",
            "none of min and max, hold and pause is written",
            "write hold: 6",
          ),
        ]
      : []),
    ...others.map((key) =>
      finding("wrong-value", key, `${first ?? key} and ${key} are both written`, `remove ${key}`),
    ),
    ...(only !== undefined && both.length === 0
      ? [
          finding(
            "missing-key",
            missing,
            `${missing} is missing`,
            `write ${missing} beside ${only}`,
          ),
        ]
      : []),
    ...(values.pause === false
      ? [
          finding(
            "wrong-value",
            "pause",
            "pause: false says nothing",
            "write pause: true, or hold:",
          ),
        ]
      : []),
  ];
}

function finding(
  code: "missing-key" | "wrong-value",
  key: string,
  message: string,
  fix: string,
): Finding {
  return { code, at: [key], message, expected, fix };
}

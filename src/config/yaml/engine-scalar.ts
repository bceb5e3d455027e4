/** What a word without quotes becomes. */
export type EngineScalar = string | number | boolean | null | typeof notFinite;

/** `.inf` and `.nan`, which JSON cannot hold: the engine rejects the whole file. */
export const notFinite = Symbol("not finite");

const fixedWords: ReadonlyMap<string, EngineScalar> = new Map<string, EngineScalar>([
  ...["", "~", "null", "Null", "NULL"].map((word) => [word, null] as const),
  ...["true", "True", "TRUE"].map((word) => [word, true] as const),
  ...["false", "False", "FALSE"].map((word) => [word, false] as const),
  ...[".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN"].map((word) => [word, notFinite] as const),
  ...["+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF"].map((word) => [word, notFinite] as const),
]);

/**
 * Parses a word without quotes as the engine does: neither YAML 1.1 nor 1.2. `no` and `08:00` are text,
 * `0700` is octal, `1_000` a number, and a date becomes `2026-12-24 00:00:00 +0000 UTC`.
 * @see https://github.com/go-yaml/yaml/blob/v3.0.1/resolve.go
 */
export function parseEngineScalar(word: string): EngineScalar {
  const fixed = fixedWords.get(word);
  if (fixed !== undefined) return fixed;
  if (word.startsWith(".")) return parseFraction(word) ?? word;
  if (!/^[-+\d]/.test(word)) return word;
  return formatTimestamp(word) ?? parseNumber(word.replaceAll("_", "")) ?? word;
}

const radixForms = [
  { form: /^0x([\da-f]+)$/i, radix: 16 },
  { form: /^0b([01]+)$/i, radix: 2 },
  { form: /^0o?([0-7]+)$/i, radix: 8 },
] as const;

function parseNumber(plain: string): number | undefined {
  const [, sign = "", digits = ""] = /^([-+]?)(.*)$/s.exec(plain) ?? [];
  for (const { form, radix } of radixForms) {
    const [, bare] = form.exec(digits) ?? [];
    const value = bare === undefined ? Number.NaN : Number.parseInt(bare, radix);
    if (value < 2 ** 64) return applySign(sign, value);
  }
  if (!/^(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/.test(digits)) return undefined;
  const value = Number(digits);
  return Number.isFinite(value) ? applySign(sign, value) : undefined;
}

function applySign(sign: string, value: number): number {
  return sign === "-" && value !== 0 ? -value : value;
}

function parseFraction(word: string): number | undefined {
  if (!/^\.\d+(?:_\d+)*(?:[eE][-+]?\d+)?$/.test(word)) return undefined;
  const value = Number(word.replaceAll("_", ""));
  return Number.isFinite(value) ? value : undefined;
}

const timestampForm =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:([Tt ])(\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,](\d+))?(Z|[-+]\d\d:\d\d)?)?$/;

/** Formats a date or a date with a time as the engine does; undefined if the engine reads it as text. */
function formatTimestamp(word: string): string | undefined {
  const [, year = "", month = "", day = "", mark, ...clock] = timestampForm.exec(word) ?? [];
  if (!isRealDate(Number(year), Number(month), Number(day)) || year === "") return undefined;
  const date = `${year}-${padToTwo(month)}-${padToTwo(day)}`;
  if (mark === undefined) return `${date} 00:00:00 +0000 UTC`;
  const [hour = "", minute = "", second = "", fraction = "", zone] = clock;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  if ((mark === " ") !== (zone === undefined)) return undefined;
  const digits = fraction.slice(0, 9).replace(/0+$/, "");
  const time = `${padToTwo(hour)}:${padToTwo(minute)}:${padToTwo(second)}${digits === "" ? "" : `.${digits}`}`;
  return `${date} ${time} ${formatOffset(zone)}`;
}

/** The engine prints the machine's own offset with the zone's letters; both forms are rejected later. */
function formatOffset(zone: string | undefined): string {
  const offset = zone === undefined || zone === "Z" ? "+0000" : zone.replace(":", "");
  return offset === "+0000" ? "+0000 UTC" : `${offset} ${offset}`;
}

function padToTwo(digits: string): string {
  return digits.padStart(2, "0");
}

function isRealDate(year: number, month: number, day: number): boolean {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day >= 1 && day <= (lengths[month - 1] ?? 0);
}

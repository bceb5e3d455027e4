import * as v from "valibot";
import type { Field } from "./field";
import { type Reading, type Refusal, reads } from "./reads";
import { isMap, quoted } from "./user-text";

/** What one piece of a text or list stands for, or why it stands for nothing. */
export type PieceReading<T> = { readonly values: readonly T[] } | { readonly refusal: Refusal };

/**
 * One text with commas, or a list of texts: `sat,sun`, `[sat, sun]`.
 *
 * In:  `read` reads one piece, without spaces around it
 * Out: what all pieces stand for, in their order; every wrong piece is reported
 */
export function textPieces<T>(read: (piece: string) => PieceReading<T>): Field<readonly T[]> {
  const shape = v.union([v.string(), v.array(v.string())]);
  return reads(shape, (value): Reading<readonly T[]> => {
    const pieces = (typeof value === "string" ? [value] : value).flatMap((text) => text.split(","));
    const readings = pieces.map((piece) => read(piece.trim()));
    const [first, ...others] = readings.flatMap((reading) =>
      "refusal" in reading ? [pieceRefusal(reading.refusal, pieces.length)] : [],
    );
    if (first !== undefined) return { refusals: [first, ...others] };
    const values = readings.flatMap((reading) => ("values" in reading ? reading.values : []));
    return values.length > 0 ? { value: values } : { refusals: [{ reason: "the list is empty" }] };
  });
}

/** The fix of one piece among several says only what to write for that piece. */
function pieceRefusal({ reason, write, fix }: Refusal, pieces: number): Refusal {
  if (fix !== undefined) return { reason, fix };
  if (write === undefined || pieces === 1)
    return { reason, ...(write === undefined ? {} : { write }) };
  return { reason, fix: `write ${write} there` };
}

/** The entry that keeps a list from being a list of texts, for messages. */
export function wrongPieceRemark(input: unknown): string {
  if (!Array.isArray(input)) return "";
  const list: readonly unknown[] = input;
  const wrong = list.find((entry) => typeof entry !== "string");
  if (wrong === undefined || wrong === null) return ": an entry of it is empty";
  return `: ${Array.isArray(wrong) || isMap(wrong) ? `${quoted(wrong)} is in it` : `${quoted(wrong)} in it is not text`}`;
}

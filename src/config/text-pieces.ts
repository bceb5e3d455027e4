import * as v from "valibot";
import type { Field } from "./field";
import { type ParseResult, type Refusal, parseWith } from "./reads";
import { quoteValue } from "./user-text";

/** What one piece of a text or list stands for, or why it stands for nothing. */
export type PieceResult<T> = { readonly values: readonly T[] } | { readonly refusal: Refusal };

/** In the JSON Schema: a text, or a list of texts. */
export const textOrTexts = {
  anyOf: [{ type: "string" }, { type: "array", items: { type: "string" }, minItems: 1 }],
};

/**
 * One text with commas, or a list of texts: `sat,sun`, `[sat, sun]`.
 *
 * In:  `read` reads one piece, without spaces around it
 * Out: what all pieces stand for, in their order; every wrong piece is reported
 */
export function defineTextPieces<T>(read: (piece: string) => PieceResult<T>): Field<readonly T[]> {
  const shape = v.union([v.string(), v.array(v.unknown())]);
  return parseWith(shape, (written): ParseResult<readonly T[]> => {
    const pieces = typeof written === "string" ? [written] : written;
    const readings = pieces.flatMap((piece) => parsePieces(piece, read));
    const [first, ...others] = readings.flatMap((reading) =>
      "refusal" in reading ? [toListRefusal(reading.refusal, readings.length)] : [],
    );
    if (first !== undefined) return { refusals: [first, ...others] };
    const values = readings.flatMap((reading) => ("values" in reading ? reading.values : []));
    return values.length > 0 ? { value: values } : { refusals: [{ reason: "the list is empty" }] };
  });
}

/** A number is read as the text it was typed as, to say what it most probably means. */
function parsePieces<T>(
  piece: unknown,
  read: (piece: string) => PieceResult<T>,
): readonly PieceResult<T>[] {
  if (typeof piece === "string") return piece.split(",").map((part) => read(part.trim()));
  if (piece === null) return [{ refusal: { reason: "an entry of the list is empty" } }];
  if (typeof piece !== "number" && typeof piece !== "boolean") {
    return [{ refusal: { reason: `${quoteValue(piece)} is in the list` } }];
  }
  const reason = `${quoteValue(piece)} in the list is not text`;
  const reading = read(String(piece));
  return [{ refusal: { reason, ...("refusal" in reading ? pickWrite(reading.refusal) : {}) } }];
}

function pickWrite({ write }: Refusal) {
  return write === undefined ? {} : { write };
}

/** The fix of one piece among several only says what to write for that piece. */
function toListRefusal(refusal: Refusal, pieces: number): Refusal {
  const { reason, write, fix } = refusal;
  if (pieces === 1 || fix !== undefined) return refusal;
  return { reason, fix: write === undefined ? "correct it, or remove it" : `write ${write} there` };
}

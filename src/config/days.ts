import * as v from "valibot";
import {
  type Weekday,
  parseWeekday,
  weekdayNames,
  weekdays,
  weekdaysBetween,
} from "../time/weekday";
import { type Field, type FieldDescription, described } from "./field";
import { nearest } from "./nearest";
import { type PieceReading, textOrTexts, textPieces } from "./text-pieces";
import { quoted } from "./user-text";

type DaysDescription = Omit<FieldDescription, "allowed" | "json">;

/** The word for all seven days. */
const everyDay = "daily";

/** Days of the week: `mon-fri`, `fri-mon` (over the weekend), `sat,sun`, `[mon, wed]`, `daily`. Out: Monday first, each once. */
export function days(description: DaysDescription): Field<readonly Weekday[]> {
  const inOrder = (found: readonly Weekday[]) => weekdays.filter((day) => found.includes(day));
  return described(v.pipe(textPieces(readPiece), v.transform(inOrder)), {
    allowed: `names of days (${weekdays.join(", ")}), ranges such as mon-fri, lists such as [sat, sun], or ${everyDay}`,
    json: textOrTexts,
    ...description,
  });
}

/** The weekday that a misspelt one means. */
export function nearestWeekday(word: string): Weekday | undefined {
  const bare = word.replace(/\.$|s$/, "");
  const names = weekdays.flatMap((day) => [day, weekdayNames[day].toLowerCase()]);
  return parseWeekday(bare) ?? parseWeekday(nearest(bare, names) ?? "");
}

function readPiece(piece: string): PieceReading<Weekday> {
  const read = daysOf(piece);
  if (read !== undefined) return { values: read };
  if (piece === "") return { refusal: { reason: "a name of a day is missing" } };
  const meant = meantPiece(piece);
  const reason = `${quoted(piece)} is neither a day nor a range of days`;
  return { refusal: { reason, ...(meant === undefined ? {} : { write: meant }) } };
}

function daysOf(piece: string): readonly Weekday[] | undefined {
  if (piece.toLowerCase() === everyDay) return weekdays;
  const [first = "", last = first, ...more] = piece.split(/\s*-\s*/);
  const [from, to] = [parseWeekday(first), parseWeekday(last)];
  if (from === undefined || to === undefined || more.length > 0) return undefined;
  return weekdaysBetween(from, to);
}

/** `Mondays`, `mon to fri`, `mon–fri`, `everyday`: what they mean, to propose it. */
function meantPiece(piece: string): string | undefined {
  if (/^(all|every ?day|any ?day|\*)$/i.test(piece)) return everyDay;
  if (/^(weekdays?|work(ing)? ?days?)$/i.test(piece)) return "mon-fri";
  if (/^weekends?$/i.test(piece)) return "sat,sun";
  const words = piece.split(/\s*(?:\s-\s|[–—:…]|\.\.+|\s(?:to|until|through|bis)\s|-)\s*/);
  const meant = words.map(nearestWeekday);
  const known = meant.filter((day) => day !== undefined);
  return known.length === words.length && words.length <= 2 ? known.join("-") : undefined;
}

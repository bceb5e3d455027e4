import * as v from "valibot";
import { type Weekday, parseWeekday, weekdayNames, weekdays, listWeekdays } from "../time/weekday";
import { type Field, type FieldDescription, describeField } from "./field";
import { findClosestMatch } from "./nearest";
import { type PieceResult, textOrTexts, defineTextPieces } from "./text-pieces";
import { quoteValue } from "./user-text";

type WeekdaysDescription = Omit<FieldDescription, "allowed" | "json">;

/** The word for all seven days. */
const everyDay = "daily";

/** Days of the week: `mon-fri`, `fri-mon` (over the weekend), `sat,sun`, `[mon, wed]`, `daily`. Out: Monday first, each once. */
export function defineWeekdays(description: WeekdaysDescription): Field<readonly Weekday[]> {
  const inOrder = (found: readonly Weekday[]) => weekdays.filter((day) => found.includes(day));
  return describeField(v.pipe(defineTextPieces(parseWeekdayPiece), v.transform(inOrder)), {
    allowed: `names of days (${weekdays.join(", ")}), ranges such as mon-fri, lists such as [sat, sun], or ${everyDay}`,
    json: textOrTexts,
    ...description,
  });
}

/** The weekday that a misspelt one means. */
export function findClosestWeekday(word: string): Weekday | undefined {
  const bare = word.replace(/\.$|s$/, "");
  const names = weekdays.flatMap((day) => [day, weekdayNames[day].toLowerCase()]);
  return parseWeekday(bare) ?? parseWeekday(findClosestMatch(bare, names) ?? "");
}

function parseWeekdayPiece(piece: string): PieceResult<Weekday> {
  const read = parseWeekdayRange(piece);
  if (read !== undefined) return { values: read };
  if (piece === "") return { refusal: { reason: "a name of a day is missing" } };
  const meant = guessWeekdays(piece);
  const reason = `${quoteValue(piece)} is neither a day nor a range of days`;
  return { refusal: { reason, ...(meant === undefined ? {} : { write: meant }) } };
}

function parseWeekdayRange(piece: string): readonly Weekday[] | undefined {
  if (piece.toLowerCase() === everyDay) return weekdays;
  const [first = "", last = first, ...more] = piece.split(/\s*-\s*/);
  const [from, to] = [parseWeekday(first), parseWeekday(last)];
  if (from === undefined || to === undefined || more.length > 0) return undefined;
  return listWeekdays(from, to);
}

/** `Mondays`, `mon to fri`, `mon–fri`, `everyday`: what they mean, to propose it. */
function guessWeekdays(piece: string): string | undefined {
  if (/^(all|every ?day|any ?day|\*)$/i.test(piece)) return everyDay;
  if (/^(weekdays?|work(ing)? ?days?)$/i.test(piece)) return "mon-fri";
  if (/^weekends?$/i.test(piece)) return "sat,sun";
  const words = piece.split(/\s*(?:\s-\s|[–—:…]|\.\.+|\s(?:to|until|through|bis)\s|-)\s*/);
  const meant = words.map(findClosestWeekday);
  const known = meant.filter((day) => day !== undefined);
  return known.length === words.length && words.length <= 2 ? known.join("-") : undefined;
}

import {
  type ExceptionDraft,
  freeId,
  type SettingsDraft,
  writtenException,
} from "./settings-draft";
import type { ThreeStates } from "./merged-drafts";

/** Settings of one timetable after a merge, and what met. */
export interface MergedSettings {
  readonly settings: SettingsDraft;
  readonly collisions: readonly string[];
}

/**
 * The page's changes of a timetable's settings made again on top of the file's, as with windows.
 *
 * An exception is known again by what it says, as it has no name. One that both sides changed is there twice then,
 * the file's first.
 */
export function mergedSettings(states: ThreeStates<SettingsDraft>): MergedSettings {
  const { base, mine, theirs } = states;
  const values = {
    limits: ({ min, max }: SettingsDraft) => `${min}-${max}`,
    ready: ({ readyBefore }: SettingsDraft) => readyBefore,
  };
  const isMine = (of: (draft: SettingsDraft) => string): boolean => of(mine) !== of(base);
  const meets = (of: (draft: SettingsDraft) => string, label: string): readonly string[] =>
    isMine(of) && of(theirs) !== of(base) && of(theirs) !== of(mine)
      ? [`${label}: ${of(mine) || "none"} here, ${of(theirs) || "none"} in the file; yours is kept`]
      : [];
  const exceptions = mergedExceptions({
    base: base.exceptions,
    mine: mine.exceptions,
    theirs: theirs.exceptions,
  });
  const { min, max } = isMine(values.limits) ? mine : theirs;
  const { readyBefore } = isMine(values.ready) ? mine : theirs;
  return {
    settings: { min, max, readyBefore, exceptions: exceptions.merged },
    collisions: [
      ...meets(values.limits, "baseline"),
      ...meets(values.ready, "readyBefore"),
      ...exceptions.collisions,
    ],
  };
}

function mergedExceptions({ base, mine, theirs }: ThreeStates<readonly ExceptionDraft[]>): {
  readonly merged: readonly ExceptionDraft[];
  readonly collisions: readonly string[];
} {
  const known = new Set(base.map(({ id }) => id));
  const inFile = (wanted: ExceptionDraft): ExceptionDraft | undefined =>
    theirs.find((one) => said(one) === said(wanted));
  const changes = base.map((was) => {
    const is = mine.find(({ id }) => id === was.id);
    return { was, is, place: sameIn(theirs, was, base) };
  });
  const isOnSame = (was: ExceptionDraft): boolean =>
    theirs.some((one) => onWords(one) === onWords(was));
  const kept = theirs.flatMap((now) => {
    const change = changes.find(({ place }) => place === now);
    if (change === undefined) return [now];
    return change.is === undefined ? [] : [{ ...change.is, id: now.id }];
  });
  const astray = changes.flatMap(({ was, is, place }) =>
    place === undefined && is !== undefined && said(is) !== said(was) ? [is] : [],
  );
  const added = mine.filter((draft) => !known.has(draft.id));
  const fresh = [...astray, ...added].filter((draft) => inFile(draft) === undefined);
  return {
    merged: fresh.reduce((all, draft) => [...all, { ...draft, id: freeId(all) }], kept),
    collisions: [
      ...astray
        .filter((draft) => inFile(draft) === undefined)
        .map(
          (draft) => `exceptions: ${onWords(draft)}: changed here and in the file; both are kept`,
        ),
      ...changes
        .filter(({ was, is, place }) => is === undefined && place === undefined && isOnSame(was))
        .map(
          ({ was }) =>
            `exceptions: ${onWords(was)}: removed here and changed in the file; the file's is kept`,
        ),
    ],
  };
}

/** The exception that says the same; where several do, the one at the same place among them. */
function sameIn(
  theirs: readonly ExceptionDraft[],
  was: ExceptionDraft,
  base: readonly ExceptionDraft[],
): ExceptionDraft | undefined {
  const says = (one: ExceptionDraft): boolean => said(one) === said(was);
  return theirs.filter(says)[base.filter(says).indexOf(was)];
}

/** What an exception is on, in words. */
function onWords({ on, calendar, dates }: ExceptionDraft): string {
  return (on === "calendar" ? calendar : dates) || "no dates";
}

function said(draft: ExceptionDraft): string {
  return JSON.stringify(writtenException(draft));
}

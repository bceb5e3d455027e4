import { type DraftList, freeName } from "./draft-list";
import { limitsWords, whenWords } from "./draft-words";
import { mergedSettings } from "./merged-settings";
import type { EditedDrafts } from "./messages";
import type { WindowDraft } from "./window-draft";

/** Something in three states: as both began, as the page has it, as the file has it now. */
export interface ThreeStates<Held> {
  readonly base: Held;
  readonly mine: Held;
  readonly theirs: Held;
}

/**
 * What the page's changes make of a file that was changed meanwhile.
 *
 * `collisions`: one sentence for each change that met another one of the file
 * `homeless`:   endpoints that were changed on the page and that the file has no more
 */
export interface MergedDrafts extends EditedDrafts {
  readonly collisions: readonly string[];
  readonly homeless: readonly string[];
}

/**
 * The page's changes made again on top of the file's.
 *
 * What only one side changed is as that side has it. Where both changed the same and not alike, the page's is
 * kept and told, as the user can still see and undo it there; only a window that is removed on the page and
 * changed in the file stays.
 *
 * In:  ids stand for the names in the file that each state was read from
 * Out: endpoints of `theirs`, in its order; ids stand for its windows
 */
export function mergedDrafts({ base, mine, theirs }: ThreeStates<EditedDrafts>): MergedDrafts {
  const windows = Object.entries(theirs.windows).map(([name, now]) => {
    const was = base.windows[name] ?? [];
    return [
      name,
      mergedEndpoint({ base: was, mine: mine.windows[name] ?? was, theirs: now }),
    ] as const;
  });
  const settings = Object.entries(theirs.settings).map(([name, now]) => {
    const was = base.settings[name] ?? now;
    return [
      name,
      mergedSettings({ base: was, mine: mine.settings[name] ?? was, theirs: now }),
    ] as const;
  });
  const isChanged = (name: string): boolean =>
    !isSame(base.windows[name], mine.windows[name]) ||
    !isSame(base.settings[name], mine.settings[name]);
  return {
    windows: Object.fromEntries(windows.map(([name, { drafts }]) => [name, drafts])),
    settings: Object.fromEntries(settings.map(([name, merged]) => [name, merged.settings])),
    collisions: [...windows, ...settings].flatMap(([name, { collisions }]) =>
      collisions.map((words) => `${name}: ${words}`),
    ),
    homeless: Object.keys(mine.windows).filter(
      (name) => !(name in theirs.windows) && isChanged(name),
    ),
  };
}

interface MergedWindows {
  readonly drafts: DraftList;
  readonly collisions: readonly string[];
}

function mergedEndpoint({ base, mine, theirs }: ThreeStates<DraftList>): MergedWindows {
  const known = new Set(base.map(({ id }) => id));
  const kept = theirs.map((now) =>
    mergedWindow({
      base: base.find(({ id }) => id === now.id),
      mine: known.has(now.id) ? mine.find(({ id }) => id === now.id) : undefined,
      theirs: now,
    }),
  );
  const there = theirs.map(({ id }) => id);
  const lost = mine.filter(
    (draft) =>
      known.has(draft.id) &&
      !there.includes(draft.id) &&
      !isSame(
        draft,
        base.find(({ id }) => id === draft.id),
      ),
  );
  const added = mine.filter(({ id }) => !known.has(id));
  const start: MergedWindows = {
    drafts: [...kept.flatMap(({ drafts }) => drafts), ...lost],
    collisions: [
      ...kept.flatMap(({ collisions }) => collisions),
      ...lost.map(({ id }) => `${id} was changed here and is gone from the file; yours is kept`),
    ],
  };
  return added.reduce((merged, draft) => withAdded(merged, draft, theirs), start);
}

/** In: `mine` absent: removed, or not known on the page */
function mergedWindow({
  base,
  mine,
  theirs,
}: {
  readonly base: WindowDraft | undefined;
  readonly mine: WindowDraft | undefined;
  readonly theirs: WindowDraft;
}): MergedWindows {
  if (base === undefined) return { drafts: [theirs], collisions: [] };
  if (mine !== undefined) return mergedParts({ base, mine, theirs });
  if (isSame(base, theirs)) return { drafts: [], collisions: [] };
  const words = `${theirs.id} was removed here and changed in the file; the file's is kept`;
  return { drafts: [theirs], collisions: [words] };
}

/** What belongs together: half of one side's times with half of the other's is nobody's window. */
const parts: readonly {
  readonly label: string;
  readonly of: (draft: WindowDraft) => Partial<WindowDraft>;
  readonly words: (draft: WindowDraft) => string;
}[] = [
  { label: "the name", of: ({ name }) => ({ name }), words: ({ name }) => name },
  {
    label: "when it is",
    of: ({ kind, days, fromDay, toDay, dates, from, to }) => ({
      ...{ kind, days, fromDay, toDay },
      ...{ dates, from, to },
    }),
    words: whenWords,
  },
  {
    label: "the limits",
    of: ({ min, max }) => ({ min, max }),
    words: limitsWords,
  },
];

function mergedParts({ base, mine, theirs }: ThreeStates<WindowDraft>): MergedWindows {
  const changed = parts.filter(({ of }) => !isSame(of(mine), of(base)));
  const merged = changed.reduce((draft, { of }) => ({ ...draft, ...of(mine) }), theirs);
  const collisions = changed
    .filter(({ of }) => !isSame(of(theirs), of(base)) && !isSame(of(theirs), of(mine)))
    .map(
      ({ label, words }) =>
        `${theirs.id}: ${label}: ${words(mine)} here, ${words(theirs)} in the file; yours is kept`,
    );
  return { drafts: [merged], collisions };
}

/** A window that is new on the page; a new one of the file may have taken its name. */
function withAdded(
  { drafts, collisions }: MergedWindows,
  draft: WindowDraft,
  theirs: DraftList,
): MergedWindows {
  const other = theirs.find(({ name }) => name === draft.name);
  if (other !== undefined && isSame({ ...other, id: "" }, { ...draft, id: "" })) {
    return { drafts, collisions };
  }
  const id = freeName([...drafts, ...theirs], draft.id);
  if (other === undefined) return { drafts: [...drafts, { ...draft, id }], collisions };
  const name = freeName([...drafts, ...theirs], draft.name);
  const words = `${draft.name} is the name of another window in the file now; yours is ${name}`;
  return { drafts: [...drafts, { ...draft, id: name, name }], collisions: [...collisions, words] };
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

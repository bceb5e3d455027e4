import fc from "fast-check";
import type { DraftList } from "../../src/edit/draft-list";
import { mergedDrafts } from "../../src/edit/merged-drafts";
import type { WindowDraft } from "../../src/edit/window-draft";
import { runs } from "../support/runs";

function draft(name: string, more: Partial<WindowDraft> = {}): WindowDraft {
  const times = { days: [0, 1], fromDay: 0, toDay: 0, dates: "", from: "08:00", to: "18:00" };
  return { id: name, name, kind: "weekly", ...times, min: "4", max: "12", ...more };
}

const settings = {};
const base = [draft("office"), draft("batch", { days: [6] })];

/** Of one endpoint: the windows, and what met. */
function merged(mine: DraftList, theirs: DraftList): readonly [DraftList, readonly string[]] {
  const { windows, collisions } = mergedDrafts({
    base: { windows: { sentiment: base }, settings },
    mine: { windows: { sentiment: mine }, settings },
    theirs: { windows: { sentiment: theirs }, settings },
  });
  return [windows["sentiment"] ?? [], collisions];
}

/** Windows with one of them changed. */
function but(name: string, more: Partial<WindowDraft>, drafts: DraftList = base): DraftList {
  return drafts.map((one) => (one.id === name ? { ...one, ...more } : one));
}

describe("mergedDrafts", () => {
  it("takes changes of both sides, of one window too, where they do not meet", () => {
    const mine = but("office", { from: "09:00" });
    const theirs = [draft("night"), ...but("office", { max: "14" })];
    expect(merged(mine, theirs)).toEqual([
      [draft("night"), draft("office", { from: "09:00", max: "14" }), base[1]],
      [],
    ]);
    expect(merged(but("batch", { name: "nightly" }), but("batch", { min: "1" }))).toEqual([
      [base[0], draft("batch", { days: [6], name: "nightly", min: "1" })],
      [],
    ]);
  });

  it("keeps the page's where both changed the same, and says so unless they agree", () => {
    const mine = but("office", { min: "6", to: "20:00" });
    expect(merged(mine, but("office", { min: "5", to: "19:00" }))).toEqual([
      mine,
      [
        "sentiment: office: when it is: Mon-Tue 08:00-20:00 here, Mon-Tue 08:00-19:00 in the file; yours is kept",
        "sentiment: office: the limits: 6-12 here, 5-12 in the file; yours is kept",
      ],
    ]);
    expect(merged(mine, mine)).toEqual([mine, []]);
  });

  it("removes what one side removed, unless the other changed it", () => {
    const [office, batch] = base.map((one) => [one]);
    expect(merged(office ?? [], base)).toEqual([office, []]);
    expect(merged(base, batch ?? [])).toEqual([batch, []]);
    expect(merged(office ?? [], but("batch", { min: "1" }))).toEqual([
      but("batch", { min: "1" }),
      ["sentiment: batch was removed here and changed in the file; the file's is kept"],
    ]);
    const mine = but("batch", { min: "1" });
    expect(merged(mine, office ?? [])).toEqual([
      mine,
      ["sentiment: batch was changed here and is gone from the file; yours is kept"],
    ]);
  });

  it("keeps both of two new windows with one name, and one where they are the same", () => {
    const theirs = [...base, draft("lunch", { min: "1" })];
    expect(merged([...base, draft("lunch")], theirs)).toEqual([
      [...theirs, draft("lunch-2")],
      ["sentiment: lunch is the name of another window in the file now; yours is lunch-2"],
    ]);
    expect(merged([...base, draft("lunch", { min: "1" })], theirs)).toEqual([theirs, []]);
  });

  it("names endpoints whose changes have no place in the file any more", () => {
    const held = { windows: { sentiment: base, fraud: base }, settings };
    const theirs = { windows: { sentiment: base }, settings };
    expect(mergedDrafts({ base: held, mine: held, theirs }).homeless).toEqual([]);
    const mine = { windows: { ...held.windows, fraud: but("office", { min: "1" }) }, settings };
    expect(mergedDrafts({ base: held, mine, theirs }).homeless).toEqual(["fraud"]);
  });

  it("gives back the one side where the other changed nothing, and loses no change", () => {
    const changedTo = fc.record({
      office: fc.constantFrom({}, { min: "1" }, { name: "day" }, { days: [4] }, undefined),
      batch: fc.constantFrom({}, { min: "2", to: "19:00" }, undefined),
      lunch: fc.constantFrom(undefined, { min: "1" }, { min: "3" }),
    });
    const side = changedTo.map(({ office, batch, lunch }): DraftList => {
      const kept = [but("office", office ?? {})[0], but("batch", batch ?? {})[1]];
      const there = [office, batch].map((change) => change !== undefined);
      return [
        ...kept.flatMap((one, index) => (one !== undefined && there[index] === true ? [one] : [])),
        ...(lunch === undefined ? [] : [draft("lunch", lunch)]),
      ];
    });
    fc.assert(
      fc.property(side, side, (mine, theirs) => {
        expect(merged(mine, base)).toEqual([mine, []]);
        expect(merged(base, theirs)).toEqual([theirs, []]);
        const [both] = merged(mine, theirs);
        expect(new Set(both.map(({ id }) => id)).size).toBe(both.length);
        for (const one of mine) {
          const was = base.find(({ id }) => id === one.id);
          if (JSON.stringify(was) === JSON.stringify(one)) continue;
          const isKept = both.some(({ min, to, days }) =>
            [min === one.min, to === one.to, days.join() === one.days.join()].every(Boolean),
          );
          expect(isKept || theirs.some(({ id }) => id === one.id)).toBe(true);
        }
      }),
      runs(1),
    );
  });
});

import { replayActions } from "../../../src/plan/replay/replay";
import { parseInstant } from "../../../src/timetable/time/instant";

const at = (text: string): number => parseInstant(text) ?? NaN;
const out = { name: "out", schedule: "cron(0/30 8-9 ? * MON-FRI *)", timezone: "UTC", min: 4, max: 8 };
const back = { name: "back", schedule: "cron(0 10 ? * MON-FRI *)", timezone: "UTC", min: 1, max: 2 };
const span = { from: at("2026-01-05T00:00Z"), to: at("2026-01-06T00:00Z"), overlap: "once" } as const;
const initial = { min: 1, max: 2 };

describe("replayActions", () => {
  it("lists every firing, and a step for each change of limits", () => {
    const { firings, steps } = replayActions([back, out], { ...span, initial });
    expect(firings.map((f) => `${f.action} ${(f.at - span.from) / 60}`)).toEqual([
      "out 8",
      "out 8.5",
      "out 9",
      "out 9.5",
      "back 10",
    ]);
    expect(steps).toEqual([
      { from: span.from, limits: initial },
      { from: at("2026-01-05T08:00Z"), action: "out", limits: { min: 4, max: 8 } },
      { from: at("2026-01-05T10:00Z"), action: "back", limits: { min: 1, max: 2 } },
    ]);
  });

  it("lets a firing in the first minute decide from there", () => {
    const { steps } = replayActions([out], { ...span, from: at("2026-01-05T09:30Z"), initial });
    expect(steps).toEqual([{ from: at("2026-01-05T09:30Z"), action: "out", limits: { min: 4, max: 8 } }]);
  });

  it("lets the one further down the list decide when two fire in a minute", () => {
    const both = { ...back, schedule: out.schedule };
    expect(replayActions([both, out], { ...span, initial }).steps.at(-1)?.limits).toEqual({ min: 4, max: 8 });
    expect(replayActions([out, both], { ...span, initial }).steps).toEqual([{ from: span.from, limits: initial }]);
  });
});

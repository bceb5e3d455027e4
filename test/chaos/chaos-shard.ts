import fc from "fast-check";
import type * as plan from "../../src/plan/schedule/compile-scheduled-actions";
import { progress, runs } from "../support/runs";
import { beginnings, sequences, zones } from "./commands";
import { SmallCourse } from "./small-course";

/** A sequence compiles the same timetable at many moments, and what it is told to AWS as depends on none. */
jest.mock("../../src/plan/schedule/compile-scheduled-actions", () => {
  const { compileScheduledActions } = jest.requireActual<typeof plan>(
    "../../src/plan/schedule/compile-scheduled-actions",
  );
  const known = new Map<string, ReturnType<typeof compileScheduledActions>>();
  return {
    compileScheduledActions: (...asked: Parameters<typeof compileScheduledActions>) => {
      const key = JSON.stringify(asked);
      const actions = known.get(key) ?? compileScheduledActions(...asked);
      if (known.size > 100) known.clear();
      known.set(key, actions);
      return actions;
    },
  };
});

/** One half of the sequences. Each half has a file of its own, so that jest runs them side by side. */
export function describeChaosShard(shard: 1 | 2): void {
  describe(`any sequence of what people and AWS do to a deployed stack, shard ${shard}`, () => {
    it(
      "keeps the endpoint on its timetable, and a plain up puts right what is left",
      async () => {
        const { seed = 0, numRuns = 0 } = runs(0.2);
        const title = `chaos without an engine, shard ${shard}, seed ${seed + shard - 1}`;
        const tell = progress(title, numRuns, 250);
        await fc.assert(
          fc.asyncProperty(beginnings, zones, sequences(16, 72), async (from, zone, steps) => {
            const small = await SmallCourse.begin(from, zone);
            await fc.asyncModelRun(() => ({ model: {}, real: small.course }), steps);
            await small.copy().converge();
            tell();
          }),
          { seed: seed + shard - 1, numRuns },
        );
      },
      6 * 3_600_000,
    );
  });
}

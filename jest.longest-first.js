const Sequencer = require("@jest/test-sequencer").default;

/** The files that run longest, the longest first. The small ones fill up what they leave. */
const longest = [
  "test/engine/chaos.test.ts",
  "test/engine/chaos-beside.test.ts",
  "test/engine/operations.test.ts",
  "test/engine/try.test.ts",
  "test/plan/schedule/equality.test.ts",
  "test/plan/schedule/equality-beside.test.ts",
  "test/chaos/chaos.test.ts",
  "test/chaos/chaos-beside.test.ts",
  "test/plan/schedule/compile-scheduled-actions.test.ts",
  "test/engine/deploy.test.ts",
  "test/engine/look-at-aws.test.ts",
  "test/engine/engine-facts.test.ts",
  "test/engine/monitoring-guide.test.ts",
  "test/engine/provider.test.ts",
];

/**
 * Jest starts with the files that took longest the last time, and on a fresh machine with the largest. The longest
 * are small files: without this the second worker has nothing to do when they run last.
 */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const place = ({ path }) => longest.findIndex((file) => path.endsWith(`/${file}`));
    const sorted = super.sort(tests);
    const first = sorted.filter((test) => place(test) >= 0);
    return [
      ...first.sort((a, b) => place(a) - place(b)),
      ...sorted.filter((test) => place(test) < 0),
    ];
  }
};

import { readFileSync } from "node:fs";
import { guideFile, runGuide } from "../support/generate/operations-guide";
import { describeEngine, stepMilliseconds } from "./support/describe-engine";

const guide = readFileSync(guideFile, "utf8");

describeEngine("docs/operations.md", () => {
  it("has something to say of all that may happen", () => {
    expect([...guide.matchAll(/^## (.*)$/gm)].map(([, title]) => title)).toEqual([
      "A model is deployed",
      "The instance type changes",
      "SageMaker refuses an update",
      "SageMaker rolls an update back",
      "The rollback itself fails",
      "Somebody sets the limits by hand",
      "The quota is exhausted",
      "More capacity for a while",
      "Nothing is to fire for a while",
      "A deployment while the endpoint is scaling",
      "The clocks change",
      "A stack goes while its endpoint is scaling",
    ]);
  });

  it(
    "prints what it says, command after command",
    () => {
      expect(runGuide(guide)).toBe(guide);
    },
    10 * stepMilliseconds,
  );
});

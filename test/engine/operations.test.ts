import { readFileSync } from "node:fs";
import { guideFile, runGuide } from "../support/generate/operations-guide";
import { describeEngine, stepMilliseconds } from "./support/describe-engine";

const guide = readFileSync(guideFile, "utf8");

describeEngine("docs/operations.md", () => {
  it("has something to say of all that may happen", () => {
    expect([...guide.matchAll(/^## (.*)$/gm)].map(([, title]) => title)).toEqual([
      "Deploy a model",
      "Change the instance type",
      "SageMaker refuses an update",
      "SageMaker rolls an update back",
      "The rollback itself fails",
      "Someone sets the limits by hand",
      "The quota is exhausted",
      "More capacity for a while",
      "Stop all firings for a while",
      "Deploy while the endpoint is scaling",
      "AWS cannot be read",
      "The clocks change",
      "Destroy a stack while its endpoint is scaling",
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

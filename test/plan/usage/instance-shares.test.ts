import { compile } from "../../../src/compile";
import { readStackFile } from "../../../src/config/yaml/stack-file";
import { explainUnknownInstances, listInstanceShares } from "../../../src/plan/usage/instance-shares";
import { instant } from "../../support/instant";
import { llmStackText } from "../../support/llm-stack";

const [from, to] = [instant("2026-12-01T00:00+01:00"), instant("2026-12-02T00:00+01:00")];

function share(name: string, text = llmStackText): readonly string[] {
  const { endpoints } = compile(readStackFile(text).raw, { now: from, readCalendarFile: () => undefined });
  return (listInstanceShares(endpoints[name]!, from, to) ?? []).map(
    ({ from: start, counts: { min, max } }) => `${(start - from) / 60}h ${min}-${Number(max.toFixed(3))}`,
  );
}

function explain(name: string, text: string): string | undefined {
  const { endpoints } = compile(readStackFile(text).raw, { now: from, readCalendarFile: () => undefined });
  return explainUnknownInstances(endpoints[name]!);
}

describe("listInstanceShares", () => {
  it("adds up the accelerators of all components of an endpoint, then rounds up once", () => {
    // An instance has 8: by day 2 to 6 copies of 4 beside 1 copy of 1 are 9 to 25 accelerators, so 2 to 4 instances.
    const [llama, qwen] = [share("llama"), share("qwen")];
    expect(llama).toContain(`8h ${(2 * 8) / 9}-${(4 * 24) / 25}`);
    expect(qwen).toContain(`8h ${2 / 9}-${(4 * 1) / 25}`);
    expect(llama[0]).toBe(`0h 0-${Number(((2 * 8) / 9).toFixed(3))}`);
    expect(llama.map((line) => line.split(" ")[0])).toEqual(["0h", `${6 + 35 / 60}h`, "7h", "8h", "18h", "20h"]);
  });

  it("rounds a component up alone if the stack does not say which endpoint hosts it", () => {
    const alone = llmStackText.replaceAll(/^ +endpoint: llm-host\n/gm, "");
    expect(share("llama", alone)).toContain("8h 1-3".replace("8h", `${6 + 35 / 60}h`));
  });

  it("says why it does not know", () => {
    expect(share("classify")).toEqual([]);
    expect(explain("llama", llmStackText.replace("acceleratorsPerCopy: 4", "adopt: false"))).toBe(
      "component.acceleratorsPerCopy is not set",
    );
    expect(explain("llama", llmStackText.replace(", acceleratorsPerCopy: 1", ""))).toBe(
      "component.acceleratorsPerCopy of qwen, on the same endpoint, is not set",
    );
    expect(explain("llama", llmStackText.replaceAll("ml.g5.48xlarge", "ml.trn1.32xlarge"))).toBe(
      "this program does not know the accelerators of ml.trn1.32xlarge",
    );
    expect(explain("llama", llmStackText)).toBeUndefined();
  });
});

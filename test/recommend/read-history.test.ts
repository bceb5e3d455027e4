import { readHistory } from "../../src/recommend";
import { instant } from "../support/instant";

function readProblems(text: string): readonly string[] {
  const read = readHistory(text, "UTC");
  return "problems" in read ? read.problems.map(({ line, message }) => `${line ?? "-"}: ${message}`) : [];
}

describe("readHistory", () => {
  it("reads rows in any order and leaves missing ones unknown", () => {
    const text = "timestamp,requests\r\n2026-11-02T01:30+01:00,7\r\n2026-11-02T00:00Z,5\r\n2026-11-02T00:10Z,6.5\r\n";
    expect(readHistory(text, "Europe/Berlin")).toEqual({
      history: {
        start: instant("2026-11-02T00:00Z"),
        intervalMinutes: 10,
        requests: [5, 6.5, NaN, 7],
        zone: "Europe/Berlin",
      },
    });
  });

  it("reports each bad row with its line", () => {
    const text = [
      "timestamp,requests",
      "2026-11-02T00:00Z,5",
      "2026-11-02 00:10,5",
      "2026-11-02T00:20Z,-1",
      "2026-11-02T00:30Z",
      "2026-11-02T00:00Z,9",
    ].join("\n");
    expect(readProblems(text)).toEqual([
      '3: "2026-11-02 00:10" is not a time with an offset',
      '4: "-1" is not a count of requests',
      '5: "2026-11-02T00:30Z" does not have two columns',
      "6: has the same time as line 2",
    ]);
  });

  it("reports 20 rows and counts the rest", () => {
    const problems = readProblems("x,1\n".repeat(50));
    expect(problems).toHaveLength(21);
    expect(problems.at(-1)).toBe("-: 30 more rows have problems");
  });

  it("refuses histories that are too short, too coarse or too long", () => {
    expect(readProblems("2026-11-02T00:00Z,5")).toEqual(["-: the file has fewer than two rows"]);
    expect(readProblems("2026-11-02T00:00Z,5\n2026-11-03T00:00Z,5")).toEqual(["-: rows are 1440 minutes apart"]);
    const rows = "2024-01-01T00:00Z,5\n2024-01-01T01:00Z,5\n2026-11-03T00:00Z,5";
    expect(readProblems(rows)).toEqual(["-: the file covers 1037 days"]);
  });

  it("refuses rows between two intervals", () => {
    const rows = "2026-11-02T00:00Z,5\n2026-11-02T00:10Z,5\n2026-11-02T00:25Z,5";
    expect(readProblems(rows)).toEqual(["3: lies between two intervals"]);
  });
});

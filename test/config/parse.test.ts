import fc from "fast-check";
import { readFileSync } from "node:fs";
import { parseStack } from "../../src/config/parse";
import { readStackFile } from "../../src/config/stack-file";

const keys = ["timezone", "calendars", "guards", "tags", "endpoints"];

test("any JSON is read or refused, nothing is thrown", () => {
  const stack = fc.dictionary(fc.constantFrom(...keys), fc.jsonValue());
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), stack), (raw) => {
      for (const { message, path } of parseStack(raw).problems) {
        if (message === "" || path === "") throw new Error("a problem says nothing");
      }
    }),
  );
});

test.each(["Pulumi.dev.yaml", "Pulumi.prod.yaml"])("%s has the right shape", (file) => {
  const { raw, problems } = readStackFile(readFileSync(file, "utf8"));
  const parsed = parseStack(raw);
  expect([...problems, ...parsed.problems]).toEqual([]);
  expect(Object.values(parsed.endpoints).every(({ config }) => config !== undefined)).toBe(true);
});

test("a wrong time is found at its own place, beside every other problem", () => {
  const window = { days: "mon-fri", from: "8am", to: "18:00", min: 1, max: "2" };
  const timetable = { baseline: { min: 1, max: 2 }, windows: { office: window } };
  const { problems } = parseStack({ endpoints: { sentiment: { timetable } } });
  expect(problems.map(({ path }) => path)).toEqual(
    expect.arrayContaining([
      "endpoints.sentiment.timetable.windows.office.from",
      "endpoints.sentiment.timetable.windows.office.max",
      "endpoints.sentiment.model",
    ]),
  );
});

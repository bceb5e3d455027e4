import { checkTooManyTags } from "../../../src/checks/stack/too-many-tags.rule";
import { formatProblem } from "../../../src/problem";
import { sectionContext } from "../../support/section-context";

const tags = (prefix: string, count: number): Readonly<Record<string, string>> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, "x"]));

const said = (own: number, stack: number): readonly string[] =>
  checkTooManyTags(
    sectionContext(
      { tags: tags("own", own) },
      { stack: { calendars: {}, guards: {}, tags: tags("stack", stack) } },
    ),
  ).map(formatProblem);

describe("tooManyTags", () => {
  it("refuses what is too much together", () =>
    expect(said(26, 25)).toEqual([
      `error too-many-tags at endpoints.sentiment.tags
  with the stack's tags, the endpoint would have 51 tags
  expected: at most 50
  fix: remove 1 of them`,
    ]));

  it("accepts as many as one resource may have", () => expect(said(25, 25)).toEqual([]));

  it("counts a key once that the endpoint writes over", () => {
    const same = tags("same", 50);
    const stack = { calendars: {}, guards: {}, tags: same };
    expect(checkTooManyTags(sectionContext({ tags: same }, { stack }))).toEqual([]);
  });
});

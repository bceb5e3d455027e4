import { checkTooManyTags } from "../../../src/checks/stack/too-many-tags.rule";
import { formatProblem } from "../../../src/problem";
import { sectionContext } from "../../support/section-context";

const tags = (prefix: string, count: number): Readonly<Record<string, string>> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, "x"]));

const check = (own: number, stack: number): readonly string[] =>
  checkTooManyTags(
    sectionContext({ tags: tags("own", own) }, { stack: { calendars: {}, guards: {}, tags: tags("stack", stack) } }),
  ).map(formatProblem);

describe("checkTooManyTags", () => {
  it("refuses too many tags together", () =>
    expect(check(26, 25)).toEqual([
      `error too-many-tags at endpoints.sentiment.tags
  the endpoint has 51 tags, including the stack's
  expected: at most 50
  fix: remove 1 of them`,
    ]));

  it("accepts as many as a resource can have", () => expect(check(25, 25)).toEqual([]));

  it("counts a key once if the endpoint overrides it", () => {
    const same = tags("same", 50);
    const stack = { calendars: {}, guards: {}, tags: same };
    expect(checkTooManyTags(sectionContext({ tags: same }, { stack }))).toEqual([]);
  });
});

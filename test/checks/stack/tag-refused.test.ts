import { checkTagRefused } from "../../../src/checks/stack/tag-refused.rule";
import { formatProblem } from "../../../src/problem";
import { sectionContext } from "../../support/section-context";

const said = (
  tags: Readonly<Record<string, string>>,
  stackTags: Readonly<Record<string, string>> = {},
): readonly string[] =>
  checkTagRefused(
    sectionContext({ tags }, { stack: { calendars: {}, guards: {}, tags: stackTags } }),
  ).map(formatProblem);

describe("tagRefused", () => {
  it("refuses a key of AWS's own, in any case", () =>
    expect(said({ "AWS:owner": "ml" })).toEqual([
      `error tag-refused at endpoints.sentiment.tags["AWS:owner"]
  "AWS:owner" is not a key for a tag
  expected: at most 128 characters: letters, digits, spaces and _ . : / = + - @, not aws: in front`,
    ]));

  it("refuses a value with a sign that AWS does not take, in the stack's tags too", () =>
    expect(said({}, { team: "ml & search" })).toEqual([
      `error tag-refused at tags.team
  "ml & search" is not a value for a tag
  expected: at most 256 characters: letters, digits, spaces and _ . : / = + - @`,
    ]));

  it("accepts umlauts, spaces and an empty value", () =>
    expect(said({ "cost centre": "Müller/42", empty: "", awsome: "yes" })).toEqual([]));
});

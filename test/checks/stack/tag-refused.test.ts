import { checkTagRefused } from "../../../src/checks/stack/tag-refused.rule";
import { formatProblem } from "../../../src/problem";
import { sectionContext } from "../../support/section-context";

const check = (
  tags: Readonly<Record<string, string>>,
  stackTags: Readonly<Record<string, string>> = {},
): readonly string[] =>
  checkTagRefused(sectionContext({ tags }, { stack: { calendars: {}, guards: {}, tags: stackTags } })).map(
    formatProblem,
  );

describe("checkTagRefused", () => {
  it("refuses a key reserved for AWS, in any case", () =>
    expect(check({ "AWS:owner": "ml" })).toEqual([
      `error tag-refused at endpoints.sentiment.tags["AWS:owner"]
  "AWS:owner" is not a valid tag key
  expected: at most 128 characters: letters, digits, spaces and _ . : / = + - @, not aws: in front
  fix: write AWS-owner`,
    ]));

  it("refuses a value with a character that AWS does not accept, in the stack's tags too", () =>
    expect(check({}, { team: "ml & search" })).toEqual([
      `error tag-refused at tags.team
  "ml & search" is not a valid tag value
  expected: at most 256 characters: letters, digits, spaces and _ . : / = + - @
  fix: write ml-search`,
    ]));

  it("accepts umlauts, spaces and an empty value", () =>
    expect(check({ "cost centre": "Müller/42", empty: "", awsome: "yes" })).toEqual([]));
});

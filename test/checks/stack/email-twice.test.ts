import { checkEmailTwice } from "../../../src/checks/stack/email-twice.rule";
import { formatProblem } from "../../../src/problem";
import { sectionContext } from "../../support/section-context";

const check = (...emails: readonly string[]): readonly string[] => {
  const monitoring = { notify: { emails }, afterMinutes: 20, dashboard: true };
  return checkEmailTwice(sectionContext({ monitoring })).map(formatProblem);
};

describe("checkEmailTwice", () => {
  it("refuses the second copy of an address", () =>
    expect(check("a@example.com", "b@example.com", "a@example.com")).toEqual([
      `error email-twice at endpoints.sentiment.monitoring.emails[2]
  "a@example.com" is listed twice
  expected: each address once
  fix: remove one of them`,
    ]));

  it("accepts two addresses", () => expect(check("a@example.com", "b@example.com")).toEqual([]));
});

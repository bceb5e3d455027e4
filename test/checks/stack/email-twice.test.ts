import { checkEmailTwice } from "../../../src/checks/stack/email-twice.rule";
import { formatProblem } from "../../../src/problem";
import { sectionContext } from "../../support/section-context";

const said = (...emails: readonly string[]): readonly string[] => {
  const monitoring = { notify: { emails }, afterMinutes: 20, dashboard: true };
  return checkEmailTwice(sectionContext({ monitoring })).map(formatProblem);
};

describe("emailTwice", () => {
  it("refuses the second place of an address", () =>
    expect(said("a@example.com", "b@example.com", "a@example.com")).toEqual([
      `error email-twice at endpoints.sentiment.monitoring.emails[2]
  "a@example.com" is written twice
  expected: each address once
  fix: remove one of them`,
    ]));

  it("accepts two addresses", () => expect(said("a@example.com", "b@example.com")).toEqual([]));
});

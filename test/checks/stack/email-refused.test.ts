import { checkEmailRefused } from "../../../src/checks/stack/email-refused.rule";
import { formatProblem } from "../../../src/problem";
import { sectionContext } from "../../support/section-context";

const check = (...emails: readonly string[]): readonly string[] => {
  const monitoring = { notify: { emails }, afterMinutes: 20, dashboard: true };
  return checkEmailRefused(sectionContext({ monitoring })).map(formatProblem);
};

describe("checkEmailRefused", () => {
  it("refuses a name without a domain", () =>
    expect(check("oncall@example.com", "oncall")).toEqual([
      `error email-refused at endpoints.sentiment.monitoring.emails[1]
  "oncall" is not an email address
  expected: at most 320 characters: <name>@<domain>
  fix: write one such as oncall@example.com`,
    ]));

  it.each(["a b@example.com", "oncall@example", "Ops <oncall@example.com>", "a@b@example.com"])("refuses %s", (email) =>
    expect(check(email)).toHaveLength(1),
  );

  it.each(["oncall@example.com", "ml+oncall@eu.example.co.uk"])("accepts %s", (email) =>
    expect(check(email)).toEqual([]),
  );

  it("accepts a topic", () => {
    const notify = { topicArn: "oncall" };
    const monitoring = { notify, afterMinutes: 20, dashboard: true };
    expect(checkEmailRefused(sectionContext({ monitoring }))).toEqual([]);
  });
});

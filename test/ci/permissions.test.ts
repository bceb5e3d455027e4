import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { actionsOf, policyFile } from "../support/iam-policy";

const root = path.join(__dirname, "..", "..");
const provider = path.join(root, "src", "simulator", "provider");
const guide = readFileSync(path.join(root, "docs", "ci.md"), "utf8");

/** Every call that the provider can make, by the names that its source has: `"iam:GetRole"`, `${api}:TagResource`. */
const called = [
  ...new Set(
    readdirSync(provider)
      .map((file) => readFileSync(path.join(provider, file), "utf8"))
      .flatMap((text) => [
        ...[...text.matchAll(/"((?:iam|sagemaker|cloudwatch|events|sns):[A-Z]\w+)"/g)].map(([, call = ""]) => call),
        ...[...text.matchAll(/(?:`\$\{api\}|"application-autoscaling):([A-Z]\w+)/g)].map(
          ([, call = ""]) => `application-autoscaling:${call}`,
        ),
      ]),
  ),
].toSorted();

/** The actions that the guide lists because AWS or the provider needs them. */
const implied = [...guide.matchAll(/^\| `([a-z0-9-]+:\w+)` +\| .{3,}$/gm)].map(([, action = ""]) => action).toSorted();

/** Only the `timetable` command makes these calls. */
const onlyByCommands = ["application-autoscaling:DescribeScalingActivities"];

const reads = /:(Describe|Get|List)/;

describe("docs/iam", () => {
  const deploy = actionsOf(policyFile("deploy-policy.json"));
  const preview = actionsOf(policyFile("preview-policy.json"));

  it("allows a deployment every call that the provider makes, and no other action without a reason", () => {
    expect(called.length).toBeGreaterThan(30);
    expect(implied.length).toBeGreaterThan(8);
    const wanted = [...called, ...implied].filter((action) => !onlyByCommands.includes(action));
    expect(deploy).toEqual([...new Set(wanted)].toSorted());
  });

  it("allows a preview to read what a deployment reads, and to change nothing", () => {
    const forDeletes = "iam:ListInstanceProfilesForRole";
    expect(preview).toEqual(deploy.filter((action) => reads.test(action) && action !== forDeletes));
  });

  it.each(["deploy-policy.json", "preview-policy.json"])("%s names no wildcard action", (file) => {
    for (const { Action, Effect } of policyFile(file)) {
      expect(Effect).toBe("Allow");
      expect(Action.filter((action) => action.includes("*"))).toEqual([]);
    }
  });

  it.each(["deploy-policy.json", "preview-policy.json"])(
    "%s fits into a managed policy of IAM: 6,144 characters without spaces",
    (file) => {
      const text = readFileSync(path.join(root, "docs", "iam", file), "utf8");
      expect(text.replace(/\s/g, "").length).toBeLessThanOrEqual(6144);
    },
  );

  it("allows all resources only if AWS supports no narrower one", () => {
    const everywhere = policyFile("deploy-policy.json").filter(({ Resource }) => Resource.includes("*"));
    expect(everywhere.map(({ Sid }) => Sid)).toEqual([
      "FindEndpoints",
      "ReadScaling",
      "ReadSubscriptions",
      "EndSubscriptions",
      "ReadPrices",
      "ReadQuotas",
    ]);
  });

  it("passes roles only to SageMaker", () => {
    const pass = policyFile("deploy-policy.json").find(({ Action }) => Action.includes("iam:PassRole"));
    expect(pass?.Condition).toEqual({ StringEquals: { "iam:PassedToService": "sagemaker.amazonaws.com" } });
  });

  it.each([
    ["github-preview-trust.json", "repo:example-org/example-repo:pull_request"],
    ["github-deploy-trust.json", "repo:example-org/example-repo:environment:production"],
  ])("%s trusts one repository, for one purpose", (file, subject) => {
    const [only, ...others] = policyFile(file);
    expect(others).toEqual([]);
    expect(only?.Condition).toEqual({
      StringEquals: {
        "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
        "token.actions.githubusercontent.com:sub": subject,
      },
    });
  });
});

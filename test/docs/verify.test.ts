import { readFileSync } from "node:fs";
import path from "node:path";
import { checks } from "../../src/verify/checks";
import { ownEndpoint, verify } from "../verify/verify-account";

const guide = readFileSync(path.join(__dirname, "..", "..", "docs", "verify.md"), "utf8");

describe("docs/verify.md", () => {
  it("prints what a run prints on the simulated AWS, which needs the permissions that it lists", async () => {
    const [, printed = ""] = /```console\n\$ npm run -s verify:aws[^\n]*\n([^`]*)```/.exec(guide) ?? [];
    const { out, called } = await verify([...ownEndpoint, "--yes"]);
    expect(out).toBe(printed);
    const [, permissions = ""] = guide.split("## Permissions");
    const named = [...permissions.matchAll(/`([a-z-]+:[A-Z]\w+)`/g)].map(([, operation = ""]) => operation);
    const implied = ["iam:PassRole", "iam:CreateServiceLinkedRole", "sagemaker:DescribeInferenceComponent"];
    const needed = [...called].filter((operation) => operation !== "sts:GetCallerIdentity");
    expect(named.toSorted()).toEqual([...needed, ...implied].toSorted());
  });

  it("tries the rows in bold of docs/unseen.md", () => {
    const unseen = readFileSync(path.join(__dirname, "../../docs/unseen.md"), "utf8");
    const ids = [...unseen.matchAll(/\*\*`([a-z-]+)`\*\*/g)].map(([, id]) => id);
    expect(ids.toSorted()).toEqual(checks.map(({ id }) => id).toSorted());
  });

  it("lists the checks", () => {
    const rows = [...guide.matchAll(/^\| `([a-z-]+)` +\| (.+?) +\| (.+?) +\|$/gm)].map(([, ...cells]) => cells);
    expect(rows).toEqual(checks.map(({ id, claim, assumed }) => [id, claim, assumed]));
  });
});

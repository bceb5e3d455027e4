import { readFileSync } from "node:fs";
import path from "node:path";
import { callSimulatedAws } from "../../src/simulator/aws/call-simulated-aws";
import { StackFolder } from "../cli/commands/stack-files";
import { DeployedAccount } from "../support/deployed-account";
import { serveAccount } from "../support/served-account";

const root = path.join(__dirname, "..", "..");
const guide = readFileSync(path.join(root, "docs", "measure.md"), "utf8");
const stack = readFileSync(path.join(root, "Pulumi.dev.yaml"), "utf8");

describe("docs/measure.md", () => {
  const folder = new StackFolder();
  folder.write("Pulumi.dev.yaml", stack);

  afterAll(() => {
    folder.remove();
  });

  it("prints what lead prints, which needs the permissions that it names", async () => {
    const [, command = "", printed = ""] = /```console\n\$ npm run -s timetable -- (.+)\n([^`]*)```/.exec(guide) ?? [];
    const now = Date.parse(/--now (\S+)/.exec(command)?.[1] ?? "") / 1000;
    const account = DeployedAccount.from(stack, "2026-11-02T05:00:00Z");
    account.run(now - account.state.nowSeconds);
    const called = new Set<string>();
    const served = await serveAccount(account, (operation, input) => {
      called.add(operation);
      return callSimulatedAws(account.state, operation, input);
    });
    const { out, err } = await folder.run(...command.split(" "));
    await served.close();
    expect([out, err]).toEqual([printed, ""]);
    const named = [...(guide.split("## Start-up times")[1] ?? "").matchAll(/`([a-z-]+:[A-Z]\w+)`/g)];
    expect([...called].toSorted()).toEqual(named.map(([, operation]) => operation).toSorted());
  });
});

import { readFileSync } from "node:fs";
import path from "node:path";
import { compile } from "../../src/compile";
import { readStackFile } from "../../src/config/yaml/stack-file";
import { callSimulatedAws } from "../../src/simulator/aws/call-simulated-aws";
import { addHandMadeEndpoints } from "../../src/simulator/try/hand-made-endpoints";
import { StackFolder } from "../cli/commands/stack-files";
import { componentTarget } from "../simulator/aws/component-account";
import { DeployedAccount } from "../support/deployed-account";
import { instant } from "../support/instant";
import { serveAccount } from "../support/served-account";

const root = path.join(__dirname, "..", "..");
const guide = readFileSync(path.join(root, "docs", "drift.md"), "utf8");
const stack = readFileSync(path.join(root, "Pulumi.dev.yaml"), "utf8");

const examples = [...guide.matchAll(/```console\n\$ npm run -s timetable -- (.+)\n([^`]*)```/g)].map(
  ([, command = "", printed = ""]) => ({ command, printed }),
);

/** The account at the moment of a command. */
type Scene = (now: number) => DeployedAccount;

const inOrder: Scene = (now) => {
  const account = DeployedAccount.from(stack, "2026-11-24T06:45:00Z");
  account.run(now - account.state.nowSeconds);
  return account;
};

/** In the order of the guide. */
const scenes: readonly Scene[] = [
  inOrder,
  (now) => {
    const account = inOrder(now - 60);
    account.put("sentiment", "press-day", { schedule: "cron(0 6 ? * MON *)", timezone: "UTC", min: 6, max: 6 });
    account.register(1, 3);
    account.run(60);
    return account;
  },
  (now) => {
    const world = { quotas: { "ml.m5.large": 1 } };
    const account = DeployedAccount.from(stack, "2026-11-24T06:45:00Z", world);
    account.run(now - account.state.nowSeconds);
    return account;
  },
];

/** Deploys a component with the limits that the simulator gives to one with `adopt`. */
function deployComponent(account: DeployedAccount, stackText: string): void {
  const { raw } = readStackFile(stackText);
  const { endpoints } = compile(raw, { now: instant(account.now), readCalendarFile: () => undefined });
  account.change((state) => addHandMadeEndpoints(state, Object.values(endpoints)));
  for (const { name, schedule, timezone, min, max } of endpoints["llama"]!.plan!.actions) {
    account.call("application-autoscaling:PutScheduledAction", {
      ...componentTarget("llama-70b"),
      ScheduledActionName: name,
      Schedule: schedule,
      Timezone: timezone,
      ScalableTargetAction: { MinCapacity: min, MaxCapacity: max },
    });
  }
}

describe("docs/drift.md", () => {
  const folder = new StackFolder();
  folder.write("Pulumi.dev.yaml", stack);

  afterAll(() => {
    folder.remove();
  });

  it("has a scene for each command", () => {
    expect(examples).toHaveLength(scenes.length);
  });

  it.each(examples.map((example, index) => ({ ...example, scene: scenes[index]! })))(
    "prints what it says: $command",
    async ({ command, printed, scene }) => {
      const now = /--now (\S+)/.exec(command)?.[1] ?? "";
      const served = await serveAccount(scene(Date.parse(now) / 1000));
      const { out, err } = await folder.run(...command.split(" "));
      await served.close();
      expect(err).toBe("");
      expect(out).toBe(printed);
    },
  );

  it("lists exactly the permissions that the command needs", async () => {
    const scaled = `${stack}      scaling: { metric: invocationsPerInstance, steps: [{ above: 600, change: 1 }] }\n`;
    const account = DeployedAccount.from(scaled, "2026-11-24T08:40:00Z");
    const withComponent = `${scaled}    llama:
      component: { existing: llama-70b, adopt: true }
      timetable: { baseline: { min: 1, max: 2 } }
`;
    deployComponent(account, withComponent);
    const called = new Set<string>();
    const served = await serveAccount(account, (operation, input) => {
      called.add(operation);
      return callSimulatedAws(account.state, operation, input);
    });
    folder.write("Pulumi.scaled.yaml", withComponent);
    expect(await folder.run("drift", "--stack", "scaled", "--now", account.now)).toMatchObject({ code: 0, err: "" });
    await served.close();
    const [, list = "[]"] = /```json\n([^`]*)```/.exec(guide) ?? [];
    expect([...called].toSorted()).toEqual([...JSON.parse(list)].toSorted());
  });
});

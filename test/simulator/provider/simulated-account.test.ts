import { SimulatedAccount } from "../../../src/simulator/provider/simulated-account";
import { monday, target, TestAccount } from "../../support/simulated-account";

const api = "application-autoscaling";
const action = (ScheduledActionName: string) => ({
  ...target,
  ScheduledActionName,
  Schedule: "cron(0 8 * * ? *)",
  ScalableTargetAction: { MinCapacity: 1, MaxCapacity: 2 },
});
const refusal = expect.objectContaining({ error: expect.objectContaining({ code: "ConcurrentUpdateException" }) });

describe("a simulated account in use", () => {
  it("refuses an update of a target that another request updates, and repeats none", async () => {
    const account = new SimulatedAccount(TestAccount.at(monday).serving().register(1, 2).state);
    const first = account.request(`${api}:PutScheduledAction`, action("a"));
    expect(await account.request(`${api}:PutScheduledAction`, action("b"))).toEqual(refusal);
    expect(await account.request(`${api}:DeleteScheduledAction`, { ...target, ScheduledActionName: "a" })).toEqual(
      refusal,
    );
    expect(await account.request(`${api}:RegisterScalableTarget`, { ...target, MinCapacity: 2 })).toEqual(refusal);
    await expect(account.call(`${api}:PutScheduledAction`, action("b"))).rejects.toThrow("ConcurrentUpdateException");
    // A request that updates nothing is answered.
    expect(await account.request(`${api}:DescribeScheduledActions`, target)).toHaveProperty("output");
    expect(await first).toHaveProperty("output");
    expect(await account.request(`${api}:PutScheduledAction`, action("b"))).toHaveProperty("output");
    expect(Object.keys(account.state.actions)).toHaveLength(2);
  });
});

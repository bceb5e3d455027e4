import { prepareStack } from "../../src/deploy/preflight/prepare-stack";
import { PlannedEndpoint } from "../support/planned-endpoint";
import type { AwsState } from "../../src/simulator/aws/account-state";
import { injectError } from "../../src/simulator/aws/injected-failures";
import { type SdkAccess, serveSdkAccess } from "../../src/simulator/provider/aws-http-server";
import { SimulatedAccount } from "../../src/simulator/provider/simulated-account";
import { TestAccount } from "../support/simulated-account";
import { describeEngine, stepMilliseconds } from "./support/describe-engine";
import { EngineStack } from "./support/engine-stack";

/** Monday, 06:00 in Berlin. */
const mondayMorning = Date.parse("2026-11-23T05:00:00Z") / 1000;

const timetable = { baseline: { min: 1, max: 2 } };
const mood = {
  model: { image: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/mood:1", dataUrl: "s3://models/m.tar.gz" },
  variant: { instanceType: "ml.g5.xlarge" },
  timetable,
};
const old = { endpoint: { existing: "e", variant: "v" }, timetable };

describeEngine("the account that a run reads, on a real engine", () => {
  let engine: EngineStack;
  let sdk: SdkAccess | undefined;
  /** Why the last run was refused. */
  let refusal = "";

  beforeEach(async () => {
    engine = await EngineStack.create(TestAccount.at(mondayMorning).serving().state);
    await readAccount(engine.account);
  }, stepMilliseconds);
  afterEach(async () => {
    engine.close();
    await sdk?.close();
  });

  async function readAccount(account: SimulatedAccount): Promise<void> {
    await sdk?.close();
    sdk = await serveSdkAccess(account);
    Object.assign(process.env, sdk.environment);
  }

  const otherAccount = (state: AwsState) => new SimulatedAccount({ ...state, accountId: "999988887777" });

  function declare(endpoints: object): void {
    engine.program = async () => {
      const minute = (): number => Math.floor(engine.account.state.nowSeconds / 60);
      refusal = "";
      try {
        const { plans, ...run } = await prepareStack(
          {
            "inference-timetable:timezone": "Europe/Berlin",
            "inference-timetable:endpoints": JSON.stringify(endpoints),
          },
          {
            now: minute(),
            sleep: (seconds) => engine.account.sleep(seconds),
            readTime: () => Promise.resolve(minute()),
            readCalendarFile: () => undefined,
          },
        );
        for (const plan of plans) new PlannedEndpoint(plan.name, { plan, ...run });
      } catch (error) {
        // A program that throws ends jest's process, too: here it declares nothing.
        refusal = String(error);
      }
      return {};
    };
  }

  const differs = (why: string) => `error account-differs at aws:profile
  AWS is read in account 999988887777, but ${why} 123456789012
  expected: credentials of account 123456789012
  fix: sign in to account 123456789012: set AWS_PROFILE, or aws:profile or aws:assumeRoles in the stack file`;

  it(
    "is that of the state, or the run ends before anything is declared",
    async () => {
      declare({ mood });
      expect(await engine.up()).toMatchObject({ failed: false });
      await readAccount(otherAccount(TestAccount.at(mondayMorning).state));
      await engine.preview();
      expect(refusal).toBe(
        `Error: ${differs("this stack is deployed in account")}\ndocs/problems.md explains each code`,
      );
    },
    3 * stepMilliseconds,
  );

  it(
    "is the provider's before the first deployment, also if it has an endpoint of this name",
    async () => {
      declare({ old });
      await readAccount(otherAccount(engine.account.state));
      const { calls } = await engine.up();
      expect(refusal).toBe(`Error: ${differs("the provider works in account")}\ndocs/problems.md explains each code`);
      expect(calls).toEqual([]);
      await readAccount(engine.account);
      expect(await engine.up()).toMatchObject({ failed: false });
      expect(refusal).toBe("");
    },
    3 * stepMilliseconds,
  );

  it(
    "is warned of if STS does not answer, and a missing endpoint may then be in another one",
    async () => {
      declare({ mood });
      expect(await engine.up()).toMatchObject({ failed: false });
      const error = { code: "ServiceUnavailable", message: "no route" };
      const refuse = () => {
        engine.account.change((state) => injectError(state, { operation: "sts:GetCallerIdentity", error, times: 5 }));
      };
      refuse();
      const { failed, diagnostics } = await engine.preview();
      expect([failed, refusal]).toEqual([false, ""]);
      expect(diagnostics).toContain("warning account-unread at aws:profile");
      expect(diagnostics).toContain("cannot see in which account AWS is read: AWS answered sts:GetCallerIdentity with");

      engine.account.change((state) => ({ ...state, endpoints: {}, targets: {}, actions: {} }));
      refuse();
      await engine.preview();
      expect(refusal).toMatch(
        /error endpoint-missing at endpoints\.mood\n {2}this stack has deployed arn:aws:sagemaker:eu-central-1:123456789012:endpoint\/mood-[0-9a-f]{7}, and AWS does not have it\n/,
      );
    },
    3 * stepMilliseconds,
  );
});

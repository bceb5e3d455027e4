import type { AwsClients } from "../../../src/aws/client/aws-clients";
import { waitForInService, type WaitResult } from "../../../src/aws/client/wait-for-in-service";

/** SageMaker's answers in turn, the last one for good; and what was said and slept meanwhile. */
async function waited(
  answers: readonly (string | Error)[],
): Promise<{ readonly end: WaitResult; readonly said: readonly string[]; readonly slept: number }> {
  const said: string[] = [];
  let slept = 0;
  let asked = 0;
  const describeEndpoint = () => {
    const answer = answers[Math.min(asked++, answers.length - 1)];
    if (typeof answer !== "string") return Promise.reject(answer ?? new Error("no answer"));
    const FailureReason = answer === "Failed" ? "no ping" : undefined;
    return Promise.resolve({ EndpointStatus: answer, FailureReason });
  };
  const aws = { sageMaker: { describeEndpoint } } as unknown as AwsClients;
  const end = await waitForInService(aws, "e", {
    log: (line) => said.push(line),
    sleep: (seconds) => {
      slept += seconds;
      return Promise.resolve();
    },
  });
  return { end, said, slept };
}

describe("waitForInService", () => {
  it("does not wait for an endpoint that is in service, or does not exist", async () => {
    const inService = { end: { inService: true, minutes: 0 }, said: [], slept: 0 };
    expect(await waited(["InService"])).toEqual(inService);
    expect(await waited([new Error('Could not find endpoint "e".')])).toEqual(inService);
  });

  it("asks four times a minute and logs each minute how long it has waited", async () => {
    const busy = [...Array<string>(6).fill("Updating"), ...Array<string>(3).fill("RollingBack")];
    expect(await waited([...busy, "InService"])).toEqual({
      end: { inService: true, minutes: 2.25 },
      said: [
        "endpoint e is Updating: waiting until it is in service",
        "endpoint e is Updating: waiting until it is in service, for 1 min so far",
        "endpoint e is RollingBack: waiting until it is in service, for 2 min so far",
      ],
      slept: 9 * 15,
    });
  });

  it("stops after an hour", async () => {
    const { end, said, slept } = await waited(["SystemUpdating"]);
    expect(end).toEqual({ status: "SystemUpdating", minutes: 60 });
    expect(said).toHaveLength(60);
    expect(slept).toBe(3600);
  });

  it.each(["Failed", "UpdateRollbackFailed", "OutOfService", "Deleting"])(
    "does not wait for an endpoint that is %s: the status does not pass",
    async (status) => {
      const { end, slept } = await waited([status]);
      expect(end).toMatchObject({ status, minutes: 0 });
      expect(slept).toBe(0);
    },
  );

  it("returns SageMaker's reason", async () => {
    expect((await waited(["Failed"])).end).toHaveProperty("failureReason", "no ping");
  });

  it("says why it cannot ask, at once and later", async () => {
    const denied = Object.assign(new Error("not for you"), { name: "AccessDeniedException" });
    const failure = { kind: "denied", operation: "sagemaker:DescribeEndpoint" };
    expect((await waited([denied])).end).toMatchObject({ failure });
    expect((await waited(["Updating", denied])).end).toMatchObject({ failure });
  });
});

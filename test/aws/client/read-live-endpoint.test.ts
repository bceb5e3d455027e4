import { closeClients, createClients } from "../../../src/aws/client/aws-clients";
import { readEndpointCounts } from "../../../src/aws/client/read-live-endpoint";
import { injectError, throttle } from "../../../src/simulator/aws/injected-failures";
import { serveAccount, type ServedAccount } from "../../support/served-account";
import { minute, monday, TestAccount } from "../../support/simulated-account";

let served: ServedAccount;
let account: TestAccount;

beforeEach(async () => {
  account = TestAccount.at(monday).serving(2).register(2, 4);
  served = await serveAccount(account);
});

afterEach(() => served.close());

function fails(operation: string, code: string, message: string): void {
  account.state = injectError(account.state, { operation, error: { code, message }, times: 9 });
}

async function trouble() {
  const read = await readEndpointCounts(served.aws, "e");
  if ("found" in read) throw new Error("it was read");
  return read.failure;
}

describe("describeEndpointCounts", () => {
  it("tells status, configuration and the counts of each variant", async () => {
    expect(await readEndpointCounts(served.aws, "e")).toEqual({
      found: {
        name: "e",
        status: "InService",
        configName: "c",
        variants: [{ name: "v", desired: 2, current: 2, instanceType: "ml.m5.large" }],
      },
    });
  });

  it("sees a count that is on its way", async () => {
    account.register(3, 4);
    account.run(minute);
    const read = await readEndpointCounts(served.aws, "e");
    expect(read).toMatchObject({ found: { status: "Updating", variants: [{ desired: 3, current: 2 }] } });
  });

  it("answers nothing for an endpoint that is not there", async () => {
    expect(await readEndpointCounts(served.aws, "other")).toEqual({ found: undefined });
  });

  it("tells the counts to whoever may not read the configuration", async () => {
    fails("sagemaker:DescribeEndpointConfig", "AccessDeniedException", "no");
    const read = await readEndpointCounts(served.aws, "e");
    expect(read).toMatchObject({ found: { variants: [{ name: "v", desired: 2, current: 2 }] } });
    expect(JSON.stringify(read)).not.toContain("instanceType");
  });

  it("says which permission is missing", async () => {
    const message = "User: arn:aws:iam::1:user/u is not authorized to perform: x.";
    fails("sagemaker:DescribeEndpoint", "AccessDeniedException", message);
    expect(await trouble()).toEqual({
      kind: "denied",
      operation: "sagemaker:DescribeEndpoint",
      message:
        "sagemaker:DescribeEndpoint is not permitted: User: arn:aws:iam::1:user/u is not authorized to perform: x",
      fix: "allow sagemaker:DescribeEndpoint for this user or role",
    });
  });

  it("repeats a throttled call, and says so when that does not help", async () => {
    account.state = throttle(account.state, "sagemaker:DescribeEndpoint", 1);
    expect(await readEndpointCounts(served.aws, "e")).toHaveProperty("found.name", "e");
    account.state = throttle(account.state, "sagemaker:DescribeEndpoint", 9);
    expect(await trouble()).toMatchObject({ kind: "throttled" });
  });

  it.each([
    ["ExpiredTokenException", "credentials"],
    ["UnrecognizedClientException", "credentials"],
    ["SomethingElse", "other"],
  ])("takes %s for a trouble with %s", async (code, kind) => {
    fails("sagemaker:DescribeEndpoint", code, "AWS's words.");
    const found = await trouble();
    expect(found.kind).toBe(kind);
    expect(found.message).toContain("AWS's words");
  });

  it("says that a server cannot be reached", async () => {
    await served.close();
    const found = await trouble();
    expect(found.kind).toBe("network");
    expect(found.message).toMatch(/^AWS cannot be reached for sagemaker:DescribeEndpoint: /);
  });

  it("says that there are no credentials", async () => {
    delete process.env["AWS_ACCESS_KEY_ID"];
    const aws = await createClients({ region: "eu-central-1" });
    const read = await readEndpointCounts(aws, "e");
    expect(read).toMatchObject({ failure: { kind: "credentials" } });
    closeClients(aws);
  });

  it("says that a profile is not there", async () => {
    const aws = await createClients({ region: "eu-central-1", profile: "no-such" });
    const read = await readEndpointCounts(aws, "e");
    expect(read).toMatchObject({ failure: { kind: "credentials" } });
    closeClients(aws);
  });

  it("says that no region is set", async () => {
    delete process.env["AWS_REGION"];
    const aws = await createClients({});
    expect(await readEndpointCounts(aws, "e")).toMatchObject({ failure: { kind: "region" } });
    closeClients(aws);
  });
});

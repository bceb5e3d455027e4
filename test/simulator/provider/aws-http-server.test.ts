import { serveAccount, type ServedAccount } from "../../support/served-account";
import { monday, target, TestAccount } from "../../support/simulated-account";

let served: ServedAccount;
let account: TestAccount;

beforeAll(async () => {
  account = TestAccount.at(monday).serving(2).register(2, 4);
  served = await serveAccount(account);
});

afterAll(() => served.close());

const namespace = { ServiceNamespace: "sagemaker" } as const;
const place = {
  ServiceNamespace: "sagemaker",
  ResourceId: target.ResourceId,
  ScalableDimension: "sagemaker:variant:DesiredInstanceCount",
} as const;

describe("serveAws", () => {
  it("answers the SDK of SageMaker", async () => {
    const found = await served.aws.sageMaker.describeEndpoint({ EndpointName: "e" });
    expect(found).toMatchObject({
      EndpointName: "e",
      EndpointStatus: "InService",
      CreationTime: new Date(monday * 1000),
      ProductionVariants: [{ VariantName: "v", DesiredInstanceCount: 2, CurrentInstanceCount: 2 }],
    });
  });

  it("takes what the SDK of Application Auto Scaling sends, times included", async () => {
    const { scaling } = served.aws;
    await scaling.putScheduledAction({
      ...place,
      ScheduledActionName: "a",
      Schedule: "cron(0 8 * * ? *)",
      StartTime: new Date((monday + 86_400) * 1000),
      ScalableTargetAction: { MinCapacity: 3, MaxCapacity: 4 },
    });
    const { ScheduledActions } = await scaling.describeScheduledActions(namespace);
    expect(ScheduledActions).toMatchObject([
      { ScheduledActionName: "a", StartTime: new Date((monday + 86_400) * 1000) },
    ]);
    expect(Object.keys(account.state.actions)).toHaveLength(1);
  });

  it("hands a list on in pages, as AWS does", async () => {
    const { scaling } = served.aws;
    for (let index = 0; index < 60; index++) account.action(`p${index}`, "rate(1 day)", 1, 2);
    const first = await scaling.describeScheduledActions(namespace);
    expect(first.ScheduledActions).toHaveLength(50);
    const second = await scaling.describeScheduledActions({ ...namespace, NextToken: first.NextToken });
    expect(second.ScheduledActions).toHaveLength(11);
    expect(second.NextToken).toBeUndefined();
  });

  it("answers an error under the code by which clients decide", async () => {
    const gone = { ...place, ScheduledActionName: "none" };
    await expect(served.aws.scaling.deleteScheduledAction(gone)).rejects.toMatchObject({
      name: "ObjectNotFoundException",
      message: expect.stringContaining("none"),
    });
    await expect(served.aws.sageMaker.describeEndpoint({ EndpointName: "none" })).rejects.toMatchObject({
      name: "ValidationException",
    });
  });

  it("says which operation it does not know", async () => {
    await expect(served.aws.sageMaker.listAlgorithms({})).rejects.toMatchObject({
      name: "UnknownOperationException",
      message: "The operation sagemaker:ListAlgorithms is not simulated.",
    });
  });

  it("refuses what is no JSON object", async () => {
    const answer = await fetch(served.url, {
      method: "POST",
      headers: { "x-amz-target": "SageMaker.DescribeEndpoint" },
      body: "[1",
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ __type: "SerializationException" });
  });
});

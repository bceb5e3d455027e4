import { monday, TestAccount } from "../../support/simulated-account";

describe("a dashboard", () => {
  const widget = {
    type: "metric",
    ...{ x: 0, y: 0, width: 12, height: 6 },
    properties: {
      region: "eu-central-1",
      metrics: [["AWS/SageMaker", "Invocations", "EndpointName", "e", { stat: "Sum" }]],
    },
  };
  const put = (account: TestAccount, body: unknown): string =>
    account.refusal("cloudwatch:PutDashboard", {
      DashboardName: "d",
      DashboardBody: typeof body === "string" ? body : JSON.stringify(body),
    });

  it("keeps a body of the documented shape until it is deleted", () => {
    const account = TestAccount.at(monday);
    const DashboardBody = JSON.stringify({ widgets: [widget] });
    account.call("cloudwatch:PutDashboard", { DashboardName: "d", DashboardBody });
    expect(account.call("cloudwatch:GetDashboard", { DashboardName: "d" })).toMatchObject({
      DashboardBody,
      DashboardArn: "arn:aws:cloudwatch::123456789012:dashboard/d",
    });
    account.call("cloudwatch:DeleteDashboards", { DashboardNames: ["d"] });
    expect(account.refusal("cloudwatch:GetDashboard", { DashboardName: "d" })).toContain("d does");
  });

  it.each([
    ["text", "{", "not JSON"],
    ["no widgets", {}, "widgets"],
    ["a widget beyond the right edge", { widgets: [{ ...widget, x: 24 }] }, "widgets.0.x"],
    ["no region", { widgets: [{ ...widget, properties: { metrics: [["a", "b"]] } }] }, "properties.region"],
    [
      "half a dimension",
      { widgets: [{ ...widget, properties: { ...widget.properties, metrics: [["a", "b", "EndpointName"]] } }] },
      "pairs of dimensions",
    ],
  ])("refuses %s", (_what, body, reason) => expect(put(TestAccount.at(monday), body)).toContain(reason));
});

import { callIfExists } from "./answered";
import type { SimulatedAccount } from "./local-account";
import type { JsonObject } from "../simulate/json";
import { toText } from "./properties";
import { plainType, type ResourceType } from "./resource-type";

/** aws:cloudwatch/dashboard:Dashboard; its id is its name. */
export const dashboardResource: ResourceType = {
  ...plainType,
  autoNamed: false,
  required: ["dashboardBody", "dashboardName"],
  replacedBy: ["dashboardName", "region"],
  computed: ["dashboardArn"],
  optionalComputed: ["region"],
  create: async (account, inputs) => {
    await putDashboardBody(account, inputs);
    return toText(inputs, "dashboardName");
  },
  read: async (account, id) => {
    const answer = await callIfExists(account, "cloudwatch:GetDashboard", { DashboardName: id });
    if (answer === undefined) return undefined;
    return {
      dashboardName: id,
      dashboardBody: toText(answer, "DashboardBody"),
      dashboardArn: toText(answer, "DashboardArn"),
    };
  },
  update: (account, { news }) => putDashboardBody(account, news),
  delete: async (account, id) => {
    await callIfExists(account, "cloudwatch:DeleteDashboards", { DashboardNames: [id] });
  },
};

async function putDashboardBody(account: SimulatedAccount, inputs: JsonObject): Promise<void> {
  await account.call("cloudwatch:PutDashboard", {
    DashboardName: toText(inputs, "dashboardName"),
    DashboardBody: toText(inputs, "dashboardBody"),
  });
}

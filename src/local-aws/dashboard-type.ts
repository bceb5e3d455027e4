import { answered } from "./answered";
import type { LocalAccount } from "./local-account";
import type { JsonObject } from "../simulate/json";
import { text } from "./properties";
import { plainType, type ResourceType } from "./resource-type";

/** aws:cloudwatch/dashboard:Dashboard; its id is its name. */
export const dashboard: ResourceType = {
  ...plainType,
  autoNamed: false,
  required: ["dashboardBody", "dashboardName"],
  replacedBy: ["dashboardName", "region"],
  computed: ["dashboardArn"],
  optionalComputed: ["region"],
  create: async (account, inputs) => {
    await put(account, inputs);
    return text(inputs, "dashboardName");
  },
  read: async (account, id) => {
    const answer = await answered(account, "cloudwatch:GetDashboard", { DashboardName: id });
    if (answer === undefined) return undefined;
    return {
      dashboardName: id,
      dashboardBody: text(answer, "DashboardBody"),
      dashboardArn: text(answer, "DashboardArn"),
    };
  },
  update: (account, { news }) => put(account, news),
  delete: async (account, id) => {
    await answered(account, "cloudwatch:DeleteDashboards", { DashboardNames: [id] });
  },
};

async function put(account: LocalAccount, inputs: JsonObject): Promise<void> {
  await account.call("cloudwatch:PutDashboard", {
    DashboardName: text(inputs, "dashboardName"),
    DashboardBody: text(inputs, "dashboardBody"),
  });
}

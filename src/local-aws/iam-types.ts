import { jsonObject, type JsonObject } from "../simulate/json";
import { answered } from "./answered";
import { object, objects, text } from "./properties";
import { plainType, type ResourceType } from "./resource-type";
import { changeTags, tagList, tagsMember } from "./tag-changes";

/** aws:iam/role:Role */
export const role: ResourceType = {
  ...plainType,
  required: ["assumeRolePolicy"],
  defaults: { forceDetachPolicies: false, maxSessionDuration: 3600, path: "/" },
  replacedBy: ["name", "path"],
  computed: ["arn", "createDate", "uniqueId"],
  optionalComputed: ["name", "inlinePolicies", "managedPolicyArns"],
  create: async (account, inputs) => {
    const request = jsonObject({
      RoleName: inputs["name"],
      Path: inputs["path"],
      AssumeRolePolicyDocument: inputs["assumeRolePolicy"],
      Description: inputs["description"],
      MaxSessionDuration: inputs["maxSessionDuration"],
      PermissionsBoundary: inputs["permissionsBoundary"],
    });
    await account.call("iam:CreateRole", { ...request, ...tagsMember(inputs) });
    return text(inputs, "name");
  },
  read: async (account, id) => {
    const answer = await answered(account, "iam:GetRole", { RoleName: id });
    if (answer === undefined) return undefined;
    const found = object(answer, "Role");
    return jsonObject({
      name: found["RoleName"],
      arn: found["Arn"],
      path: found["Path"],
      uniqueId: found["RoleId"],
      assumeRolePolicy: found["AssumeRolePolicyDocument"],
      description: found["Description"],
      maxSessionDuration: found["MaxSessionDuration"],
      createDate: isoDate(found),
      tags: Object.fromEntries(
        objects(found, "Tags").map((tag) => [text(tag, "Key"), text(tag, "Value")]),
      ),
    });
  },
  update: async (account, change) => {
    const { id, news, changed } = change;
    if (changed.has("assumeRolePolicy")) {
      const PolicyDocument = text(news, "assumeRolePolicy");
      await account.call("iam:UpdateAssumeRolePolicy", { RoleName: id, PolicyDocument });
    }
    if (changed.has("description") || changed.has("maxSessionDuration")) {
      const request = jsonObject({
        RoleName: id,
        Description: text(news, "description"),
        MaxSessionDuration: news["maxSessionDuration"],
      });
      await account.call("iam:UpdateRole", request);
    }
    await changeTags(change, id, {
      set: (tags) => account.call("iam:TagRole", { RoleName: id, Tags: tagList(tags) }),
      remove: (TagKeys) => account.call("iam:UntagRole", { RoleName: id, TagKeys }),
    });
  },
  delete: async (account, id) => {
    await answered(account, "iam:DeleteRole", { RoleName: id });
  },
};

function isoDate(found: JsonObject): string {
  return new Date(Number(found["CreateDate"]) * 1000).toISOString();
}

/** aws:iam/rolePolicy:RolePolicy; its id is the role's name, a colon and the policy's. */
export const rolePolicy: ResourceType = {
  ...plainType,
  required: ["policy", "role"],
  replacedBy: ["name", "role"],
  computed: [],
  optionalComputed: ["name"],
  create: async (account, inputs) => {
    await account.call("iam:PutRolePolicy", {
      RoleName: text(inputs, "role"),
      PolicyName: text(inputs, "name"),
      PolicyDocument: text(inputs, "policy"),
    });
    return `${text(inputs, "role")}:${text(inputs, "name")}`;
  },
  read: async (account, id) => {
    const answer = await answered(account, "iam:GetRolePolicy", place(id));
    if (answer === undefined) return undefined;
    return jsonObject({
      role: answer["RoleName"],
      name: answer["PolicyName"],
      policy: answer["PolicyDocument"],
    });
  },
  update: async (account, { id, news }) => {
    const PolicyDocument = text(news, "policy");
    await account.call("iam:PutRolePolicy", { ...place(id), PolicyDocument });
  },
  delete: async (account, id) => {
    await answered(account, "iam:DeleteRolePolicy", place(id));
  },
};

function place(id: string): JsonObject {
  const [RoleName = "", PolicyName = ""] = id.split(":");
  return { RoleName, PolicyName };
}

import { type Json, type JsonObject, toJsonObject } from "../aws";
import { toObject, toObjects, toText } from "./properties";
import { callIfExists, changeTags, fromTagList, plainType, type ResourceType, toTagList } from "./resource-type";
import type { SimulatedAccount } from "./simulated-account";

/** aws:iam/role:Role */
export const roleResource: ResourceType = {
  ...plainType,
  required: ["assumeRolePolicy"],
  defaults: { forceDetachPolicies: false, maxSessionDuration: 3600, path: "/" },
  replacedBy: ["name", "path"],
  computed: ["arn", "createDate", "uniqueId"],
  optionalComputed: ["name", "inlinePolicies", "managedPolicyArns"],
  create: async (account, inputs) => {
    const request = toJsonObject({
      RoleName: inputs["name"],
      Path: inputs["path"],
      AssumeRolePolicyDocument: inputs["assumeRolePolicy"],
      Description: inputs["description"],
      MaxSessionDuration: inputs["maxSessionDuration"],
      PermissionsBoundary: inputs["permissionsBoundary"],
    });
    await account.call("iam:CreateRole", { ...request, ...fromTagList(inputs) });
    return toText(inputs, "name");
  },
  read: async (account, id) => {
    const answer = await callIfExists(account, "iam:GetRole", { RoleName: id });
    if (answer === undefined) return undefined;
    const found = toObject(answer, "Role");
    return toJsonObject({
      name: found["RoleName"],
      arn: found["Arn"],
      path: found["Path"],
      uniqueId: found["RoleId"],
      assumeRolePolicy: found["AssumeRolePolicyDocument"],
      description: found["Description"],
      maxSessionDuration: found["MaxSessionDuration"],
      permissionsBoundary: toText(toObject(found, "PermissionsBoundary"), "PermissionsBoundaryArn"),
      createDate: toIsoDate(found),
      tags: Object.fromEntries(toObjects(found, "Tags").map((tag) => [toText(tag, "Key"), toText(tag, "Value")])),
    });
  },
  update: async (account, change) => {
    const { id, news, changed } = change;
    if (changed.has("assumeRolePolicy")) {
      const PolicyDocument = toText(news, "assumeRolePolicy");
      await account.call("iam:UpdateAssumeRolePolicy", { RoleName: id, PolicyDocument });
    }
    if (changed.has("description") || changed.has("maxSessionDuration")) {
      const request = toJsonObject({
        RoleName: id,
        Description: toText(news, "description"),
        MaxSessionDuration: news["maxSessionDuration"],
      });
      await account.call("iam:UpdateRole", request);
    }
    if (changed.has("permissionsBoundary")) await changeBoundary(account, id, news["permissionsBoundary"]);
    await changeTags(change, id, {
      set: (tags) => account.call("iam:TagRole", { RoleName: id, Tags: toTagList(tags) }),
      remove: (TagKeys) => account.call("iam:UntagRole", { RoleName: id, TagKeys }),
    });
  },
  delete: async (account, id) => {
    await callIfExists(account, "iam:DeleteRole", { RoleName: id });
  },
};

async function changeBoundary(account: SimulatedAccount, RoleName: string, boundary: Json | undefined): Promise<void> {
  if (boundary === undefined) await account.call("iam:DeleteRolePermissionsBoundary", { RoleName });
  else await account.call("iam:PutRolePermissionsBoundary", { RoleName, PermissionsBoundary: boundary });
}

function toIsoDate(found: JsonObject): string {
  return new Date(Number(found["CreateDate"]) * 1000).toISOString();
}

/** aws:iam/rolePolicy:RolePolicy; its id is the role's name, a colon and the policy's. */
export const rolePolicyResource: ResourceType = {
  ...plainType,
  required: ["policy", "role"],
  replacedBy: ["name", "role"],
  computed: [],
  optionalComputed: ["name"],
  create: async (account, inputs) => {
    await account.call("iam:PutRolePolicy", {
      RoleName: toText(inputs, "role"),
      PolicyName: toText(inputs, "name"),
      PolicyDocument: toText(inputs, "policy"),
    });
    return `${toText(inputs, "role")}:${toText(inputs, "name")}`;
  },
  read: async (account, id) => {
    const answer = await callIfExists(account, "iam:GetRolePolicy", toPolicyKey(id));
    if (answer === undefined) return undefined;
    return toJsonObject({ role: answer["RoleName"], name: answer["PolicyName"], policy: answer["PolicyDocument"] });
  },
  update: async (account, { id, news }) => {
    const PolicyDocument = toText(news, "policy");
    await account.call("iam:PutRolePolicy", { ...toPolicyKey(id), PolicyDocument });
  },
  delete: async (account, id) => {
    await callIfExists(account, "iam:DeleteRolePolicy", toPolicyKey(id));
  },
};

function toPolicyKey(id: string): JsonObject {
  const [RoleName = "", PolicyName = ""] = id.split(":");
  return { RoleName, PolicyName };
}

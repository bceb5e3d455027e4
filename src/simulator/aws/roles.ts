import * as v from "valibot";
import type { AwsState, EpochSeconds } from "./account-state";
import { type Named, removeEntries, setEntry, toJsonObject, toTagEntries, toTagMap } from "./json";
import { type AwsError, defineOperation, type Outcome, toAnswer } from "./operation";
import { hashToHex } from "./repeatable-number";
import { tagList } from "./sagemaker-inputs";

/** A role with its inline policies: name to document. */
export interface RoleState {
  readonly name: string;
  readonly arn: string;
  readonly id: string;
  readonly path: string;
  readonly description?: string;
  readonly maxSessionSeconds: number;
  readonly permissionsBoundary?: string;
  readonly trust: string;
  readonly policies: Named<string>;
  readonly createdAt: EpochSeconds;
  readonly tags: Named<string>;
}

const opt = v.exactOptional;
const roleName = v.pipe(v.string(), v.minLength(1), v.maxLength(64), v.regex(/^[\w+=,.@-]+$/));
const document = v.pipe(v.string(), v.check(isJson, "MalformedPolicyDocument: not JSON"));

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const createRole = defineOperation(
  v.strictObject({
    RoleName: roleName,
    Path: opt(v.string()),
    AssumeRolePolicyDocument: document,
    Description: opt(v.string()),
    MaxSessionDuration: opt(v.number()),
    PermissionsBoundary: opt(v.string()),
    Tags: opt(tagList),
  }),
  (state, input): Outcome => {
    const { RoleName: name, Path: path = "/" } = input;
    if (state.roles[name] !== undefined) {
      return toPolicyFailure("EntityAlreadyExists", `Role with name ${name} already exists.`);
    }
    const role: RoleState = {
      name,
      arn: `arn:aws:iam::${state.accountId}:role${path}${name}`,
      id: `AROA${hashToHex(16, "role", name, state.serial).toUpperCase()}`,
      path,
      ...(input.Description === undefined ? {} : { description: input.Description }),
      maxSessionSeconds: input.MaxSessionDuration ?? 3600,
      ...(input.PermissionsBoundary === undefined ? {} : { permissionsBoundary: input.PermissionsBoundary }),
      trust: input.AssumeRolePolicyDocument,
      policies: {},
      createdAt: state.nowSeconds,
      tags: toTagMap(input.Tags),
    };
    const after = { ...state, serial: state.serial + 1 };
    return toAnswer(setRole(after, role), { Role: describeRole(role) });
  },
);

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export const getCallerIdentity = defineOperation(v.strictObject({}), (state) => {
  const { accountId } = state;
  return toAnswer(state, { Account: accountId, Arn: `arn:aws:iam::${accountId}:root`, UserId: accountId });
});

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html */
export const getRole = defineOperation(v.strictObject({ RoleName: roleName }), (state, { RoleName }) =>
  changeRole(state, RoleName, (role) => toAnswer(state, { Role: describeRole(role) })),
);

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html */
export const updateAssumeRolePolicy = defineOperation(
  v.strictObject({ RoleName: roleName, PolicyDocument: document }),
  (state, { RoleName, PolicyDocument }) =>
    changeRole(state, RoleName, (role) => toAnswer(setRole(state, { ...role, trust: PolicyDocument }), {})),
);

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html */
export const updateRole = defineOperation(
  v.strictObject({ RoleName: roleName, Description: opt(v.string()), MaxSessionDuration: opt(v.number()) }),
  (state, { RoleName, Description, MaxSessionDuration }) =>
    changeRole(state, RoleName, (role) => {
      const updated = {
        ...role,
        ...(Description === undefined ? {} : { description: Description }),
        maxSessionSeconds: MaxSessionDuration ?? role.maxSessionSeconds,
      };
      return toAnswer(setRole(state, updated), {});
    }),
);

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html */
export const putRolePermissionsBoundary = defineOperation(
  v.strictObject({ RoleName: roleName, PermissionsBoundary: v.string() }),
  (state, { RoleName, PermissionsBoundary: permissionsBoundary }) =>
    changeRole(state, RoleName, (role) => toAnswer(setRole(state, { ...role, permissionsBoundary }), {})),
);

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePermissionsBoundary.html */
export const deleteRolePermissionsBoundary = defineOperation(v.strictObject({ RoleName: roleName }), (state, input) =>
  changeRole(state, input.RoleName, ({ permissionsBoundary: _, ...role }) => toAnswer(setRole(state, role), {})),
);

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html: inline policies must be gone */
export const deleteRole = defineOperation(v.strictObject({ RoleName: roleName }), (state, { RoleName }) =>
  changeRole(state, RoleName, (role) => {
    if (Object.keys(role.policies).length > 0) {
      return toPolicyFailure("DeleteConflict", "Cannot delete entity, must delete policies first.");
    }
    const roles = removeEntries(state.roles, (name) => name === RoleName);
    return toAnswer({ ...state, roles }, {});
  }),
);

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
export const putRolePolicy = defineOperation(
  v.strictObject({ RoleName: roleName, PolicyName: v.string(), PolicyDocument: document }),
  (state, { RoleName, PolicyName, PolicyDocument }) =>
    changeRole(state, RoleName, (role) => {
      const policies = setEntry(role.policies, PolicyName, PolicyDocument);
      return toAnswer(setRole(state, { ...role, policies }), {});
    }),
);

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html */
export const getRolePolicy = defineOperation(
  v.strictObject({ RoleName: roleName, PolicyName: v.string() }),
  (state, { RoleName, PolicyName }) =>
    changeRole(state, RoleName, (role) => {
      const PolicyDocument = role.policies[PolicyName];
      if (PolicyDocument === undefined) return policyNotFound(PolicyName);
      return toAnswer(state, { RoleName, PolicyName, PolicyDocument });
    }),
);

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePolicy.html */
export const deleteRolePolicy = defineOperation(
  v.strictObject({ RoleName: roleName, PolicyName: v.string() }),
  (state, { RoleName, PolicyName }) =>
    changeRole(state, RoleName, (role) => {
      if (role.policies[PolicyName] === undefined) return policyNotFound(PolicyName);
      const policies = removeEntries(role.policies, (name) => name === PolicyName);
      return toAnswer(setRole(state, { ...role, policies }), {});
    }),
);

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagRole.html */
export const tagRole = defineOperation(
  v.strictObject({ RoleName: roleName, Tags: tagList }),
  (state, { RoleName, Tags }) =>
    changeRole(state, RoleName, (role) =>
      toAnswer(setRole(state, { ...role, tags: { ...role.tags, ...toTagMap(Tags) } }), {}),
    ),
);

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagRole.html */
export const untagRole = defineOperation(
  v.strictObject({ RoleName: roleName, TagKeys: v.array(v.string()) }),
  (state, { RoleName, TagKeys }) =>
    changeRole(state, RoleName, (role) => {
      const tags = removeEntries(role.tags, (key) => TagKeys.includes(key));
      return toAnswer(setRole(state, { ...role, tags }), {});
    }),
);

function changeRole(state: AwsState, name: string, act: (role: RoleState) => Outcome): Outcome {
  const role = state.roles[name];
  return role === undefined
    ? toPolicyFailure("NoSuchEntity", `The role with name ${name} cannot be found.`)
    : act(role);
}

function setRole(state: AwsState, role: RoleState): AwsState {
  return { ...state, roles: setEntry(state.roles, role.name, role) };
}

function policyNotFound(name: string): Outcome {
  return toPolicyFailure("NoSuchEntity", `The role policy with name ${name} cannot be found.`);
}

function toPolicyFailure(code: AwsError["code"], message: string): Outcome {
  return { error: { code, message } };
}

function describeRole(role: RoleState) {
  return toJsonObject({
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    Path: role.path,
    Description: role.description,
    MaxSessionDuration: role.maxSessionSeconds,
    PermissionsBoundary:
      role.permissionsBoundary === undefined ? undefined : { PermissionsBoundaryArn: role.permissionsBoundary },
    AssumeRolePolicyDocument: role.trust,
    CreateDate: role.createdAt,
    Tags: toTagEntries(role.tags),
  });
}

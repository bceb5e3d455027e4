import * as v from "valibot";
import type { AwsError } from "./aws-error";
import { jsonObject } from "./json";
import { withEntry, withoutEntries, type Named } from "./named";
import { answer, operation, type Outcome } from "./operation";
import { repeatableHex } from "./repeatable-number";
import { tagList } from "./sagemaker-shapes";
import type { AwsState, EpochSeconds } from "./state";
import { tagEntries, tagMap } from "./tags";

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
export const createRole = operation(
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
      return failure("EntityAlreadyExists", `Role with name ${name} already exists.`);
    }
    const role: RoleState = {
      name,
      arn: `arn:aws:iam::${state.accountId}:role${path}${name}`,
      id: `AROA${repeatableHex(16, "role", name, state.serial).toUpperCase()}`,
      path,
      ...(input.Description === undefined ? {} : { description: input.Description }),
      maxSessionSeconds: input.MaxSessionDuration ?? 3600,
      ...(input.PermissionsBoundary === undefined
        ? {}
        : { permissionsBoundary: input.PermissionsBoundary }),
      trust: input.AssumeRolePolicyDocument,
      policies: {},
      createdAt: state.nowSeconds,
      tags: tagMap(input.Tags),
    };
    const after = { ...state, serial: state.serial + 1 };
    return answer(withRole(after, role), { Role: description(role) });
  },
);

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html */
export const getRole = operation(v.strictObject({ RoleName: roleName }), (state, { RoleName }) =>
  onRole(state, RoleName, (role) => answer(state, { Role: description(role) })),
);

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html */
export const updateAssumeRolePolicy = operation(
  v.strictObject({ RoleName: roleName, PolicyDocument: document }),
  (state, { RoleName, PolicyDocument }) =>
    onRole(state, RoleName, (role) =>
      answer(withRole(state, { ...role, trust: PolicyDocument }), {}),
    ),
);

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html */
export const updateRole = operation(
  v.strictObject({
    RoleName: roleName,
    Description: opt(v.string()),
    MaxSessionDuration: opt(v.number()),
  }),
  (state, { RoleName, Description, MaxSessionDuration }) =>
    onRole(state, RoleName, (role) => {
      const updated = {
        ...role,
        ...(Description === undefined ? {} : { description: Description }),
        maxSessionSeconds: MaxSessionDuration ?? role.maxSessionSeconds,
      };
      return answer(withRole(state, updated), {});
    }),
);

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html: inline policies must be gone */
export const deleteRole = operation(v.strictObject({ RoleName: roleName }), (state, { RoleName }) =>
  onRole(state, RoleName, (role) => {
    if (Object.keys(role.policies).length > 0) {
      return failure("DeleteConflict", "Cannot delete entity, must delete policies first.");
    }
    const roles = withoutEntries(state.roles, (name) => name === RoleName);
    return answer({ ...state, roles }, {});
  }),
);

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
export const putRolePolicy = operation(
  v.strictObject({ RoleName: roleName, PolicyName: v.string(), PolicyDocument: document }),
  (state, { RoleName, PolicyName, PolicyDocument }) =>
    onRole(state, RoleName, (role) => {
      const policies = withEntry(role.policies, PolicyName, PolicyDocument);
      return answer(withRole(state, { ...role, policies }), {});
    }),
);

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html */
export const getRolePolicy = operation(
  v.strictObject({ RoleName: roleName, PolicyName: v.string() }),
  (state, { RoleName, PolicyName }) =>
    onRole(state, RoleName, (role) => {
      const PolicyDocument = role.policies[PolicyName];
      if (PolicyDocument === undefined) return noPolicy(PolicyName);
      return answer(state, { RoleName, PolicyName, PolicyDocument });
    }),
);

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePolicy.html */
export const deleteRolePolicy = operation(
  v.strictObject({ RoleName: roleName, PolicyName: v.string() }),
  (state, { RoleName, PolicyName }) =>
    onRole(state, RoleName, (role) => {
      if (role.policies[PolicyName] === undefined) return noPolicy(PolicyName);
      const policies = withoutEntries(role.policies, (name) => name === PolicyName);
      return answer(withRole(state, { ...role, policies }), {});
    }),
);

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagRole.html */
export const tagRole = operation(
  v.strictObject({ RoleName: roleName, Tags: tagList }),
  (state, { RoleName, Tags }) =>
    onRole(state, RoleName, (role) =>
      answer(withRole(state, { ...role, tags: { ...role.tags, ...tagMap(Tags) } }), {}),
    ),
);

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagRole.html */
export const untagRole = operation(
  v.strictObject({ RoleName: roleName, TagKeys: v.array(v.string()) }),
  (state, { RoleName, TagKeys }) =>
    onRole(state, RoleName, (role) => {
      const tags = withoutEntries(role.tags, (key) => TagKeys.includes(key));
      return answer(withRole(state, { ...role, tags }), {});
    }),
);

function onRole(state: AwsState, name: string, act: (role: RoleState) => Outcome): Outcome {
  const role = state.roles[name];
  return role === undefined
    ? failure("NoSuchEntity", `The role with name ${name} cannot be found.`)
    : act(role);
}

function withRole(state: AwsState, role: RoleState): AwsState {
  return { ...state, roles: withEntry(state.roles, role.name, role) };
}

function noPolicy(name: string): Outcome {
  return failure("NoSuchEntity", `The role policy with name ${name} cannot be found.`);
}

function failure(code: AwsError["code"], message: string): Outcome {
  return { error: { code, message } };
}

function description(role: RoleState) {
  return jsonObject({
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    Path: role.path,
    Description: role.description,
    MaxSessionDuration: role.maxSessionSeconds,
    PermissionsBoundary:
      role.permissionsBoundary === undefined
        ? undefined
        : { PermissionsBoundaryArn: role.permissionsBoundary },
    AssumeRolePolicyDocument: role.trust,
    CreateDate: role.createdAt,
    Tags: tagEntries(role.tags),
  });
}

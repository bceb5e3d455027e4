import { injectError, throttle } from "../../../src/simulator/aws/injected-failures";
import { minute, monday, TestAccount } from "../../support/simulated-account";

const role = { RoleName: "r", AssumeRolePolicyDocument: "{}" };

describe("call", () => {
  it("logs what is meant to change something, with time and error, and no reads", () => {
    const account = TestAccount.at(monday);
    account.call("iam:CreateRole", role);
    account.run(minute);
    account.refusal("iam:CreateRole", role);
    account.call("iam:GetRole", { RoleName: "r" });
    expect(account.state.log).toEqual([
      { atSeconds: monday, operation: "iam:CreateRole", input: role },
      { atSeconds: monday + minute, operation: "iam:CreateRole", input: role, error: "EntityAlreadyExists" },
    ]);
  });

  it("names every wrong parameter, and unknown ones", () => {
    const account = TestAccount.at(monday);
    const refusal = account.refusal("iam:CreateRole", { RoleName: 1, Rolename: "r" });
    expect(refusal).toMatch(/^ValidationException: 3 validation errors/);
    expect(refusal).toMatch(/RoleName: /);
    expect(refusal).toMatch(/AssumeRolePolicyDocument: /);
    expect(refusal).toMatch(/Rolename: /);
  });

  it("fails the calls that a fault waits for, and only those", () => {
    const account = TestAccount.at(monday);
    const error = { code: "InternalFailure", message: "oops" };
    account.state = injectError(account.state, { operation: "iam:CreateRole", error, skip: 1, times: 2 });
    account.call("iam:CreateRole", role);
    const other = { ...role, RoleName: "s" };
    expect(account.refusal("iam:CreateRole", other)).toBe("InternalFailure: oops");
    expect(account.refusal("iam:CreateRole", other)).toBe("InternalFailure: oops");
    account.call("iam:CreateRole", other);
    expect(account.state.faults).toEqual([]);
  });

  it("throttles any operation", () => {
    const account = TestAccount.at(monday);
    account.state = throttle(account.state, "*", 1);
    expect(account.refusal("iam:GetRole", { RoleName: "r" })).toMatch(/^ThrottlingException/);
    expect(account.refusal("iam:GetRole", { RoleName: "r" })).toMatch(/^NoSuchEntity/);
  });

  it("deletes no role that still has policies", () => {
    const account = TestAccount.at(monday);
    account.call("iam:CreateRole", role);
    account.call("iam:PutRolePolicy", { RoleName: "r", PolicyName: "p", PolicyDocument: "{}" });
    expect(account.refusal("iam:DeleteRole", { RoleName: "r" })).toMatch(/^DeleteConflict/);
    account.call("iam:DeleteRolePolicy", { RoleName: "r", PolicyName: "p" });
    account.call("iam:DeleteRole", { RoleName: "r" });
    expect(account.state.roles).toEqual({});
  });
});

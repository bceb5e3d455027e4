import { checkEndpointOrphaned } from "../../../src/checks/live/endpoint-orphaned.rule";
import { formatProblem } from "../../../src/problem";

const found = (configName: string) => [{ name: "mood-1a2b3c4", status: "InService", configName }];
const check = (...[configuration, read]: readonly [string | undefined, Parameters<typeof checkEndpointOrphaned>[2]]) =>
  checkEndpointOrphaned("endpoints.mood", configuration, read).map(formatProblem);

describe("checkEndpointOrphaned", () => {
  it("refuses to create an endpoint beside one with the configuration in the state", () => {
    expect(check("mood-5d6e7f8", { found: found("mood-5d6e7f8") })).toEqual([
      `error endpoint-orphaned at endpoints.mood
  AWS has endpoint mood-1a2b3c4 (InService) with the configuration mood-5d6e7f8 of this stack, but the state does not have it: a run was interrupted while it created the endpoint. Its timetable does not scale it, and this run would create another one
  expected: no endpoint at AWS that the state does not have
  fix: aws sagemaker delete-endpoint --endpoint-name mood-1a2b3c4, then pulumi refresh --clear-pending-creates and pulumi up`,
    ]);
  });

  it("warns of one with another configuration, which may be another stack's", () => {
    expect(check(undefined, { found: found("mood-5d6e7f8") })).toEqual([
      `warning endpoint-orphaned at endpoints.mood
  AWS has endpoint mood-1a2b3c4 (InService), which nothing scales and which is not in the state. An interrupted run may have left it, or another stack is creating it
  fix: if no stack has it, delete it: aws sagemaker delete-endpoint --endpoint-name mood-1a2b3c4`,
    ]);
  });

  it("says why it cannot look", () => {
    const failure = {
      kind: "denied",
      operation: "sagemaker:ListEndpoints",
      message: "sagemaker:ListEndpoints is not permitted: not for you",
      fix: "allow sagemaker:ListEndpoints for this user or role",
    } as const;
    expect(check(undefined, { failure })).toEqual([
      `warning endpoint-orphaned at endpoints.mood
  cannot see whether an interrupted run left an endpoint, beside which this one would be created: sagemaker:ListEndpoints is not permitted: not for you
  fix: allow sagemaker:ListEndpoints for this user or role`,
    ]);
  });

  it("accepts an account without such an endpoint", () => {
    expect(check("mood-5d6e7f8", { found: [] })).toEqual([]);
  });
});

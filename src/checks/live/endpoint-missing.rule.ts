import type { Problem } from "../../problem";

/**
 * Refuses an endpoint that the state has and AWS has not: no update of it can succeed, and nothing scales it.
 * @param arn as in the state
 */
export function checkEndpointMissing(path: string, arn: string): readonly Problem[] {
  return [
    {
      severity: "error",
      code: "endpoint-missing",
      path,
      message: `this stack has deployed ${arn}, and AWS does not have it`,
      expected: "the endpoint of the last run",
      fix: "if somebody deleted it, run pulumi up --refresh, which creates it again; if aws:region has changed, change it back",
    },
  ];
}

import { checkRollbackFailed } from "../../../src/checks/live/rollback-failed.rule";
import { formatProblem } from "../../../src/problem";

const endpoint = { name: "sentiment-1a2b3c4", configName: "sentiment-5d6e7f8" };
const check = (more: { readonly status: string; readonly failureReason?: string }) =>
  checkRollbackFailed("endpoints.sentiment", { ...endpoint, ...more }).map(formatProblem);

describe("checkRollbackFailed", () => {
  it("warns of a failed rollback, with the command that repairs it", () => {
    const failureReason = "no instance came back";
    expect(check({ status: "UpdateRollbackFailed", failureReason })).toEqual([
      `warning rollback-failed at endpoints.sentiment
  endpoint sentiment-1a2b3c4 is in status UpdateRollbackFailed (no instance came back): scheduled actions no longer scale it, and a run without other changes does not repair it
  expected: an endpoint in status InService
  fix: aws sagemaker update-endpoint --endpoint-name sentiment-1a2b3c4 --endpoint-config-name sentiment-5d6e7f8 --retain-all-variant-properties --retain-deployment-config, which deploys the current configuration again`,
    ]);
  });

  it("leaves out the reason if SageMaker gives none", () => {
    const [text] = check({ status: "UpdateRollbackFailed" });
    expect(text).toContain("endpoint sentiment-1a2b3c4 is in status UpdateRollbackFailed: scheduled");
  });

  it("accepts every other status, and a missing endpoint", () => {
    expect(check({ status: "InService" })).toEqual([]);
    expect(check({ status: "RollingBack" })).toEqual([]);
    expect(checkRollbackFailed("endpoints.sentiment", undefined)).toEqual([]);
  });
});

import { checkRollbackFailed } from "../../../src/checks/live/rollback-failed.rule";
import { formatProblem } from "../../../src/problem";

const endpoint = { name: "sentiment-1a2b3c4", configName: "sentiment-5d6e7f8" };
const said = (more: { readonly status: string; readonly failureReason?: string }) =>
  checkRollbackFailed("endpoints.sentiment", { ...endpoint, ...more }).map(formatProblem);

describe("rollbackFailed", () => {
  it("warns of an endpoint that only an update brings back, with the command that makes one", () => {
    const failureReason = "no instance came back";
    expect(said({ status: "UpdateRollbackFailed", failureReason })).toEqual([
      `warning rollback-failed at endpoints.sentiment
  endpoint sentiment-1a2b3c4 is UpdateRollbackFailed (no instance came back): no scheduled action moves it any more, and a run that has nothing else to change of it leaves it so
  expected: an endpoint that is InService
  fix: aws sagemaker update-endpoint --endpoint-name sentiment-1a2b3c4 --endpoint-config-name sentiment-5d6e7f8 --retain-all-variant-properties --retain-deployment-config, which starts the configuration in service anew`,
    ]);
  });

  it("gives no reason where SageMaker gives none", () => {
    const [text] = said({ status: "UpdateRollbackFailed" });
    expect(text).toContain("endpoint sentiment-1a2b3c4 is UpdateRollbackFailed: no scheduled");
  });

  it("says nothing of one in any other status, nor of one that is not there", () => {
    expect(said({ status: "InService" })).toEqual([]);
    expect(said({ status: "RollingBack" })).toEqual([]);
    expect(checkRollbackFailed("endpoints.sentiment", undefined)).toEqual([]);
  });
});

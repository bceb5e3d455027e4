import type { WaitResult } from "../../../src/aws/client/wait-for-in-service";
import {
  checkEndpointBusy,
  checkEndpointBusyNow,
  checkEndpointFailed,
  checkEndpointUnready,
  explainBusy,
  getCreationFailure,
} from "../../../src/deploy/recovery/wait-before-instance-type-change";
import { formatProblem } from "../../../src/problem";

const path = "endpoints.sentiment";
const name = "sentiment-1a2b3c4";
const said = (waited: WaitResult) => checkEndpointBusy(path, name, waited).map(formatProblem);

describe("endpointBusy", () => {
  it("says nothing of an endpoint in service", () => {
    expect(said({ inService: true, minutes: 0 })).toEqual([]);
  });

  it("ends the run before anything is taken away where the endpoint stays busy", () => {
    expect(said({ status: "Updating", minutes: 60 })).toEqual([
      `error endpoint-busy at endpoints.sentiment
  endpoint sentiment-1a2b3c4 is Updating and was not InService within 60 minutes: SageMaker takes no update of it; nothing was changed, target and scheduled actions are in place
  expected: an endpoint that is InService, before its instance type or variant changes
  fix: run pulumi up again when it is: aws sagemaker describe-endpoint --endpoint-name sentiment-1a2b3c4 --query EndpointStatus`,
    ]);
  });

  it("tells what to do about one that has failed for good", () => {
    const [text] = said({ status: "Failed", minutes: 0, failureReason: "no ping" });
    expect(text).toContain("endpoint sentiment-1a2b3c4 is Failed (no ping): SageMaker takes");
    expect(text).toContain("fix: delete it (aws sagemaker delete-endpoint --endpoint-name");
  });

  it("tells what brings one back whose rollback has failed", () => {
    const [text] = said({ status: "UpdateRollbackFailed", minutes: 0 });
    expect(text).toContain("endpoint sentiment-1a2b3c4 is UpdateRollbackFailed: SageMaker takes");
    expect(text).toContain("fix: take this change back and run pulumi up: an update brings");
  });

  it("warns, and lets the run go on, where nobody knows", () => {
    const message = "there are no AWS credentials";
    const trouble = { kind: "credentials" as const, operation: "o", message, fix: "sign in" };
    expect(said({ failure: trouble })).toEqual([
      `warning endpoint-busy at endpoints.sentiment
  whether sentiment-1a2b3c4 takes another instance type now is not known: there are no AWS credentials. While instances start or stop SageMaker refuses it, and the target would be gone until the next pulumi up
  fix: sign in`,
    ]);
  });
});

describe("endpointBusyNow", () => {
  it("tells in a preview that an update will wait", () => {
    expect(checkEndpointBusyNow(path, name, "Updating").map(formatProblem)).toEqual([
      `note endpoint-busy at endpoints.sentiment
  sentiment-1a2b3c4 is Updating at the moment: pulumi up waits until it is InService before it takes target and scheduled actions away`,
    ]);
  });

  it("says nothing where it will not", () => {
    expect(checkEndpointBusyNow(path, name, "InService")).toEqual([]);
    expect(checkEndpointBusyNow(path, name, undefined)).toEqual([]);
  });
});

describe("endpointUnready", () => {
  const unready = (waited: WaitResult) =>
    checkEndpointUnready(path, name, waited).map(formatProblem);

  it("says nothing of an endpoint that has come into service", () => {
    expect(unready({ inService: true, minutes: 0 })).toEqual([]);
  });

  it("ends the run before the one in service is deleted where the new one does not serve", () => {
    expect(unready({ status: "Creating", minutes: 60 })).toEqual([
      `error endpoint-unready at endpoints.sentiment
  endpoint sentiment-1a2b3c4 is Creating and was not InService within 60 minutes. An earlier run has made it and has failed; nothing was changed, and an endpoint that it is to replace stays in service
  expected: an endpoint that is InService, before one that it replaces is deleted
  fix: run pulumi up again when it is: aws sagemaker describe-endpoint --endpoint-name sentiment-1a2b3c4 --query EndpointStatus`,
    ]);
  });

  it("ends it, too, where nobody knows", () => {
    const message = "there are no AWS credentials";
    const trouble = { kind: "credentials" as const, operation: "o", message, fix: "sign in" };
    const [text] = unready({ failure: trouble });
    expect(text).toContain("error endpoint-unready at endpoints.sentiment");
    expect(text).toContain("serves by now is not known: there are no AWS credentials.");
    expect(text).toContain("fix: sign in");
  });
});

describe("endpointFailed", () => {
  it("ends every run on an endpoint that could not be created", () => {
    expect(checkEndpointFailed(path, name, "no ping").map(formatProblem)).toEqual([
      `error endpoint-failed at endpoints.sentiment
  endpoint sentiment-1a2b3c4 could not be created and serves nothing (no ping); one that it was to replace stays in service
  fix: aws sagemaker delete-endpoint --endpoint-name sentiment-1a2b3c4, then pulumi up --refresh, which makes it anew`,
    ]);
    expect(checkEndpointFailed(path, name, undefined)).toEqual([]);
  });
});

describe("failedReason", () => {
  it("is SageMaker's, of an endpoint that could not be created", () => {
    expect(getCreationFailure({ status: "Failed", failureReason: "no ping" })).toBe("no ping");
    expect(getCreationFailure({ status: "Failed" })).toBe("SageMaker gives none");
  });

  it("is none of an endpoint that serves, whatever has failed before, or is not there", () => {
    expect(getCreationFailure({ status: "InService", failureReason: "no ping" })).toBeUndefined();
    expect(getCreationFailure(undefined)).toBeUndefined();
  });
});

describe("whyBusy", () => {
  it("tells status and time of an endpoint that was waited for in vain", () => {
    expect(explainBusy("e", { status: "Updating", minutes: 60 })).toBe(
      "endpoint e is Updating and was not InService within 60 minutes: SageMaker takes no update of it",
    );
  });

  it("leaves the answer to SageMaker where no waiting helps", () => {
    expect(explainBusy("e", { status: "UpdateRollbackFailed", minutes: 0 })).toBeUndefined();
    expect(explainBusy("e", { inService: true, minutes: 0 })).toBeUndefined();
  });
});

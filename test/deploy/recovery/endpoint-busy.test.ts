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
const check = (waited: WaitResult) => checkEndpointBusy(path, name, waited).map(formatProblem);

describe("checkEndpointBusy", () => {
  it("says nothing of an endpoint in service", () => {
    expect(check({ inService: true, minutes: 0 })).toEqual([]);
  });

  it("ends the run before anything is deregistered if the endpoint stays busy", () => {
    expect(check({ status: "Updating", minutes: 60 })).toEqual([
      `error endpoint-busy at endpoints.sentiment
  endpoint sentiment-1a2b3c4 is Updating and was not InService within 60 minutes: SageMaker accepts no update of it; nothing was changed, target and scheduled actions are in place
  expected: an endpoint that is InService, before its instance type or variant changes
  fix: run pulumi up again when it is: aws sagemaker describe-endpoint --endpoint-name sentiment-1a2b3c4 --query EndpointStatus`,
    ]);
  });

  it("says what to do about one that failed for good", () => {
    const [text] = check({ status: "Failed", minutes: 0, failureReason: "no ping" });
    expect(text).toContain("endpoint sentiment-1a2b3c4 is Failed (no ping): SageMaker accepts");
    expect(text).toContain("fix: delete it (aws sagemaker delete-endpoint --endpoint-name");
  });

  it("says what brings back one whose rollback failed", () => {
    const [text] = check({ status: "UpdateRollbackFailed", minutes: 0 });
    expect(text).toContain("endpoint sentiment-1a2b3c4 is UpdateRollbackFailed: SageMaker accepts");
    expect(text).toContain("fix: undo this change and run pulumi up: an update brings");
  });

  it("warns, and lets the run continue, if AWS does not say", () => {
    const message = "there are no AWS credentials";
    const failure = { kind: "credentials" as const, operation: "o", message, fix: "sign in" };
    expect(check({ failure })).toEqual([
      `warning endpoint-busy at endpoints.sentiment
  cannot see whether sentiment-1a2b3c4 accepts another instance type now: there are no AWS credentials. SageMaker refuses it while instances start or stop, and the target would be gone until the next pulumi up
  fix: sign in`,
    ]);
  });
});

describe("checkEndpointBusyNow", () => {
  it("says in a preview that an update will wait", () => {
    expect(checkEndpointBusyNow(path, name, "Updating").map(formatProblem)).toEqual([
      `note endpoint-busy at endpoints.sentiment
  sentiment-1a2b3c4 is Updating at the moment: pulumi up waits until it is InService before it deregisters target and scheduled actions
  fix: nothing to do`,
    ]);
  });

  it("says nothing if it will not", () => {
    expect(checkEndpointBusyNow(path, name, "InService")).toEqual([]);
    expect(checkEndpointBusyNow(path, name, undefined)).toEqual([]);
  });
});

describe("checkEndpointUnready", () => {
  const checkUnready = (waited: WaitResult) => checkEndpointUnready(path, name, waited).map(formatProblem);

  it("says nothing of an endpoint that is in service now", () => {
    expect(checkUnready({ inService: true, minutes: 0 })).toEqual([]);
  });

  it("ends the run before the one in service is deleted if the new one does not serve", () => {
    expect(checkUnready({ status: "Creating", minutes: 60 })).toEqual([
      `error endpoint-unready at endpoints.sentiment
  endpoint sentiment-1a2b3c4 is Creating and was not InService within 60 minutes. An earlier run created it and failed; nothing was changed, and an endpoint that it should replace stays in service
  expected: an endpoint that is InService, before the one that it replaces is deleted
  fix: run pulumi up again when it is: aws sagemaker describe-endpoint --endpoint-name sentiment-1a2b3c4 --query EndpointStatus`,
    ]);
  });

  it("ends it, too, if AWS does not say", () => {
    const message = "there are no AWS credentials";
    const failure = { kind: "credentials" as const, operation: "o", message, fix: "sign in" };
    const [text] = checkUnready({ failure });
    expect(text).toContain("error endpoint-unready at endpoints.sentiment");
    expect(text).toContain("cannot see whether endpoint sentiment-1a2b3c4 serves yet: there are no AWS credentials.");
    expect(text).toContain("fix: sign in");
  });
});

describe("checkEndpointFailed", () => {
  it("ends every run on an endpoint that could not be created", () => {
    expect(checkEndpointFailed(path, name, "no ping").map(formatProblem)).toEqual([
      `error endpoint-failed at endpoints.sentiment
  endpoint sentiment-1a2b3c4 could not be created and serves nothing (no ping); an endpoint that it should replace stays in service
  fix: aws sagemaker delete-endpoint --endpoint-name sentiment-1a2b3c4, then pulumi up --refresh, which creates it again`,
    ]);
    expect(checkEndpointFailed(path, name, undefined)).toEqual([]);
  });
});

describe("getCreationFailure", () => {
  it("is SageMaker's reason why an endpoint could not be created", () => {
    expect(getCreationFailure({ status: "Failed", failureReason: "no ping" })).toBe("no ping");
    expect(getCreationFailure({ status: "Failed" })).toBe("SageMaker gives none");
  });

  it("is undefined for an endpoint that serves, whatever failed before, or that does not exist", () => {
    expect(getCreationFailure({ status: "InService", failureReason: "no ping" })).toBeUndefined();
    expect(getCreationFailure(undefined)).toBeUndefined();
  });
});

describe("explainBusy", () => {
  it("names status and time of an endpoint that stayed busy", () => {
    expect(explainBusy("e", { status: "Updating", minutes: 60 })).toBe(
      "endpoint e is Updating and was not InService within 60 minutes: SageMaker accepts no update of it",
    );
  });

  it("leaves the answer to SageMaker if no waiting helps", () => {
    expect(explainBusy("e", { status: "UpdateRollbackFailed", minutes: 0 })).toBeUndefined();
    expect(explainBusy("e", { inService: true, minutes: 0 })).toBeUndefined();
  });
});

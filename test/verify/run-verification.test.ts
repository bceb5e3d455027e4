import { createAccount } from "../../src/simulator/aws/account-state";
import type { JsonObject } from "../../src/simulator/aws/json";
import { checks } from "../../src/verify/checks";
import { TestAccount } from "../support/simulated-account";
import { callAlone, type Disagree, listResources, ownEndpoint, start, verify } from "./verify-account";
import { ComponentAccount } from "../simulator/aws/component-account";

/** Sunday 2026-10-25: the clock of Berlin goes back at 01:00 UTC. */
const beforeDoubledHour = Date.UTC(2026, 9, 24, 23, 30) / 1000;
const clockChange = Date.UTC(2026, 9, 25, 1) / 1000;

function createComponentState() {
  const account = ComponentAccount.serving(start);
  account.component("llama", 1);
  account.run(900);
  return account.state;
}

/** Changes the history that AWS answers. */
function changeHistory(change: (activities: readonly JsonObject[]) => readonly JsonObject[]): Disagree {
  return (operation, input, account) => {
    if (operation !== "application-autoscaling:DescribeScalingActivities") return undefined;
    const answer = callAlone(operation, input, account) as { readonly output: JsonObject };
    const { ScalingActivities } = answer.output;
    return { output: { ...answer.output, ScalingActivities: change(ScalingActivities as readonly JsonObject[]) } };
  };
}

/** AWS carries out what the history calls Failed. */
const succeed = changeHistory((activities) =>
  activities.map((activity) => ({ ...activity, StatusCode: "Successful", StatusMessage: "Done." })),
);

function getText(object: JsonObject, name: string): string {
  const value = object[name];
  return typeof value === "string" ? value : "";
}

const isFrom = (name: string) => (activity: JsonObject) => getText(activity, "Cause").includes(`-${name} `);

/** Refuses scheduled actions. */
function refuseSchedules(part: string): Disagree {
  return (operation, input) =>
    operation === "application-autoscaling:PutScheduledAction" && getText(input, "Schedule").includes(part)
      ? { error: { code: "ValidationException", message: "Invalid schedule" } }
      : undefined;
}

/** Updates endpoints as if no target was registered. */
const updateAnyway: Disagree = (operation, input, account) => {
  if (operation !== "sagemaker:UpdateEndpoint") return undefined;
  const { targets } = account.state;
  account.change((state) => ({ ...state, targets: {} }));
  const answer = callAlone(operation, input, account);
  account.change((state) => ({ ...state, targets }));
  return answer;
};

/** Keeps a target whose endpoint is gone, until somebody deregisters it. */
function keepTargets(): Disagree {
  let kept: Pick<ReturnType<typeof createAccount>, "targets" | "actions" | "policies"> | undefined;
  return (operation, _input, account) => {
    const { targets, actions, policies, endpoints } = account.state;
    if (operation === "sagemaker:DeleteEndpoint") kept = { targets, actions, policies };
    if (kept !== undefined && Object.keys(endpoints).length === 0) {
      const again = kept;
      kept = undefined;
      account.change((state) => ({ ...state, ...again }));
    }
    return undefined;
  };
}

interface Tried {
  readonly words?: readonly string[];
  readonly state?: ReturnType<typeof createAccount>;
  readonly assumed: string;
  readonly otherwise: Disagree;
  readonly other: string;
}

const tried: Readonly<Record<string, Tried>> = {
  "overlapping-puts": {
    assumed: "ConcurrentUpdateException (HTTP 400) for 10 of 20 requests",
    otherwise: (operation, input, account) =>
      operation === "application-autoscaling:PutScheduledAction" ? callAlone(operation, input, account) : undefined,
    other: "AWS took all 20 requests",
  },
  "cron-forms": {
    assumed: "took all 5",
    otherwise: refuseSchedules("45/14"),
    other:
      "cron(45/14 8 ? * MON-FRI *): AWS answered application-autoscaling:PutScheduledAction with ValidationException: Invalid schedule",
  },
  "days-list": {
    assumed:
      'took it, and its firing is Successful: "Setting min capacity to 1 and max capacity to 2" (Successfully set min capacity to 1 and max capacity to 2)',
    otherwise: changeHistory((activities) => activities.filter((activity) => !isFrom("days")(activity))),
    other:
      "took cron(8 9 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,26,27,28,29,30,31 * ? *), which did not fire",
  },
  "no-change-firing": {
    assumed: "the history shows the next firing, which changed the limits, and not this one",
    otherwise: changeHistory((activities) =>
      activities.flatMap((activity) =>
        isFrom("changed")(activity)
          ? [activity, { ...activity, Cause: getText(activity, "Cause").replace("-changed ", "-same ") }]
          : [activity],
      ),
    ),
    other:
      'the history shows it as Successful: "Setting min capacity to 1 and max capacity to 2" (Successfully set min capacity to 1 and max capacity to 2)',
  },
  "two-recurring-actions": {
    assumed: "in 8 minutes, one fired 4 times and the other 4 times",
    otherwise: changeHistory((activities) => activities.filter((activity) => !isFrom("odd")(activity))),
    other: "in 8 minutes, one fired 4 times and the other 0 times",
  },
  "doubled-hour": {
    state: createAccount(beforeDoubledHour),
    assumed: "cron(3 2 25 10 ? 2026) Europe/Berlin fired in the first pass",
    otherwise: changeHistory((activities) => activities.filter(({ StartTime }) => Number(StartTime) >= clockChange)),
    other: "cron(3 2 25 10 ? 2026) Europe/Berlin fired in no pass",
  },
  "component-updating": {
    words: ["--component", "llama"],
    state: createComponentState(),
    assumed: "Failed",
    otherwise: succeed,
    other: "Successful",
  },
  "zero-concurrency": { assumed: "Failed", otherwise: succeed, other: "Successful" },
  "firing-while-updating": { assumed: "Failed", otherwise: succeed, other: "Successful" },
  "type-change": {
    assumed:
      "is registered as a scalable target with Application Auto Scaling and cannot be given another instance type",
    otherwise: updateAnyway,
    other: "AWS carried it out",
  },
  "variant-removal": {
    assumed: "is registered as a scalable target with Application Auto Scaling and cannot be removed",
    otherwise: updateAnyway,
    other: "AWS carried it out",
  },
  "delete-deregisters": {
    assumed: "all are gone at most 1 min after the endpoint",
    otherwise: keepTargets(),
    other: "5 min after the endpoint, AWS still has the target, the action, the policy",
  },
};

describe("verify:aws", () => {
  it("has a test for each check", () => {
    expect(Object.keys(tried)).toEqual(expect.arrayContaining(checks.map(({ id }) => id)));
  });

  it.each(checks.map(({ id }) => id))("%s sees whether AWS does what is assumed", async (id) => {
    const { words = [], state, assumed, otherwise, other } = tried[id]!;
    const before = state === undefined ? [] : listResources(state);
    for (const [disagree, seen, result, code] of [
      [undefined, assumed, "as assumed", 0],
      [otherwise, other, "not as assumed", 1],
    ] as const) {
      const run = await verify([...ownEndpoint, ...words, "--only", id, "--json"], {
        ...(state === undefined ? {} : { state }),
        ...(disagree === undefined ? {} : { disagree }),
      });
      const { checks: results, left } = JSON.parse(run.out);
      expect(results).toEqual([expect.objectContaining({ id, result, seen: expect.stringContaining(seen) })]);
      expect([left, listResources(run.state), run.code]).toEqual([[], before, code]);
    }
  });

  it("creates nothing without consent, and says what it would cost", async () => {
    const { code, out, err, questions, state } = await verify(ownEndpoint, { confirm: false });
    expect([code, questions, err]).toEqual([2, ["Start?"], "nothing was created; --yes starts without a question\n"]);
    expect(out).toContain("creates a model and an endpoint with one ml.m5.large, for about an hour");
    expect([state.log, listResources(state)]).toEqual([[], []]);
  });

  it("asks nothing with --yes", async () => {
    const { questions } = await verify([...ownEndpoint, "--yes", "--only", "cron-forms"]);
    expect(questions).toEqual([]);
  });

  it("tags what it creates, and names it after the run", async () => {
    const { state } = await verify([...ownEndpoint, "--only", "zero-concurrency"]);
    const created = state.log.filter(({ operation }) => /:(Create|Register)/.test(operation));
    expect(created.length).toBeGreaterThan(6);
    for (const { operation, input } of created) {
      expect(JSON.stringify([operation, input["Tags"]])).toContain("timetable-verify-20261123t0900z");
    }
  });

  it("deletes everything after Ctrl-C during the creation", async () => {
    const { code, err, state } = await verify(ownEndpoint, { interruptAt: "sagemaker:DescribeEndpoint" });
    expect(err).toContain("deleting endpoint timetable-verify-20261123t0900z\n");
    expect(err).toContain("nothing is left at AWS\nerror: interrupted\n");
    expect([code, listResources(state)]).toEqual([2, []]);
  });

  it("restores the copies of a component after Ctrl-C", async () => {
    const state = createComponentState();
    const words = ["--endpoint", "e2", "--component", "llama", "--only", "component-updating"];
    const before = new TestAccount(state);
    createEndpoint(before);
    const run = await verify(words, { state: before.state, interruptAt: "sagemaker:DescribeInferenceComponent" });
    expect([run.code, run.state.components["llama"]?.desired]).toEqual([2, state.components["llama"]?.desired]);
    expect(listResources(run.state)).toEqual(listResources(before.state));
  });

  it("deletes everything after an error of AWS", async () => {
    const { code, err, state } = await verify(ownEndpoint, { disagree: deny("sagemaker:CreateEndpoint") });
    expect(err).toContain("error: sagemaker:CreateEndpoint is not permitted: User u may not\n");
    expect([code, listResources(state)]).toEqual([2, []]);
  });

  it("goes on after a check that AWS does not let it try", async () => {
    const run = await verify([...ownEndpoint, "--only", "overlapping-puts", "type-change", "--json"], {
      disagree: deny("application-autoscaling:PutScheduledAction"),
    });
    const { checks: results } = JSON.parse(run.out);
    const seen = "application-autoscaling:PutScheduledAction is not permitted: User u may not";
    expect(results).toMatchObject([{ result: "not tried", seen }, { result: "as assumed" }]);
    expect(run.code).toBe(0);
  });

  it("does not take an exhausted quota for the refusal of a type", async () => {
    const { out } = await verify([...ownEndpoint, "--only", "type-change"], {
      disagree: (operation) =>
        operation === "sagemaker:UpdateEndpoint"
          ? { error: { code: "ResourceLimitExceeded", message: "The account-level service limit" } }
          : undefined,
    });
    expect(out).toContain("type-change: not tried\n");
  });

  it("reports what it could not delete", async () => {
    const { code, err } = await verify([...ownEndpoint, "--only", "cron-forms"], {
      disagree: deny("sagemaker:DeleteModel"),
    });
    expect(err).toContain("still at AWS:\n  model timetable-verify-20261123t0900z\n  fix: run --clean\n");
    expect(code).toBe(2);
  });

  describe("after a run that was killed", () => {
    const name = "timetable-verify-20261122t0900z";
    let account: TestAccount;
    beforeEach(() => {
      account = TestAccount.at(start - 600);
      createEndpoint(account, name);
      createModel(account, "timetable-verify-team");
    });

    it("starts no other", async () => {
      const { code, err, state } = await verify(ownEndpoint, { state: account.state });
      expect(err).toBe(
        [
          "error: an earlier run left something at AWS:",
          `  endpoint ${name}`,
          `  endpoint configuration ${name}`,
          `  model ${name}`,
          "  fix: delete it with --clean",
          "",
        ].join("\n"),
      );
      expect([code, listResources(state)]).toEqual([2, listResources(account.state)]);
    });

    it("deletes its resources with --clean, and no others", async () => {
      const { code, questions, state } = await verify(["--clean"], { state: account.state });
      expect([code, questions, listResources(state)]).toEqual([0, ["Delete all of this?"], ["timetable-verify-team"]]);
    });

    it("deletes nothing without consent", async () => {
      const { code, state } = await verify(["--clean"], { state: account.state, confirm: false });
      expect([code, listResources(state)]).toEqual([2, listResources(account.state)]);
    });

    it("deregisters the target of an existing endpoint, which an action of the run marks", async () => {
      const existing = TestAccount.at(start - 600);
      createEndpoint(existing);
      const place = {
        ServiceNamespace: "sagemaker",
        ResourceId: "endpoint/e2/variant/AllTraffic",
        ScalableDimension: "sagemaker:variant:DesiredInstanceCount",
      };
      existing.call("application-autoscaling:RegisterScalableTarget", { ...place, MinCapacity: 1, MaxCapacity: 1 });
      existing.call("application-autoscaling:PutScheduledAction", {
        ...place,
        ScheduledActionName: `${name}-mark`,
        Schedule: "cron(0 0 1 1 ? *)",
        ScalableTargetAction: { MinCapacity: 1, MaxCapacity: 1 },
      });
      const { state } = await verify(["--clean"], { state: existing.state });
      expect(listResources(state)).toEqual(["e2", "e2", "e2"]);
    });
  });

  describe("with an existing endpoint", () => {
    let account: TestAccount;
    beforeEach(() => {
      account = TestAccount.at(start - 600);
      createEndpoint(account);
    });

    it("neither updates nor deletes it, and starts no instance", async () => {
      const { code, out, state } = await verify(["--endpoint", "e2"], { state: account.state });
      expect(out).toContain("registers a scalable target for e2, variant AllTraffic, and deregisters it");
      expect(out).toContain("5 as assumed, 0 not as assumed, 7 not tried\n");
      expect([code, listResources(state)]).toEqual([0, ["e2", "e2", "e2"]]);
      const changed = new Set(state.log.slice(account.state.log.length).map(({ operation }) => operation));
      expect([...changed].filter((operation) => operation.startsWith("sagemaker:"))).toEqual([]);
      expect(state.endpoints["e2"]).toEqual(account.state.endpoints["e2"]);
    });

    it("refuses one that is scaled, is missing, or has no such variant", async () => {
      const wrong = await verify(["--endpoint", "e2", "--variant", "v"], { state: account.state });
      expect(wrong.err).toContain("e2 has no variant v with instances; its variants: AllTraffic");
      const missing = await verify(["--endpoint", "e3"], { state: account.state });
      expect(missing.err).toContain("error: AWS has no endpoint e3 in this account and region\n");
      account.call("application-autoscaling:RegisterScalableTarget", {
        ServiceNamespace: "sagemaker",
        ResourceId: "endpoint/e2/variant/AllTraffic",
        ScalableDimension: "sagemaker:variant:DesiredInstanceCount",
        MinCapacity: 1,
        MaxCapacity: 1,
      });
      const scaled = await verify(["--endpoint", "e2"], { state: account.state });
      expect(scaled.err).toContain("endpoint/e2/variant/AllTraffic is registered as a scalable target");
      expect([wrong.code, missing.code, scaled.code]).toEqual([2, 2, 2]);
      expect(listResources(scaled.state)).toEqual(listResources(account.state));
    });
  });

  it("says when a doubled hour can be tried", async () => {
    const { out } = await verify([...ownEndpoint, "--only", "doubled-hour"]);
    expect(out).toContain(
      "seen:    the next one is in Pacific/Auckland: try again from 2027-04-03 12:00Z to 2027-04-03 13:54Z, with --only doubled-hour\n",
    );
    expect(out).toContain("0 as assumed, 0 not as assumed, 1 not tried\n");
  });

  it.each([
    [[], "error: there is nothing to try it with\n  name an image and a role"],
    [["--image", "i"], "error: --image needs a role\n  add --role-arn\n"],
    [["--image", "i", "--endpoint", "e"], "error: --image and --endpoint exclude each other\n"],
    [["--endpoint", "e", "--only", "puts"], "error: unknown check puts\n  checks: overlapping-puts, "],
    [[...ownEndpoint, "--instance-type", "ml.t2.medium"], "error: ml.t2.medium is burstable, so it cannot be scaled\n"],
  ])("refuses %j", async (words, message) => {
    const { code, err, called } = await verify(words);
    expect([code, [...called]]).toEqual([2, []]);
    expect(err).toContain(message);
  });
});

/** An endpoint in service. */
function createEndpoint(account: TestAccount, name = "e2"): void {
  createModel(account, name);
  account.call("sagemaker:CreateEndpointConfig", {
    EndpointConfigName: name,
    ProductionVariants: [
      { VariantName: "AllTraffic", ModelName: name, InstanceType: "ml.m5.large", InitialInstanceCount: 1 },
    ],
  });
  account.call("sagemaker:CreateEndpoint", { EndpointName: name, EndpointConfigName: name });
  account.run(600);
}

function deny(denied: string): Disagree {
  return (operation) =>
    operation === denied ? { error: { code: "AccessDeniedException", message: "User u may not" } } : undefined;
}

function createModel(account: TestAccount, name: string): void {
  const role = "arn:aws:iam::123456789012:role/r";
  account.call("sagemaker:CreateModel", { ModelName: name, ExecutionRoleArn: role, PrimaryContainer: { Image: "i" } });
}

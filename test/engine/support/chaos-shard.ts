import fc from "fast-check";
import { PlannedEndpoint } from "../../support/planned-endpoint";
import { createAccount } from "../../../src/simulator/aws/account-state";
import { isJsonObject, type JsonObject } from "../../../src/simulator/aws/json";
import { type ProgramRun, programRun, runHooks, whyNotNow } from "../../chaos/asked-aws";
import { beginnings, sequences, zones } from "../../chaos/commands";
import { Course, type Deployer, type RunResult } from "../../chaos/course";
import { Judge } from "../../chaos/judge";
import type { Recorded } from "../../chaos/recorded";
import { type Compiled, firstWanted } from "../../chaos/wanted";
import { progress } from "../../support/runs";
import { describeEngine } from "./describe-engine";
import { type EngineRun, EngineStack } from "./engine-stack";

const long = process.env["LONG"] === "1";
const seed = Number(process.env["SEED"] ?? (long ? Date.now() % 2 ** 31 : 20_261_201));
const replayed = process.env["CHAOS_PATH"];

/** Sequences in both shards together. */
const courses = long ? 300 : 8;

/** Deploys with Pulumi's engine, by the program's own components. */
class EngineDeployer implements Deployer {
  constructor(private readonly engine: EngineStack) {}

  async up(compile: () => Compiled, refresh: boolean): Promise<RunResult> {
    const run = programRun(this.engine.account, await this.recorded());
    const refusal = await whyNotNow(run, compile());
    if (refusal !== undefined) return { steps: 0, failure: refusal };
    this.#declare(compile(), run);
    return resultOf(await this.engine.up(refresh ? { refresh } : {}));
  }

  async preview(compiled: Compiled): Promise<RunResult> {
    this.#declare(compiled, programRun(this.engine.account, await this.recorded()));
    return resultOf(await this.engine.preview());
  }

  async destroy(): Promise<RunResult> {
    return resultOf(await this.engine.destroy());
  }

  #declare({ plan }: Compiled, run: ProgramRun): void {
    this.engine.program = () => {
      new PlannedEndpoint(plan.name, { plan, hooks: runHooks(run) });
      return Promise.resolve({});
    };
  }

  recorded(): Promise<readonly Recorded[]> {
    if (!this.engine.hasState) return Promise.resolve([]);
    const file = JSON.parse(this.engine.stateText()) as CheckpointFile;
    const resources = (file.checkpoint.latest.resources ?? []).filter(({ custom }) => custom === true);
    return Promise.resolve(
      resources.map(({ id = "", inputs, outputs, ...each }) => ({
        ...each,
        id,
        inputs: isJsonObject(inputs) ? inputs : {},
        outputs: isJsonObject(outputs) ? outputs : {},
      })),
    );
  }
}

/** Source: pulumi/pulumi sdk/go/common/apitype/core.go, CheckpointV3 */
interface CheckpointFile {
  readonly checkpoint: {
    readonly latest: {
      readonly resources?: readonly {
        readonly urn: string;
        readonly id?: string;
        readonly custom?: boolean;
        readonly pendingReplacement?: boolean;
        readonly delete?: boolean;
        readonly inputs?: JsonObject;
        readonly outputs?: JsonObject;
      }[];
    };
  };
}

function resultOf({ steps, failed, diagnostics }: EngineRun): RunResult {
  return { steps: steps.length, ...(failed ? { failure: diagnostics } : {}) };
}

/** One sequence on an engine and an account of its own. */
async function run(from: string, zone: string, steps: Sequence): Promise<void> {
  const judge = new Judge();
  const engine = await EngineStack.create(createAccount(Date.parse(from) / 1000, { lastDeployment: "kept" }), (state) =>
    judge.observe(state),
  );
  try {
    const course = new Course(engine.account, new EngineDeployer(engine), judge, firstWanted(zone));
    await course.begin();
    await fc.asyncModelRun(() => ({ model: {}, real: course }), steps);
    await course.converge();
  } finally {
    engine.close();
  }
}

type Sequence = Parameters<typeof fc.asyncModelRun<object, Course, boolean, object>>[1];

/**
 * One half of the sequences. Each half has a file of its own, so that jest runs them side by side, in processes of
 * their own: the SDK's inline programs get in each other's way within one.
 *
 * A sequence takes half a minute, so a failed one is not shrunk: SEED and CHAOS_PATH, as printed, repeat it.
 */
export function describeChaosShard(shard: 1 | 2): void {
  describeEngine(`a sequence of what people and AWS do to a stack, shard ${shard}`, () => {
    it(
      "keeps the endpoint on its timetable, and a plain up puts right what is left",
      async () => {
        const numRuns = Math.ceil((courses - shard + 1) / 2);
        process.stderr.write(`chaos, shard ${shard}: ${numRuns} sequences, seed ${seed + shard - 1}\n`);
        const title = `chaos, shard ${shard}, seed ${seed + shard - 1}`;
        const tell = progress(title, numRuns, long ? 5 : 2);
        const told = async (...sequence: Parameters<typeof run>): Promise<void> => {
          await run(...sequence);
          tell();
        };
        await fc.assert(fc.asyncProperty(beginnings, zones, sequences(20, 36), told), {
          seed: seed + shard - 1,
          numRuns,
          endOnFailure: true,
          ...(replayed === undefined ? {} : { path: replayed, numRuns: 1 }),
        });
      },
      long ? 6 * 3_600_000 : 1_800_000,
    );
  });
}

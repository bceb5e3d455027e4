import { createAccount } from "../../src/simulator/aws/account-state";
import { programRun, runHooks, whyNotNow } from "./asked-aws";
import { Course, type Deployer, type RunResult } from "./course";
import { declaredBy } from "./declared";
import { Judge } from "./judge";
import type { Recorded } from "./recorded";
import { SequentialAccount, SmallEngine } from "./small-engine";
import { type Compiled, firstWanted } from "./wanted";

/** Deploys with the small engine. */
class SmallDeployer implements Deployer {
  constructor(readonly engine: SmallEngine) {}

  async up(compile: () => Compiled, refresh: boolean): Promise<RunResult> {
    const { account } = this.engine;
    try {
      if (refresh) await this.engine.refresh();
      const run = programRun(account, await this.recorded());
      const refusal = await whyNotNow(run, compile());
      if (refusal !== undefined) return { steps: 0, failure: refusal };
      return { steps: await this.engine.up(declaredBy(compile().plan, runHooks(run))) };
    } catch (error) {
      return { steps: 1, failure: error instanceof Error ? error.message : String(error) };
    }
  }

  preview({ plan }: Compiled): Promise<RunResult> {
    return Promise.resolve({ steps: this.engine.preview(declaredBy(plan)) });
  }

  async destroy(): Promise<RunResult> {
    try {
      return { steps: await this.engine.destroy() };
    } catch (error) {
      return { steps: 1, failure: error instanceof Error ? error.message : String(error) };
    }
  }

  recorded(): Promise<readonly Recorded[]> {
    const { resources, toDelete } = this.engine.state;
    return Promise.resolve([...Object.values(resources), ...toDelete.map((each) => ({ ...each, delete: true }))]);
  }
}

/** A course on the small engine; copies of it go on from where they were made. */
export class SmallCourse {
  private constructor(
    readonly course: Course,
    private readonly account: SequentialAccount,
    private readonly deployer: SmallDeployer,
  ) {}

  static async begin(from: string, zone: string): Promise<SmallCourse> {
    const judge = new Judge();
    const account = new SequentialAccount(createAccount(Date.parse(from) / 1000, { lastDeployment: "kept" }), (state) =>
      judge.observe(state),
    );
    const deployer = new SmallDeployer(new SmallEngine(account));
    const course = new Course(account, deployer, judge, firstWanted(zone));
    await course.begin();
    return new SmallCourse(course, account, deployer);
  }

  copy(): Course {
    const judge = this.course.judge.copy();
    const account = new SequentialAccount(this.account.state, (state) => judge.observe(state));
    return this.course.on(account, new SmallDeployer(this.deployer.engine.on(account)), judge);
  }
}

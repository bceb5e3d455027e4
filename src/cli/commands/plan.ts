import type { Command } from "commander";
import type { SchedulePlan } from "../../plan/endpoint";
import {
  addStackOptions,
  type CliContext,
  formatExamples,
  getExitCode,
  type LoadedStack,
  loadStack,
  printJson,
  printProblems,
  type RegisterCommand,
  type StackOptions,
  toProblemsJson,
} from "../context";

interface PlanOptions extends StackOptions {
  readonly words?: boolean;
}

export const registerPlan: RegisterCommand = (program, io, end) => {
  const command: Command = program
    .command("plan")
    .description("Lists the scheduled actions of each endpoint, exactly as pulumi up creates them.");
  addStackOptions(command)
    .option("--words", "add in English when each action fires")
    .addHelpText(
      "after",
      formatExamples(
        "  npm run timetable -- plan --stack prod",
        "  npm run timetable -- plan --file Pulumi.dev.yaml --endpoint sentiment --words",
        "  npm run -s timetable -- plan --json",
      ),
    )
    .action(async (options: PlanOptions) => {
      const stack = loadStack(options, io);
      if (options.json === true) printJson(toPlanJson(stack), io);
      else await printPlan(stack, options.words === true, io);
      end(getExitCode(stack.problems));
    });
};

function toPlanJson(stack: LoadedStack): unknown {
  return {
    endpoints: Object.fromEntries(
      stack.endpoints.flatMap(({ name, plan }) =>
        plan === undefined ? [] : [[name, { actions: plan.actions, horizon: plan.horizon }]],
      ),
    ),
    problems: toProblemsJson(stack.problems),
  };
}

async function printPlan(stack: LoadedStack, words: boolean, io: CliContext): Promise<void> {
  printProblems(stack.problems, stack.shown, io);
  const describe = words ? await loadCronDescriber() : undefined;
  const texts = stack.endpoints.flatMap(({ name, plan }) =>
    plan === undefined ? [] : [formatPlan(name, plan, describe)],
  );
  if (texts.length > 0) io.out(texts.join("\n\n"));
}

function formatPlan(
  name: string,
  { actions, horizon }: SchedulePlan,
  describe: ((schedule: string) => string) | undefined,
): string {
  const count = `${actions.length} scheduled action${actions.length === 1 ? "" : "s"}`;
  const lines = actions.flatMap((action) => [
    `  ${action.name}: min ${action.min}, max ${action.max}`,
    `    ${action.schedule} ${action.timezone}`,
    ...(describe === undefined ? [] : [`    ${describe(action.schedule)}`]),
  ]);
  return [`${name}: ${count}, shown for ${horizon.from} to ${horizon.to}`, ...lines].join("\n");
}

async function loadCronDescriber(): Promise<(schedule: string) => string> {
  const { toString } = await import("cronstrue");
  return (schedule) => {
    const fields = /^cron\((.*)\)$/.exec(schedule)?.[1];
    if (fields === undefined) return schedule;
    // cronstrue expects seconds before the six fields of AWS.
    return toString(`0 ${fields}`, { dayOfWeekStartIndexZero: false, use24HourTimeFormat: true });
  };
}

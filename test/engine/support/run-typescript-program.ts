import { LocalWorkspace } from "@pulumi/pulumi/automation";

/** Previews or deploys the TypeScript program and the stack `dev` of the working directory, as an inline program. */
async function runProgram(action: string | undefined): Promise<void> {
  const workDir = process.cwd();
  const { name: projectName } = await (await LocalWorkspace.create({ workDir })).projectSettings();
  // The exports are the outputs, as the language host has it.
  const program = () => Promise.resolve(module.require(workDir) as Record<string, unknown>);
  const stack = await LocalWorkspace.selectStack({ stackName: "dev", projectName, program }, { workDir });
  const onOutput = (text: string): void => void process.stdout.write(text);
  await (action === "up" ? stack.up({ onOutput }) : stack.preview({ onOutput }));
}

void runProgram(process.argv[2]);

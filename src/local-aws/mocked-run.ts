import * as pulumi from "@pulumi/pulumi";
import { isJsonObject } from "../simulate/json";
import type { LocalAccount } from "./local-account";
import { Provider } from "./provider";

/** A resource that the program declared. */
export interface DeclaredResource {
  readonly type: string;
  readonly name: string;
}

/**
 * Runs a program without an engine: what it declares is made in the simulated account at once.
 *
 * For a first look when there is no Pulumi CLI: nothing is compared with anything, and nothing can be changed.
 *
 * In:     `config`: keys as `<project>:<key>`, values as the engine passes them
 * Errors: those of the program
 */
export async function runMocked(
  account: LocalAccount,
  project: string,
  stack: string,
  config: Readonly<Record<string, string>>,
  program: () => Readonly<Record<string, unknown>>,
): Promise<readonly DeclaredResource[]> {
  const provider = new Provider(account);
  const declared: DeclaredResource[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: async ({ type, name, inputs }) => {
        declared.push({ type, name });
        const given: unknown = inputs;
        const properties = isJsonObject(given) ? given : {};
        if (!type.startsWith("aws:")) return { id: `${name}-id`, state: properties };
        const urn = `urn:pulumi:${stack}::${project}::${type}::${name}`;
        const checked = provider.check(urn, {}, properties, new TextEncoder().encode(urn));
        const made = await provider.create(urn, checked.inputs, false);
        return { id: made.id, state: made.outputs };
      },
      call: ({ token, inputs }) =>
        // Of an engine's state there is none: nothing was deployed before.
        token === "pulumi:pulumi:readStackResourceOutputs"
          ? { outputs: {} }
          : provider.invoke(token, isJsonObject(inputs) ? inputs : {}),
    },
    project,
    stack,
    false,
    "organization",
  );
  acceptHooks();
  pulumi.runtime.setAllConfig({ ...config });
  // What the program declares after it has waited for something, it exports as a promise.
  await Promise.all(Object.values(program()));
  await pulumi.runtime.disconnect();
  return declared;
}

/** The SDK's mocks know no hooks: they are taken and never run, since nothing is ever updated. */
function acceptHooks(): void {
  const registerResourceHook = (
    _: unknown,
    callback: (error: null, answer: object) => void,
  ): void => {
    callback(null, {});
  };
  Object.assign(pulumi.runtime.getMonitor() ?? {}, { registerResourceHook });
}

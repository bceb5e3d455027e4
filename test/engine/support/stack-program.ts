import * as pulumi from "@pulumi/pulumi";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import { prepareStack } from "../../../src/deploy/preflight/prepare-stack";
import { declareStack } from "../../support/declare-stack";
import type { EngineStack } from "./engine-stack";

/**
 * The program of index.ts on the clock of the account, for a stack file with these endpoints.
 * @param settings other keys of the stack file
 */
export function createStackProgram(engine: EngineStack, endpoints: object, settings: object = {}): PulumiFn {
  const readMinute = (): number => Math.floor(engine.account.state.nowSeconds / 60);
  return async () => {
    const values = { timezone: "Europe/Berlin", ...settings, endpoints };
    const config = Object.fromEntries(
      Object.entries(values).map(([key, value]) => [
        `${pulumi.getProject()}:${key}`,
        typeof value === "string" ? value : JSON.stringify(value),
      ]),
    );
    const prepared = await prepareStack(config, {
      now: readMinute(),
      sleep: (seconds) => engine.account.sleep(seconds),
      readTime: () => Promise.resolve(readMinute()),
      readCalendarFile: () => undefined,
    });
    declareStack(prepared);
    return {};
  };
}

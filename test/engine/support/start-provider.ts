import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { SdkAccess } from "../../../src/simulator/provider/aws-http-server";
import type { InstalledPackage } from "../../support/installed-package";

export interface StartedProvider {
  readonly child: ChildProcess;
  /** As `PULUMI_DEBUG_PROVIDERS` has it. */
  readonly debugProvider: string;
}

/** Starts the provider of the package as the engine would, in front of an account, on a Monday morning. */
export async function startProvider(project: InstalledPackage, sdk: SdkAccess): Promise<StartedProvider> {
  const env = { ...process.env, ...sdk.environment, TIMETABLE_NOW: "2026-11-23T05:00Z" };
  const child = spawn(process.execPath, [project.inPackage("provider.js")], { cwd: project.at(), env });
  // It prints its port.
  const [port] = (await once(child.stdout, "data")) as [Buffer];
  return { child, debugProvider: `inference-timetable:${port.toString().trim()}` };
}

import { createProcessContext } from "../cli/io";
import { runCommandLine } from "../cli/run";
import { serveSdkAccess } from "./sdk-access";
import type { TrySession } from "./try-command";

/**
 * `timetable drift` against the simulated account, at the moment of its clock.
 *
 * Out: its exit code; it has printed what it found
 */
export async function runDrift(session: TrySession, stack: string): Promise<number> {
  const sdk = await serveSdkAccess(session.account);
  Object.assign(process.env, sdk.environment);
  const now = new Date(session.account.state.nowSeconds * 1000).toISOString();
  try {
    return await runCommandLine(["drift", "--stack", stack, "--now", now], createProcessContext());
  } finally {
    await sdk.close();
    // A fault that waited for one of the calls is used up.
    session.save();
  }
}

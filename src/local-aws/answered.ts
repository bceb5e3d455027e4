import type { OperationName } from "../simulate/call";
import type { JsonObject } from "../simulate/json";
import { AwsCallError, type SimulatedAccount } from "./local-account";

/** Codes, or texts inside a ValidationException, that say: there is no such thing. */
const absent =
  /^(NoSuchEntity|NotFound|ResourceNotFound|ObjectNotFoundException|ResourceNotFoundException)$/;
const absentText = /^Could not find /;

/**
 * A call about something that may be gone.
 *
 * Out:    undefined when it is: a provider then forgets it, or is content to have nothing to delete
 * Errors: any other
 */
export async function callIfExists(
  account: SimulatedAccount,
  operation: OperationName,
  input: JsonObject,
): Promise<JsonObject | undefined> {
  try {
    return await account.call(operation, input);
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

/** Whether an error says that what a call is about does not exist. */
export function isAbsent(error: unknown): boolean {
  if (!(error instanceof AwsCallError)) return false;
  const { code, message } = error.error;
  return absent.test(code) || (code === "ValidationException" && absentText.test(message));
}

/** Longer ones hold whole requests. */
const maxReasonLength = 200;

/**
 * Why a function of a provider failed.
 *
 * In:  what the SDK threw
 * Out: one line, without the SDK's and the bridge's words about the call
 */
export function formatInvokeError(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const reason = message
    .replace(/^invocation of \S+ returned an error: /, "")
    .replace(/^invoking \S+: /, "")
    .replace(/\d+ errors? occurred:\s*\*?/, "")
    .replace(/\s+/g, " ")
    .trim();
  if (reason === "") return "the engine gives no reason";
  return reason.length > maxReasonLength ? `${reason.slice(0, maxReasonLength)}…` : reason;
}

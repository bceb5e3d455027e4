/** What went wrong, from whatever was thrown. */
export function getErrorMessage(error: unknown): string {
  return typeof error === "object" && error !== null && "message" in error
    ? String(error.message)
    : String(error);
}

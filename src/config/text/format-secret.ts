import { createHash } from "node:crypto";

/** Formats the placeholder for an encrypted value. Another encrypted text has another one. */
export function formatSecret({ secure }: { readonly secure: string }): string {
  return `[secret ${createHash("sha256").update(secure).digest("hex").slice(0, 8)}]`;
}

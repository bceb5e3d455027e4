/** Control characters, line separators, and marks that turn the direction of text: terminals and pages obey them. */
const controls = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Makes characters visible that a terminal or a page obeys instead of showing: `\u001b`, as JSON writes it.
 * @param kept those that stay
 */
export function escapeControls(text: string, kept = "\n\t"): string {
  return text.replaceAll(controls, (found) =>
    kept.includes(found) ? found : `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** The parts of stderr that matter here. */
interface Terminal {
  readonly isTTY?: boolean;
  readonly write: (text: string) => unknown;
}

/** `status` shows a line that the next one replaces; `erase` takes it away before anything else is printed. */
interface StatusLine {
  readonly status?: (text: string) => void;
  readonly erase: () => void;
}

/**
 * A line on a terminal that the next one replaces: none where there is no terminal, and in CI, whose logs
 * keep everything.
 *
 * Source: CI is set by GitHub Actions, GitLab and others,
 *         https://docs.github.com/en/actions/reference/workflows-and-actions/variables, read 2026-11-24;
 *         2K erases the line, ECMA-48 8.3.41
 */
export function createStatusLine(
  terminal: Terminal,
  env: Readonly<Record<string, string | undefined>>,
): StatusLine {
  const seen = terminal.isTTY === true && env["TERM"] !== "dumb" && (env["CI"] ?? "") === "";
  if (!seen) return { erase: () => undefined };
  let shown = "";
  const status = (text: string): void => {
    if (text === shown) return;
    terminal.write(`\r\u001b[2K${text}`);
    shown = text;
  };
  return { status, erase: () => status("") };
}

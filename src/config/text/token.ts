/**
 * Tokens of Hugging Face, AWS, GitHub, GitLab, OpenAI and others, Slack, Stripe, NVIDIA and Google, web tokens (JWT),
 * private keys, and passwords in URLs.
 */
const tokenForm =
  /^(?:hf_\w{16,}|(?:AKIA|ASIA)[0-9A-Z]{16}|gh[opsu]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|sk-(?:[a-z0-9]+-)*\w{16,}|[rs]k_(?:live|test)_\w{16,}|xox[abprs]-[\w-]{10,}|nvapi-[\w-]{16,}|AIza[\w-]{30,}|eyJ[\w-]{10,}\.eyJ|-----BEGIN [A-Z ]*PRIVATE KEY|\w+:\/\/[^\s:/@]*:[^\s/@]+@)/;

const passwordName = /(?:password|passwd|passphrase)$/i;

/** No switch, placeholder, path, URL or ARN, which only say where a password is. */
const passwordValue = /^(?!arn:|\w+:\/\/|[./~<[{$]|(?:true|false|yes|no|on|off|none|null|(?:en|dis)abled)$)\S{4,}$/i;

const tokenName = /(?:token|secret|api_?key|access_?key|secret_?key|private_?key|credentials?)$/i;

/** Letters and digits; no path in lower case, as names of secrets are. */
const tokenValue = /^(?=.*\d)(?=.*[a-zA-Z])(?!arn:|\w+:\/\/|[./~<[{$]|[a-z0-9._-]+(?:\/[a-z0-9._-]+)+$)\S{16,}$/;

/** Whether an environment variable looks like a token or a password that is readable by everyone who reads the file. */
export function isToken(name: string, value: string): boolean {
  return (
    tokenForm.test(value) ||
    (passwordName.test(name) && passwordValue.test(value)) ||
    (tokenName.test(name) && tokenValue.test(value))
  );
}

/** Words of a line of YAML or JSON. */
const words = /[^\s"',()[\]{}]+/g;

/** A name and its value, as in `DB_PASSWORD: "…"`. */
const pairs = /([\w:.-]*\w)(["']?\s*[:=]\s*["']?)([^\s"',[\]{}]+)/g;

/** Replaces what looks like a token or a password in a text that a message quotes. */
export function hideTokens(text: string): string {
  return text
    .replaceAll(words, (word) => (isToken("", word) ? "[secret]" : word))
    .replaceAll(pairs, (pair: string, name: string, between: string, value: string) =>
      isToken(name, value) ? `${name}${between}[secret]` : pair,
    );
}

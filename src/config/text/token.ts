/** Begin the tokens of Hugging Face, AWS, GitHub, GitLab, OpenAI and Slack, web tokens (JWT) and private keys. */
const tokenForm =
  /^(?:hf_\w{16,}|(?:AKIA|ASIA)[0-9A-Z]{16}|gh[opsu]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|sk-[\w-]{16,}|xox[abprs]-[\w-]{10,}|eyJ[\w-]{10,}\.eyJ|-----BEGIN [A-Z ]*PRIVATE KEY)/;

const tokenName = /(?:token|secret|password|passwd|api_?key|access_?key|private_?key|credentials?)$/i;

/** Text without spaces or markup; no number, path, URL or ARN, which only say where a token is. */
const tokenValue = /^(?!arn:|\w+:\/\/|[./~<[]|-?\d+(?:\.\d+)?$)\S{8,}$/;

/** Whether an environment variable looks like a token or a password that is readable by everyone who reads the file. */
export function isToken(name: string, value: string): boolean {
  return tokenForm.test(value) || (tokenName.test(name) && tokenValue.test(value));
}

import { DeployedAccount } from "../../support/deployed-account";
import { serveAccount } from "../../support/served-account";
import { StackFolder, unscaledStackText } from "./stack-files";

/** Every place of a stack file, and of the environment, that may have a secret. */
const secrets = {
  environment: "hf_secretsecretsecretsecretsecre",
  providerKey: "SECRET1providerSECRET2providerSECRETprov",
  cipher: "v1:CIPHERtextCIPHERtext",
  accessKey: "AKIASECRETSECRETSECR",
  secretKey: "SECRETenvironmentSECRETenvironmentSECRET",
  session: "SESSIONtokenSESSIONtoken",
} as const;

const stack = unscaledStackText
  .replace(
    "config:\n",
    `config:\n  aws:secretKey: ${secrets.providerKey}\n  aws:token: { secure: ${secrets.cipher} }\n  aws:accessKey: ${secrets.accessKey}\n`,
  )
  .replace(
    'dataUrl: "s3://models/a.tar.gz"',
    `dataUrl: "s3://models/a.tar.gz", environment: { HF_TOKEN: ${secrets.environment}, B: { secure: "${secrets.cipher}" } }`,
  );

const commands = [
  "show",
  "check",
  "plan",
  "at 2026-11-24T08:00Z",
  "explain 2026-11-24T08:00Z --endpoint sentiment",
  "diff --from Pulumi.old.yaml",
  "ics --endpoint sentiment",
  "page",
  "drift",
  "lead --endpoint sentiment",
  "override sentiment --hold 5 --for 6h",
  "check --stack wrong",
  "check --stack broken",
];

describe("no command prints a secret", () => {
  const folder = new StackFolder();
  const before = { ...process.env };
  let served: Awaited<ReturnType<typeof serveAccount>>;

  beforeAll(async () => {
    folder.write("Pulumi.yaml", "name: inference-timetable\nruntime: nodejs\n");
    folder.write("Pulumi.dev.yaml", stack);
    folder.write("Pulumi.old.yaml", stack.replaceAll("SECRET", "OLDSECRET").replace("hf_secret", "hf_oldsecret"));
    folder.write("Pulumi.wrong.yaml", stack.replaceAll(/HF_TOKEN: (\S+),/g, "HF_TOKEN: [$1], X: { $1: 1 },"));
    folder.write("Pulumi.broken.yaml", stack.replace("secretKey: ", 'secretKey: "'));
    served = await serveAccount(DeployedAccount.from(stack, "2026-11-24T08:05:00Z"));
    process.env["AWS_ACCESS_KEY_ID"] = secrets.accessKey;
    process.env["AWS_SECRET_ACCESS_KEY"] = secrets.secretKey;
    process.env["AWS_SESSION_TOKEN"] = secrets.session;
  });

  afterAll(async () => {
    await served.close();
    folder.remove();
    process.env = before;
  });

  it.each(commands.flatMap((command) => [command, `${command} --json`]))("%s", async (command) => {
    const words = command.split(" ");
    const { out, err } = await folder.run(...words, ...(words.includes("--stack") ? [] : ["--stack", "dev"]));
    expect(`${out}${err}`.length).toBeGreaterThan(0);
    for (const secret of Object.values(secrets)) expect(`${out}${err}`).not.toContain(secret);
  });
});

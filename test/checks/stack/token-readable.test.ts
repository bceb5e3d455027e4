import { checkTokenReadable } from "../../../src/checks/stack/token-readable.rule";
import { formatProblem } from "../../../src/problem";
import { container } from "../../support/endpoint-config";
import { sectionContext } from "../../support/section-context";

const check = (name: string, value: string): readonly string[] =>
  checkTokenReadable(
    sectionContext({
      model: { containers: [{ ...container, environment: { [name]: value } }], networkIsolation: false },
    }),
  ).map(formatProblem);

describe("checkTokenReadable", () => {
  it("warns of a token in plain text and does not print it", () =>
    expect(check("HF_TOKEN", "hf_abcdefghijklmnopqrstuvwxyz")).toEqual([
      `warning token-readable at endpoints.sentiment.model.environment.HF_TOKEN
  HF_TOKEN looks like a token in plain text: everyone who can read the stack file can use it
  expected: an encrypted value
  fix: run pulumi config set --secret --path 'endpoints.sentiment.model.environment.HF_TOKEN', and replace the token if the file was committed`,
    ]));

  it.each([
    ["AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE"],
    ["AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"],
    ["ANTHROPIC_API_KEY", "sk-ant-api03-abcdefghij"],
    ["KEY", "sk-proj-abcdefghijklmnopqrstuv"],
    ["WANDB_API_KEY", "0123456789abcdef0123456789abcdef01234567"],
    ["STRIPE", "sk_live_abcdefghijklmnop"],
    ["DB_PASSWORD", "hunter2"],
    ["DATABASE_URL", "postgres://user:geheim@host/db"],
  ])("warns of %s", (name, value) => expect(check(name, value)).toHaveLength(1));

  it.each([
    ["HF_TOKEN", "[secret 1a2b3c4d]"],
    ["MAX_NEW_TOKENS", "512"],
    ["MAX_TOKEN", "4096"],
    ["EOS_TOKEN", "</s>"],
    ["UNK_TOKEN", "unknown_token"],
    ["HF_TOKEN_SECRET", "prod/sentiment-2/hf-token"],
    ["TOKEN_SECRET", "arn:aws:secretsmanager:eu-central-1:123456789012:secret:x"],
    ["TOKEN", "${HF_TOKEN_FROM_1}"],
    ["USE_PASSWORD", "disabled"],
    ["MODEL", "sk-learn-classifier-v2-large"],
    ["HF_MODEL_ID", "meta-llama/Llama-3-8B-Instruct"],
    ["DATABASE_URL", "postgres://host/db"],
    ["COMMIT", "0123456789abcdef0123456789abcdef01234567"],
  ])("says nothing of %s %s", (name, value) => expect(check(name, value)).toEqual([]));
});

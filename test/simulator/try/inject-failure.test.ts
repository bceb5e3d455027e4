import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { callSimulatedAws } from "../../../src/simulator/aws/call-simulated-aws";
import { failureCommands } from "../../../src/simulator/try/inject-failure";
import { TrySession } from "../../../src/simulator/try/try-session";

const repository = path.join(__dirname, "..", "..", "..");

describe("failureCommands", () => {
  let root: string;
  let session: TrySession;

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), "inject-failure-"));
    copyFileSync(path.join(repository, "Pulumi.dev.yaml"), path.join(root, "Pulumi.dev.yaml"));
    copyFileSync(path.join(repository, "Pulumi.llm.yaml"), path.join(root, "Pulumi.llm.yaml"));
    session = new TrySession(options());
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  const options = () => ({
    root,
    stack: "dev",
    unprotect: false,
    refresh: false,
    nowSeconds: 1_795_420_500,
    environment: {},
    width: 80,
    color: false,
    out: () => undefined,
    err: () => undefined,
  });

  const run = (...[name = "", ...words]: readonly string[]): string | undefined =>
    failureCommands[name]?.(session, words);

  it("refuses the next call once, with the given reason", () => {
    expect(run("fault", "sagemaker:ListEndpoints", "not", "today")).toBe(
      "AWS will refuse the next sagemaker:ListEndpoints: not today",
    );
    const first = callSimulatedAws(session.account.state, "sagemaker:ListEndpoints", {});
    expect(first).toMatchObject({ error: { code: "ValidationException", message: "not today" } });
    expect(callSimulatedAws(first.state, "sagemaker:ListEndpoints", {})).not.toHaveProperty("error");
  });

  it("sets a quota and keeps the others", () => {
    run("quota", "ml.m5.large", "2");
    run("quota", "ml.g5.xlarge", "0");
    expect(session.account.state.world.quotas).toEqual({ "ml.m5.large": 2, "ml.g5.xlarge": 0 });
  });

  it("refuses a rollback of what up never updates", () => {
    const llm = new TrySession({ ...options(), stack: "llm" });
    const refuse = (command: string, key: string) => () => failureCommands[command]?.(llm, [key]);
    const component =
      "llama is an inference component, and up updates only endpoints that it creates: nothing would fail";
    expect(refuse("rollback", "llama")).toThrow(component);
    expect(refuse("stuck", "llama")).toThrow(component);
    expect(refuse("rollback", "classifier")).toThrow("classifier already exists, and up updates only endpoints");
  });

  it.each([
    [["fault", "sagemaker:Nope"], /unknown call "sagemaker:Nope": write, for example, sagemaker:UpdateEndpoint/],
    [["quota", "m5.large", "2"], /"m5.large 2" is not a quota: write ml\.m5\.large 4/],
    [["quota", "ml.m5.large"], /"ml.m5.large" is not a quota/],
    [["rollback", "nope"], /AWS has no endpoint "nope"; the stack file has sentiment/],
    [["stuck", "nope"], /AWS has no endpoint "nope"; the stack file has sentiment/],
    [["limits", "sentiment", "1-2"], /AWS has no endpoint "sentiment"/],
  ])("refuses %j and says what to write", (words, reason) => {
    expect(() => run(...words)).toThrow(reason);
  });
});

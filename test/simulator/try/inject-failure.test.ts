import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { callAws } from "../../../src/simulator/aws/call";
import { failureCommands } from "../../../src/simulator/try/inject-failure";
import { TrySession } from "../../../src/simulator/try/try-session";

const repository = path.join(__dirname, "..", "..", "..");

describe("troubles", () => {
  let root: string;
  let session: TrySession;

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), "trouble-"));
    copyFileSync(path.join(repository, "Pulumi.dev.yaml"), path.join(root, "Pulumi.dev.yaml"));
    session = new TrySession({
      root,
      stack: "dev",
      unprotect: false,
      nowSeconds: 1_795_420_500,
      environment: {},
      width: 80,
      color: false,
      out: () => undefined,
      err: () => undefined,
    });
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  const make = (...[name = "", ...words]: readonly string[]): string | undefined =>
    failureCommands[name]?.(session, words);

  it("refuses the next call once, with the reason that is given", () => {
    expect(make("fault", "sagemaker:ListEndpoints", "not", "today")).toBe(
      "the next sagemaker:ListEndpoints is refused: not today",
    );
    const first = callAws(session.account.state, "sagemaker:ListEndpoints", {});
    expect(first).toMatchObject({ error: { code: "ValidationException", message: "not today" } });
    expect(callAws(first.state, "sagemaker:ListEndpoints", {})).not.toHaveProperty("error");
  });

  it("sets a quota and keeps the others", () => {
    make("quota", "ml.m5.large", "2");
    make("quota", "ml.g5.xlarge", "0");
    expect(session.account.state.world.quotas).toEqual({ "ml.m5.large": 2, "ml.g5.xlarge": 0 });
  });

  it.each([
    [["fault", "sagemaker:Nope"], /"sagemaker:Nope" is no simulated call: write one such as/],
    [["quota", "m5.large", "2"], /"m5.large 2" is no quota: write ml\.m5\.large 4/],
    [["quota", "ml.m5.large"], /"ml.m5.large" is no quota/],
    [["rollback", "nope"], /there is no endpoint "nope" at AWS; the stack file has sentiment/],
    [["stuck", "nope"], /there is no endpoint "nope" at AWS; the stack file has sentiment/],
    [["limits", "sentiment", "1-2"], /there is no endpoint "sentiment" at AWS/],
  ])("does not understand %j, and says what to write", (words, reason) => {
    expect(() => make(...words)).toThrow(reason);
  });
});

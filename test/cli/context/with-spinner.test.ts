import { createProcessContext, createStatusLine, withSpinner } from "../../../src/cli/context/cli-context";

function terminal() {
  const written: string[] = [];
  return { written, isTTY: true, write: (text: string) => written.push(text) };
}

function ioOn(stream: ReturnType<typeof terminal>, env: Readonly<Record<string, string>> = {}) {
  const { status: _none, ...io } = createProcessContext();
  const { erase, ...line } = createStatusLine(stream, env);
  const err = (text: string) => {
    erase();
    stream.write(text);
  };
  return { ...io, ...line, err };
}

const erase = "\r\u001b[2K";

describe("withSpinner", () => {
  it("shows the task and its seconds, returns the result, and clears the line", async () => {
    const stream = terminal();
    const work = { what: "waiting", io: ioOn(stream), quiet: false };
    jest.useFakeTimers();
    let finish = (_result: string): void => undefined;
    const running = withSpinner(work, () => new Promise<string>((resolve) => (finish = resolve)));
    await jest.advanceTimersByTimeAsync(1000);
    finish("done");
    expect(await running).toBe("done");
    jest.useRealTimers();
    expect(stream.written).toEqual([`${erase}waiting …`, `${erase}waiting … 1 s`, erase]);
  });

  it("asks for the name each second, as it may say how far the task is", async () => {
    const stream = terminal();
    let week = 1;
    const work = { what: () => `week ${week}`, io: ioOn(stream), quiet: false };
    jest.useFakeTimers();
    let finish = (): void => undefined;
    const running = withSpinner(work, () => new Promise<void>((resolve) => (finish = resolve)));
    week = 2;
    await jest.advanceTimersByTimeAsync(1000);
    finish();
    await running;
    jest.useRealTimers();
    expect(stream.written).toEqual([`${erase}week 1 …`, `${erase}week 2 … 1 s`, erase]);
  });

  it("clears the line before anything else is printed", async () => {
    const stream = terminal();
    const io = ioOn(stream);
    await withSpinner({ what: "reading", io, quiet: false }, () => {
      io.err("a note");
    });
    expect(stream.written).toEqual([`${erase}reading …`, erase, "a note"]);
  });

  it("clears the line if the task fails", async () => {
    const stream = terminal();
    const work = { what: "failing", io: ioOn(stream), quiet: false };
    const failing = withSpinner(work, () => {
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(stream.written.at(-1)).toBe(erase);
  });

  it("shows nothing with --json, in CI, on a dumb terminal, and without a terminal", async () => {
    const quiet = terminal();
    await withSpinner({ what: "x", io: ioOn(quiet), quiet: true }, () => 1);
    const others = [{ CI: "true" }, { TERM: "dumb" }].map((env) => ({ stream: terminal(), env }));
    for (const { stream, env } of others) {
      await withSpinner({ what: "x", io: ioOn(stream, env), quiet: false }, () => 1);
    }
    const pipe = { ...terminal(), isTTY: false };
    await withSpinner({ what: "x", io: ioOn(pipe), quiet: false }, () => 1);
    const written = [quiet, pipe, ...others.map(({ stream }) => stream)].map((one) => one.written);
    expect(written).toEqual([[], [], [], []]);
  });
});

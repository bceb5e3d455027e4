import { serveAws } from "../../src/local-aws/aws-http";
import { sleeping } from "../../src/program/sleeping";

describe("sleeping", () => {
  it("waits by the virtual clock where there is one", async () => {
    const slept: number[] = [];
    const sleep = (seconds: number): Promise<void> => Promise.resolve(void slept.push(seconds));
    const refuse = () => ({ error: { code: "No", message: "no" } });
    const { url, close } = await serveAws(refuse, { sleep });
    await sleeping(`${url}/clock`)(15);
    await close();
    expect(slept).toEqual([15]);
  });

  it("lets real seconds pass where there is none", async () => {
    jest.useFakeTimers();
    let awake = false;
    const waiting = sleeping(undefined)(15).then(() => (awake = true));
    await jest.advanceTimersByTimeAsync(14_999);
    expect(awake).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    await waiting;
    jest.useRealTimers();
    expect(awake).toBe(true);
  });
});

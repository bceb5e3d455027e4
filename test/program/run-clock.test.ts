import { serveAws } from "../../src/local-aws/aws-http";
import { runClock } from "../../src/program/run-clock";

const noon = "2026-11-23T12:00Z";

describe("runClock", () => {
  it("waits by the virtual clock where there is one, and tells what it shows", async () => {
    const slept: number[] = [];
    const sleep = (seconds: number): Promise<void> => Promise.resolve(void slept.push(seconds));
    const refuse = () => ({ error: { code: "No", message: "no" } });
    const { url, close } = await serveAws(refuse, { clock: { sleep, now: () => noon } });
    const clock = runClock(`${url}/clock`, () => "never asked");
    await clock.sleep(15);
    const later = await clock.later();
    await close();
    expect(slept).toEqual([15]);
    expect(later).toBe(noon);
  });

  it("lets real seconds pass where there is none", async () => {
    jest.useFakeTimers();
    let awake = false;
    const clock = runClock(undefined, () => noon);
    const waiting = clock.sleep(15).then(() => (awake = true));
    await jest.advanceTimersByTimeAsync(14_999);
    expect(awake).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    await waiting;
    jest.useRealTimers();
    expect(awake).toBe(true);
    expect(await clock.later()).toBe(noon);
  });
});

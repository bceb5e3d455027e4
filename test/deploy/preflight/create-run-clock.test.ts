import { createRunClock } from "../../../src/deploy/preflight/run-options";
import { serveAwsHttp } from "../../../src/simulator/provider/aws-http-server";
import { instant } from "../../support/instant";

const noon = instant("2026-11-23T12:00Z");

describe("createRunClock", () => {
  const slept: number[] = [];

  /** A virtual clock that shows a text. Out: what a run by it does */
  async function withClock<T>(
    shown: string,
    use: (clock: ReturnType<typeof createRunClock>) => Promise<T>,
  ): Promise<T> {
    const sleep = (seconds: number): Promise<void> => Promise.resolve(void slept.push(seconds));
    const refuse = () => ({ error: { code: "No", message: "no" } });
    const { url, close } = await serveAwsHttp(refuse, { clock: { sleep, now: () => shown } });
    try {
      return await use(createRunClock(`${url}/clock`, () => 0));
    } finally {
      await close();
    }
  }

  it("waits by the virtual clock where there is one, and tells what it shows", async () => {
    const later = await withClock("2026-11-23T12:00Z", async (clock) => {
      await clock.sleep(15);
      return clock.readTime();
    });
    expect(slept).toEqual([15]);
    expect(later).toBe(noon);
  });

  it("refuses a virtual clock that shows no instant", async () => {
    await expect(withClock("noon", (clock) => clock.readTime())).rejects.toThrow(/says "noon"/);
  });

  it("lets real seconds pass where there is none", async () => {
    jest.useFakeTimers();
    let awake = false;
    const clock = createRunClock(undefined, () => noon);
    const waiting = clock.sleep(15).then(() => (awake = true));
    await jest.advanceTimersByTimeAsync(14_999);
    expect(awake).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    await waiting;
    jest.useRealTimers();
    expect(awake).toBe(true);
    expect(await clock.readTime()).toBe(noon);
  });
});

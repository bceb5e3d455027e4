import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { serveAccount } from "./served-account";
import type { TestAccount } from "./simulated-account";

interface MetricInput {
  readonly StartTime: number;
  readonly EndTime: number;
  readonly MetricDataQueries: readonly [{ readonly Id: string; readonly MetricStat: { readonly Period: number } }];
}

/** Whether the office is open in Berlin, which is an hour ahead of UTC in November. */
function isOpen(seconds: number): boolean {
  const local = new Date((seconds + 3600) * 1000);
  return local.getUTCDay() % 6 !== 0 && local.getUTCHours() >= 8 && local.getUTCHours() < 18;
}

/** Samples of 4 instances in the window, after 20 minutes of start, and 1 otherwise. */
function countSamples(at: number, minutes: number): number {
  return (isOpen(at) && isOpen(at - 1200) ? 4 : 1) * minutes;
}

/** Answers for a load in instances of 100 requests a minute. */
function answerMetric({ StartTime, EndTime, MetricDataQueries: [{ Id, MetricStat }] }: MetricInput, open: number) {
  const { Period } = MetricStat;
  const Timestamps = Array.from({ length: (EndTime - StartTime) / Period }, (_, index) => StartTime + index * Period);
  const count = (at: number) => (isOpen(at) ? open : 0.5) * 100 * (Period / 60);
  const Values = Timestamps.map((at) => (Id === "instances" ? countSamples(at, Period / 60) : count(at)));
  return { MetricDataResults: [{ Id, Timestamps, Values, StatusCode: "Complete" }] };
}

export interface ServedMetrics {
  readonly close: () => Promise<void>;
}

/**
 * Serves an account, and metrics before it: the simulated AWS has no GetMetricData.
 * @param open load while the office is open, in instances
 */
export async function serveWithMetrics(account: TestAccount, open: number): Promise<ServedMetrics> {
  const served = await serveAccount(account);
  const server = createServer((request, response) => {
    const pass = async () => {
      let body = "";
      for await (const bytes of request) body += String(bytes);
      const target = String(request.headers["x-amz-target"]);
      const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": target };
      if (target.endsWith(".GetMetricData")) {
        response.end(JSON.stringify(answerMetric(JSON.parse(body) as MetricInput, open)));
        return;
      }
      const answer = await fetch(served.url, { method: "POST", headers, body });
      response.writeHead(answer.status, { "content-type": headers["content-type"] });
      response.end(await answer.text());
    };
    void pass();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  process.env["AWS_ENDPOINT_URL"] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    close: async () => {
      server.closeAllConnections();
      server.close();
      await served.close();
    },
  };
}

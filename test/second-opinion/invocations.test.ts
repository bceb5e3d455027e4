import { type ChildProcessByStdio, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Readable, Writable } from "node:stream";
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { SageMaker } from "@aws-sdk/client-sagemaker";
import { StackFolder, stackText } from "../cli/commands/stack-files";
import { instant } from "../support/instant";
import { preparePython } from "../support/python-environment";

const moto = preparePython({
  name: "moto",
  requirements: path.join(__dirname, "requirements.txt"),
  purpose: "second opinion on AWS",
});
const title = "invocations from a moto server";
const described = "python" in moto ? describe : describe.skip;

const endpointName = "sentiment-1a2b3c4";

/** That of the command in a `StackFolder`. */
const now = instant("2026-11-24T08:00:00Z");

/** Every five minutes of three weeks, the last one is the last that has settled; a day in the second week is missing. */
const start = now - 10 - 21 * 1440;
const gap = { from: start + 10 * 1440, to: start + 11 * 1440 };
const times = Array.from({ length: 21 * 288 }, (_, index) => start + index * 5).filter(
  (at) => at < gap.from || at >= gap.to,
);

/** More by day. In two parts, which only their sum shows. */
function countRequests(at: number): readonly [number, number] {
  const hour = Math.floor(at / 60) % 24;
  return [hour >= 7 && hour < 17 ? 4000 : 400, at % 7];
}

async function startMoto(
  python: string,
): Promise<{ readonly child: ChildProcessByStdio<Writable, Readable, null>; readonly url: string }> {
  const child = spawn(python, [path.join(__dirname, "moto_server.py")], { stdio: ["pipe", "pipe", "inherit"] });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.once("data", (bytes) => {
      resolve(String(bytes).trim());
    });
    child.once("exit", (code) => {
      reject(new Error(`moto ended with ${code}`));
    });
  });
  return { child, url };
}

async function createEndpoint(client: SageMaker): Promise<void> {
  const ExecutionRoleArn = "arn:aws:iam::123456789012:role/r";
  await client.createModel({ ModelName: "m", ExecutionRoleArn, PrimaryContainer: { Image: "i" } });
  const variant = { VariantName: "AllTraffic", ModelName: "m", InitialInstanceCount: 1, InstanceType: "ml.m5.large" };
  await client.createEndpointConfig({ EndpointConfigName: "c", ProductionVariants: [variant as never] });
  await client.createEndpoint({ EndpointName: endpointName, EndpointConfigName: "c" });
}

/** AWS takes 1,000 values in a request. */
async function publish(client: CloudWatch): Promise<void> {
  const Dimensions = [
    { Name: "EndpointName", Value: endpointName },
    { Name: "VariantName", Value: "AllTraffic" },
  ];
  for (let first = 0; first < times.length; first += 500) {
    const MetricData = times
      .slice(first, first + 500)
      .flatMap((at) =>
        countRequests(at).map((Value) => ({
          MetricName: "Invocations",
          Dimensions,
          Timestamp: new Date(at * 60_000),
          Value,
        })),
      );
    await client.putMetricData({ Namespace: "AWS/SageMaker", MetricData });
  }
}

described("reason" in moto ? `${title} (LEFT OUT: ${moto.reason})` : title, () => {
  const folder = new StackFolder();
  let child: ChildProcessByStdio<Writable, Readable, null> | undefined;

  beforeAll(async () => {
    const served = await startMoto("python" in moto ? moto.python : "");
    child = served.child;
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: served.url,
      AWS_ACCESS_KEY_ID: "testing",
      AWS_SECRET_ACCESS_KEY: "testing",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
      AWS_CONFIG_FILE: "/nowhere/config",
      AWS_SHARED_CREDENTIALS_FILE: "/nowhere/credentials",
    });
    const config = { region: "eu-central-1", endpoint: served.url };
    const [cloudWatch, sageMaker] = [new CloudWatch(config), new SageMaker(config)];
    await createEndpoint(sageMaker);
    await publish(cloudWatch);
    cloudWatch.destroy();
    sageMaker.destroy();
    folder.write("Pulumi.dev.yaml", stackText);
  });

  afterAll(async () => {
    folder.remove();
    const ended = new Promise((resolve) => child?.once("exit", resolve));
    child?.stdin.end();
    await ended;
  });

  it("become the history of an endpoint of the stack file, and a file that --history reads alike", async () => {
    const words = ["recommend", "--per-instance", "200", "--windows", "2", "--json"];
    const more = ["--from-cloudwatch", "sentiment", "--weeks", "3", "--save", "requests.csv"];
    const { code, out, err } = await folder.run(...words, ...more);
    expect(err).toBe(
      `read: ${endpointName}, 2026-11-03 07:50Z to 2026-11-24 07:50Z, every 5 minutes\nwritten: requests.csv\n`,
    );
    expect(code).toBe(0);
    const lines = readFileSync(path.join(folder.path, "requests.csv"), "utf8").trimEnd().split("\n");
    expect(lines).toEqual([
      "timestamp,requests",
      ...times.map((at) => {
        const [a, b] = countRequests(at);
        return `${new Date(at * 60_000).toISOString().slice(0, 16)}Z,${a + b}`;
      }),
    ]);
    const fetched = JSON.parse(out) as { readonly timetable: { readonly timezone: string }; readonly notes: string[] };
    expect(fetched.timetable.timezone).toBe("Europe/Berlin");
    expect(fetched.notes.at(-1)).toContain("a gap in CloudWatch means that there was no such endpoint or variant");
    const fromFile = await folder.run(...words, "--history", "requests.csv", "--timezone", "Europe/Berlin");
    expect({ ...fetched, notes: fetched.notes.slice(0, -1) }).toEqual(JSON.parse(fromFile.out));
  });

  it("are those of the variant and the endpoint that were asked for", async () => {
    const words = ["recommend", "--per-instance", "200", "--weeks", "1", "--from-cloudwatch"];
    const other = await folder.run(...words, "sentiment", "--variant", "blue");
    expect([other.code, other.out]).toEqual([2, ""]);
    expect(other.err).toContain(
      `error: CloudWatch has no invocations of ${endpointName}, variant blue, in the last week\n`,
    );
    const named = await folder.run(...words, endpointName);
    expect(named.err).toContain(`read: ${endpointName}, `);
    expect(named.out).toContain("timezone: UTC");
  });
});

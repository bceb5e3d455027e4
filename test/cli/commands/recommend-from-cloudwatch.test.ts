import { readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { instant } from "../../support/instant";
import { StackFolder, stackText } from "./stack-files";

type Input = Readonly<Record<string, unknown>>;
type Answer = { readonly output: unknown } | { readonly error: string };

let folder: StackFolder;
let server: Server;
let names: readonly string[];
let answerMetric: (input: Input) => Answer;
let asked: (readonly [string, Input])[];

const seconds = (at: number) => at * 60;

/** A value for each interval of a request, in two pages. Office hours, and little at night. */
function answerPages({ StartTime, EndTime, MetricDataQueries, NextToken }: Input): Answer {
  const [{ MetricStat }] = MetricDataQueries as [{ MetricStat: { Period: number } }];
  const [from, to, period] = [Number(StartTime), Number(EndTime), MetricStat.Period];
  const all = Array.from({ length: (to - from) / period }, (_, index) => from + index * period);
  const page = NextToken === undefined ? all.slice(0, 1000) : all.slice(1000);
  const Values = page.map((at) => (Math.floor(at / 3600) % 24 >= 7 && Math.floor(at / 3600) % 24 < 17 ? 4000 : 400));
  return {
    output: {
      MetricDataResults: [{ Id: "requests", Timestamps: page, Values, StatusCode: "Complete" }],
      ...(NextToken === undefined ? { NextToken: "more" } : {}),
    },
  };
}

beforeEach(async () => {
  folder = new StackFolder();
  folder.write("Pulumi.dev.yaml", stackText);
  names = ["sentiment-1a2b3c4"];
  answerMetric = answerPages;
  asked = [];
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (bytes) => (body += String(bytes)));
    request.on("end", () => {
      const operation = String(request.headers["x-amz-target"]).split(".")[1] ?? "";
      const input = JSON.parse(body) as Input;
      asked.push([operation, input]);
      const answer: Answer =
        operation === "ListEndpoints"
          ? { output: { Endpoints: names.map((EndpointName) => ({ EndpointName })) } }
          : answerMetric(input);
      const json = "output" in answer ? answer.output : { __type: answer.error, message: "User u may not" };
      response.writeHead("output" in answer ? 200 : 400, { "content-type": "application/x-amz-json-1.0" });
      response.end(JSON.stringify(json));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
    AWS_SECRET_ACCESS_KEY: "secret",
    AWS_REGION: "eu-central-1",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: "/nowhere/config",
    AWS_SHARED_CREDENTIALS_FILE: "/nowhere/credentials",
  });
});

afterEach(async () => {
  folder.remove();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function fetchFor(endpoint: string, ...more: readonly string[]) {
  return folder.run("recommend", "--per-instance", "200", "--windows", "1", "--from-cloudwatch", endpoint, ...more);
}

describe("timetable recommend --from-cloudwatch", () => {
  it("reads eight weeks, each with its pages, and writes what it recommends to that endpoint", async () => {
    const commented = stackText.replace("        baseline:", "        # Outside of every window.\n        baseline:");
    folder.write("Pulumi.dev.yaml", commented);
    const { code, out, err } = await fetchFor("sentiment", "--write", "--save", "requests.csv");
    expect([code, err]).toEqual([
      0,
      [
        "read: sentiment-1a2b3c4, 2026-09-29 07:50Z to 2026-11-24 07:50Z, every 5 minutes",
        "written: requests.csv",
        "written: Pulumi.dev.yaml; pulumi up brings it to AWS",
        "",
      ].join("\n"),
    ]);
    expect(out).toContain("timezone: Europe/Berlin");
    expect(out).not.toContain("a gap in CloudWatch");
    const requests = asked.filter(([operation]) => operation === "GetMetricData");
    expect(requests.map(([, { NextToken }]) => NextToken)).toEqual(Array(8).fill([undefined, "more"]).flat());
    expect(requests[0]?.[1]["StartTime"]).toBe(seconds(instant("2026-09-29T07:50Z")));
    expect(readFileSync(path.join(folder.path, "requests.csv"), "utf8").split("\n")).toHaveLength(8 * 2016 + 2);
    const written = readFileSync(path.join(folder.path, "Pulumi.dev.yaml"), "utf8");
    expect(written).toContain("# Outside of every window.");
    expect(written).not.toContain("office:");
    expect(written).toContain("scaling: { metric: invocationsPerInstance, steps: [{ below: ");
  });

  it("takes another name for that of an endpoint at AWS, with and without a stack file", async () => {
    for (const isWithout of [false, true]) {
      if (isWithout) rmSync(path.join(folder.path, "Pulumi.dev.yaml"));
      asked = [];
      const { code, out } = await fetchFor("legacy", "--weeks", "1", "--variant", "blue");
      expect([code, asked.map(([operation]) => operation)]).toEqual([0, Array(2).fill("GetMetricData")]);
      expect(out).toContain("timezone: UTC");
      expect(JSON.stringify(asked[0])).toContain(
        '"Dimensions":[{"Name":"EndpointName","Value":"legacy"},{"Name":"VariantName","Value":"blue"}]',
      );
      expect(asked[0]?.[1]["MetricDataQueries"]).toMatchObject([{ MetricStat: { Period: 60 } }]);
    }
  });

  it("exits 2 and names a missing permission", async () => {
    answerMetric = () => ({ error: "AccessDeniedException" });
    expect(await fetchFor("sentiment", "--save", "requests.csv")).toEqual({
      code: 2,
      out: "",
      err: "error: cloudwatch:GetMetricData is not permitted: User u may not\n  fix: allow cloudwatch:GetMetricData for this user or role\n",
    });
    expect(asked).toHaveLength(2);
  });

  it("says how to choose one of two endpoints at AWS", async () => {
    names = ["sentiment-1a2b3c4", "sentiment-0000000"];
    const { code, err } = await fetchFor("sentiment");
    expect([code, err]).toEqual([
      2,
      "error: several endpoints at AWS match sentiment: sentiment-1a2b3c4, sentiment-0000000\n  fix: choose one: --from-cloudwatch sentiment-1a2b3c4\n",
    ]);
  });

  it("says that there is nothing to read, of a name at AWS or of an endpoint that is not deployed", async () => {
    answerMetric = () => ({ output: { MetricDataResults: [{ Id: "requests", Timestamps: [], Values: [] }] } });
    names = [];
    for (const name of ["sentimant", "sentiment"]) {
      const { code, out, err } = await fetchFor(name);
      expect([code, out]).toEqual([2, ""]);
      expect(err).toBe(
        `error: CloudWatch has no invocations of ${name}, variant AllTraffic, in the last 8 weeks\n  check the endpoint's name, --variant, and the region; CloudWatch has none of asynchronous endpoints\n`,
      );
    }
  });

  it("refuses an asynchronous endpoint, and one with errors, before it reads AWS", async () => {
    const queued = stackText
      .replace(
        "variant: { instanceType: ml.g5.xlarge",
        "async: { outputPath: s3://out/x }\n      variant: { instanceType: ml.g5.xlarge",
      )
      .replace("metric: invocationsPerInstance, target: 700", "metric: backlogPerInstance, target: 5");
    folder.write("Pulumi.dev.yaml", queued);
    expect((await fetchFor("sentiment")).err).toBe(
      "error: sentiment is asynchronous: SageMaker publishes no invocations of it\n  use --history\n",
    );
    folder.write(
      "Pulumi.dev.yaml",
      stackText.replace("variant: { instanceType: ml.g5.xlarge, hourlyPriceUsd: 1.41 }", "variant: 3"),
    );
    expect((await fetchFor("sentiment")).err).toBe(
      "error: sentiment has errors in Pulumi.dev.yaml\n  timetable check shows them\n",
    );
    expect(asked).toEqual([]);
  });

  it.each([
    [
      ["--history", "a.csv", "--from-cloudwatch", "sentiment"],
      /'--from-cloudwatch <endpoint>' cannot be used with option '--history <file>'/,
    ],
    [["--history", "a.csv", "--weeks", "3"], /'--weeks <count>' cannot be used with option '--history <file>'/],
    [["--history", "a.csv", "--save", "b.csv"], /'--save <file>' cannot be used with option '--history <file>'/],
    [["--from-cloudwatch", "sentiment", "--weeks", "53"], /not a number of weeks from 1 to 52/],
    [[], /name the history with --history or --from-cloudwatch/],
    [["--from-cloudwatch", "legacy", "--weeks", "1", "--write"], /--write needs an endpoint: name one with --endpoint/],
  ] as const)("refuses %j", async (words, message) => {
    const { code, out, err } = await folder.run("recommend", "--per-instance", "200", ...words);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(message);
  });
});

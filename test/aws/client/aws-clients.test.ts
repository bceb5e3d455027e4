import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { parseAssumedRoles } from "../../../src/aws/client/assumed-roles";
import { closeClients, createClients } from "../../../src/aws/client/aws-clients";

/** What a server of AWS's was asked: as whom, and of an AssumeRole its parameters. */
interface Asked {
  readonly as: string;
  readonly form: Readonly<Record<string, string>>;
}

const variables = ["AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"] as const;

let server: Server;
let asked: Asked[];
let before: readonly (string | undefined)[];

/** Answers AssumeRole with keys that name the role, and everything else with an empty object. */
beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (bytes) => (body += String(bytes)));
    request.on("end", () => {
      const [, as = ""] = /Credential=([^/]+)\//.exec(request.headers.authorization ?? "") ?? [];
      const form = Object.fromEntries(new URLSearchParams(body.includes("Action=") ? body : ""));
      asked.push({ as, form });
      const role = form["RoleArn"]?.split("/")[1];
      response.end(role === undefined ? "{}" : assumed(role));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  before = variables.map((name) => process.env[name]);
  const { port } = server.address() as AddressInfo;
  process.env["AWS_ENDPOINT_URL"] = `http://127.0.0.1:${port}`;
  process.env["AWS_ACCESS_KEY_ID"] = "PERSON";
  process.env["AWS_SECRET_ACCESS_KEY"] = "secret";
});

afterEach(async () => {
  for (const [index, name] of variables.entries()) {
    if (before[index] === undefined) delete process.env[name];
    else process.env[name] = before[index];
  }
  await new Promise((resolve) => server.close(resolve));
});

function assumed(role: string): string {
  return `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>${role.toUpperCase()}KEY</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;
}

async function ask(roles: unknown): Promise<readonly Asked[]> {
  const aws = await createClients({ region: "eu-central-1", roles: parseAssumedRoles(roles) });
  await aws.scaling.describeScalableTargets({ ServiceNamespace: "sagemaker" });
  closeClients(aws);
  return asked;
}

describe("openAws", () => {
  it("asks with the SDK's own credentials where no role is given", async () => {
    expect((await ask(undefined)).map(({ as }) => as)).toEqual(["PERSON"]);
    asked = [];
    expect((await ask([{}, "role", null])).map(({ as }) => as)).toEqual(["PERSON"]);
  });

  it("takes on a role first, as the provider is told", async () => {
    const roleArn = "arn:aws:iam::123456789012:role/deploy";
    const [first, second, ...others] = await ask([
      {
        roleArn,
        sessionName: "timetable",
        externalId: "x1",
        duration: "1h30m",
        policyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
        tags: { team: "ml" },
        transitiveTagKeys: ["team"],
      },
    ]);
    expect(first).toEqual({
      as: "PERSON",
      form: {
        Action: "AssumeRole",
        Version: "2011-06-15",
        RoleArn: roleArn,
        RoleSessionName: "timetable",
        ExternalId: "x1",
        DurationSeconds: "5400",
        "PolicyArns.member.1.arn": "arn:aws:iam::aws:policy/ReadOnlyAccess",
        "Tags.member.1.Key": "team",
        "Tags.member.1.Value": "ml",
        "TransitiveTagKeys.member.1": "team",
      },
    });
    expect(second?.as).toBe("DEPLOYKEY");
    expect(others).toEqual([]);
  });

  it("takes on each of several roles with the credentials of the one before it", async () => {
    const all = await ask([
      { roleArn: "arn:aws:iam::111111111111:role/hub" },
      { roleArn: "arn:aws:iam::222222222222:role/spoke" },
    ]);
    expect(all.map(({ as, form }) => [as, form["RoleArn"]])).toEqual([
      ["PERSON", "arn:aws:iam::111111111111:role/hub"],
      ["HUBKEY", "arn:aws:iam::222222222222:role/spoke"],
      ["SPOKEKEY", undefined],
    ]);
  });
});

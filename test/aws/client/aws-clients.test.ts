import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { closeClients, createClients } from "../../../src/aws/client/aws-clients";
import { parseAccountRules, parseProviderSettings } from "../../../src/aws/client/provider-settings";
import { readCallerAccount } from "../../../src/aws/client/read-caller-account";

/** What a server of AWS's was asked: as whom, and of an AssumeRole its parameters. */
interface Asked {
  readonly as: string;
  readonly form: Readonly<Record<string, string>>;
}

const variables = ["AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"] as const;

let server: Server;
let asked: Asked[];
let before: readonly (string | undefined)[];

/** Answers what assumes a role with keys that name the role, and everything else with an empty object. */
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
      if (form["Action"] === "GetCallerIdentity") response.end(callerIdentity);
      else response.end(role === undefined ? "{}" : assumed(role, form["Action"]));
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

const callerIdentity =
  '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>';

function assumed(role: string, action = "AssumeRole"): string {
  return `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result><Credentials><AccessKeyId>${role.toUpperCase()}KEY</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></${action}Result></${action}Response>`;
}

const ask = (assumeRoles: unknown) => askWith({ assumeRoles });

async function askWith(settings: Readonly<Record<string, unknown>>): Promise<readonly Asked[]> {
  const aws = await createClients(parseProviderSettings({ region: "eu-central-1", ...settings }));
  await aws.scaling.describeScalableTargets({ ServiceNamespace: "sagemaker" });
  closeClients(aws);
  return asked;
}

describe("openAws", () => {
  const deploy = "arn:aws:iam::123456789012:role/deploy";

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

  it("asks with the keys of the stack file, and assumes its roles with them", async () => {
    const keys = { accessKey: "STACK", secretKey: "secret", token: "t" };
    expect((await askWith(keys)).map(({ as }) => as)).toEqual(["STACK"]);
    asked = [];
    const all = await askWith({ ...keys, assumeRoles: [{ roleArn: deploy }] });
    expect(all.map(({ as }) => as)).toEqual(["STACK", "DEPLOYKEY"]);
    asked = [];
    expect((await askWith({ accessKey: "STACK" })).map(({ as }) => as)).toEqual(["PERSON"]);
  });

  it("assumes a role with a token, before the others", async () => {
    const webIdentity = { roleArn: deploy, webIdentityToken: "jwt", sessionName: "ci", duration: "15m" };
    const all = await askWith({
      // As the engine hands over a map.
      assumeRoleWithWebIdentity: JSON.stringify(webIdentity),
      assumeRoles: [{ roleArn: "arn:aws:iam::222222222222:role/spoke" }],
    });
    expect(all.map(({ as, form }) => [as, form["Action"], form["RoleArn"]])).toEqual([
      ["", "AssumeRoleWithWebIdentity", deploy],
      ["DEPLOYKEY", "AssumeRole", "arn:aws:iam::222222222222:role/spoke"],
      ["SPOKEKEY", undefined, undefined],
    ]);
    expect(all[0]?.form).toMatchObject({ WebIdentityToken: "jwt", RoleSessionName: "ci", DurationSeconds: "900" });
  });

  describe("with files", () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(path.join(tmpdir(), "timetable-aws-"));
    });
    afterEach(() => {
      rmSync(folder, { recursive: true, force: true });
    });

    function write(name: string, lines: readonly string[]): string {
      const file = path.join(folder, name);
      writeFileSync(file, lines.join("\n"));
      return file;
    }
    const keys = (profile: string, key: string) => [
      `[${profile}]`,
      `aws_access_key_id = ${key}`,
      "aws_secret_access_key = s",
    ];

    it("takes the token of a web identity from its file", async () => {
      const webIdentityTokenFile = write("token", ["jwt"]);
      const [first] = await askWith({ assumeRoleWithWebIdentity: { roleArn: deploy, webIdentityTokenFile } });
      expect(first?.form).toMatchObject({ Action: "AssumeRoleWithWebIdentity", WebIdentityToken: "jwt" });
    });

    it("finds a profile in any of the stack file's credentials files", async () => {
      const files = [write("one", keys("dev", "DEVKEY")), write("two", keys("prod", "PRODKEY"))];
      const asProfile = async (profile: string): Promise<readonly Asked[]> => {
        asked = [];
        return askWith({ profile, sharedCredentialsFiles: files });
      };
      expect((await asProfile("dev")).map(({ as }) => as)).toEqual(["DEVKEY"]);
      expect((await asProfile("prod")).map(({ as }) => as)).toEqual(["PRODKEY"]);
      await expect(asProfile("test")).rejects.toThrow("test");
    });

    it("finds the role of a profile in the stack file's config file, and prefers the environment without a profile", async () => {
      const config = write("config", ["[profile prod]", `role_arn = ${deploy}`, "source_profile = base"]);
      const credentials = write("credentials", keys("base", "BASEKEY"));
      const files = { sharedConfigFiles: [config], sharedCredentialsFiles: [credentials] };
      expect((await askWith({ profile: "prod", ...files })).map(({ as }) => as)).toEqual(["BASEKEY", "DEPLOYKEY"]);
      asked = [];
      expect((await askWith(files)).map(({ as }) => as)).toEqual(["PERSON"]);
    });
  });

  it("asks the servers of the stack file", async () => {
    const url = process.env["AWS_ENDPOINT_URL"] ?? "";
    process.env["AWS_ENDPOINT_URL"] = "http://127.0.0.1:9";
    const endpoints = [{ appautoscaling: url }, { sts: url, sagemaker: url, cloudwatch: url }];
    expect((await askWith({ endpoints, assumeRoles: [{ roleArn: deploy }] })).map(({ as }) => as)).toEqual([
      "PERSON",
      "DEPLOYKEY",
    ]);
    const aws = await createClients(parseProviderSettings({ region: "eu-central-1", endpoints }));
    expect(await readCallerAccount(aws)).toEqual({ found: "111122223333" });
    await aws.sageMaker.listEndpoints({});
    const cloudWatch = await aws.openCloudWatch();
    await cloudWatch.describeAlarms({});
    cloudWatch.destroy();
    closeClients(aws);
  });
});

describe("parseProviderSettings", () => {
  it("leaves out what has another form", () => {
    expect(
      parseProviderSettings({
        ...{ region: "", profile: 1, accessKey: "a", secretKey: { secure: "v1:a" }, assumeRoles: [{}, null] },
        ...{ assumeRoleWithWebIdentity: "x", endpoints: "[", sharedConfigFiles: [], useFipsEndpoint: "false" },
      }),
    ).toEqual({});
  });

  it("reads switches and the region of STS", () => {
    const settings = { useFipsEndpoint: "true", useDualstackEndpoint: true, stsRegion: "us-east-1" };
    expect(parseProviderSettings(settings)).toEqual({
      useFipsEndpoint: true,
      useDualstackEndpoint: true,
      stsRegion: "us-east-1",
    });
  });
});

describe("parseAccountRules", () => {
  it("reads accounts as texts or numbers, and whether nobody knows them", () => {
    expect(parseAccountRules({})).toEqual({ isUnknown: false });
    expect(
      parseAccountRules({
        allowedAccountIds: '["111122223333"]',
        forbiddenAccountIds: [444455556666],
        skipRequestingAccountId: "true",
      }),
    ).toEqual({ allowed: ["111122223333"], forbidden: ["444455556666"], isUnknown: true });
  });
});

import { readAwsSettings } from "../../../src/config/yaml/provider-settings";

describe("readAwsSettings", () => {
  it("reads region and profile beside this program's keys", () => {
    const text = [
      "config:",
      "  aws:region: eu-central-1",
      "  aws:profile: prod",
      "  inference-timetable:timezone: UTC",
    ].join("\n");
    const place = { region: "eu-central-1", profile: "prod" };
    expect(readAwsSettings(text)).toEqual({ ...place, provider: place, encrypted: [] });
  });

  it("reads what decides who asks AWS, and where", () => {
    const text = [
      "config:",
      "  aws:assumeRoles: [{ roleArn: arn:aws:iam::123456789012:role/deploy }]",
      "  aws:sharedConfigFiles: [/etc/aws]",
      "  aws:defaultTags: { tags: { team: ml } }",
    ].join("\n");
    expect(readAwsSettings(text)).toEqual({
      provider: {
        assumeRoles: [{ roleArn: "arn:aws:iam::123456789012:role/deploy" }],
        sharedConfigFiles: ["/etc/aws"],
      },
      encrypted: [],
    });
  });

  it("lists the keys of secrets as encrypted", () => {
    const text = [
      "config:",
      "  aws:profile: { secure: v1:abc }",
      "  aws:assumeRoles: [{ roleArn: a, externalId: { secure: v1:def } }]",
    ].join("\n");
    expect(readAwsSettings(text)).toEqual({ provider: {}, encrypted: ["aws:assumeRoles", "aws:profile"] });
  });

  it("has no region that is no text", () => {
    expect(readAwsSettings("config:\n  aws:region: [a]")).toEqual({ provider: { region: ["a"] }, encrypted: [] });
  });

  it.each([
    ["no config", "encryptionsalt: v1:abc"],
    ["no YAML", "config: ["],
  ])("leaves out %s", (_what, text) => {
    expect(readAwsSettings(text)).toEqual({ provider: {}, encrypted: [] });
  });
});

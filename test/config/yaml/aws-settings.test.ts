import { readAwsSettings } from "../../../src/config/yaml/provider-settings";

describe("readAwsSettings", () => {
  it("reads region and profile beside this program's keys", () => {
    const text = [
      "config:",
      "  aws:region: eu-central-1",
      "  aws:profile: prod",
      "  inference-timetable:timezone: UTC",
    ].join("\n");
    expect(readAwsSettings(text)).toEqual({ region: "eu-central-1", profile: "prod", encrypted: [] });
  });

  it("reads the roles that the provider takes on", () => {
    const roles = "config:\n  aws:assumeRoles: [{ roleArn: arn:aws:iam::123456789012:role/deploy }]";
    expect(readAwsSettings(roles)).toEqual({
      assumeRoles: [{ roleArn: "arn:aws:iam::123456789012:role/deploy" }],
      encrypted: [],
    });
  });

  it("lists the keys of secrets as encrypted", () => {
    const text = [
      "config:",
      "  aws:profile: { secure: v1:abc }",
      "  aws:assumeRoles: [{ roleArn: a, externalId: { secure: v1:def } }]",
    ].join("\n");
    expect(readAwsSettings(text)).toEqual({ encrypted: ["aws:profile", "aws:assumeRoles"] });
  });

  it.each([
    ["no text", "config:\n  aws:region: [a]"],
    ["no config", "encryptionsalt: v1:abc"],
    ["no YAML", "config: ["],
  ])("leaves out %s", (_what, text) => {
    expect(readAwsSettings(text)).toEqual({ encrypted: [] });
  });
});

import { awsSettings } from "../../src/config/aws-settings";

describe("awsSettings", () => {
  it("reads region and profile beside this program's keys", () => {
    const text = [
      "config:",
      "  aws:region: eu-central-1",
      "  aws:profile: prod",
      "  inference-timetable:timezone: UTC",
    ].join("\n");
    expect(awsSettings(text)).toEqual({ region: "eu-central-1", profile: "prod" });
  });

  it.each([
    ["a secret, which only Pulumi can read", "config:\n  aws:profile: { secure: v1:abc }"],
    ["no text", "config:\n  aws:region: [a]"],
    ["no config", "encryptionsalt: v1:abc"],
    ["no YAML", "config: ["],
  ])("leaves out %s", (_what, text) => {
    expect(awsSettings(text)).toEqual({});
  });
});

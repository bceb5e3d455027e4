import { parseImageAddress } from "../../../src/aws/facts/text-rules";

describe("parseImageAddress", () => {
  it("reads account, region and repository, without tag and digest", () => {
    const address = { partition: "aws", region: "eu-central-1", account: "123456789012", repository: "team/sentiment" };
    const at = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/team/sentiment";
    expect(parseImageAddress(at)).toEqual(address);
    expect(parseImageAddress(`${at}:1.4.0`)).toEqual(address);
    expect(parseImageAddress(`${at}@sha256:0a1b`)).toEqual(address);
  });

  it("reads FIPS hosts and other partitions", () => {
    expect(parseImageAddress("1".repeat(12) + ".dkr.ecr-fips.us-gov-east-1.amazonaws.com/a:1")).toEqual({
      partition: "aws-us-gov",
      region: "us-gov-east-1",
      account: "1".repeat(12),
      repository: "a",
    });
    expect(parseImageAddress("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/a:1")?.partition).toBe("aws-cn");
  });

  it("refuses other registries", () => {
    expect(parseImageAddress("public.ecr.aws/docker/library/python:3")).toBeUndefined();
    expect(parseImageAddress("nginx")).toBeUndefined();
  });
});

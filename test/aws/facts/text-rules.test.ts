import {
  endpointKeyRule,
  endpointNameRule,
  imageRule,
  isAllowedBy,
  isRegionForm,
  kmsKeyRule,
  parseImageAddress,
  s3UrlRule,
  scheduledActionNameRule,
  tagKeyRule,
} from "../../../src/aws/facts/text-rules";

describe("isAllowedBy", () => {
  it("counts characters as people do", () => {
    const rule = { form: /./u, maxLength: 2, words: "", example: "" };
    expect(isAllowedBy(rule, "🙂🙂")).toBe(true);
    expect(isAllowedBy(rule, "🙂🙂🙂")).toBe(false);
  });
});

describe("endpointNameRule", () => {
  it.each(["a", "A9", "a-b", "a--b", "9a", "a".repeat(63)])("takes %s", (name) =>
    expect(isAllowedBy(endpointNameRule, name)).toBe(true),
  );
  it.each(["", "-a", "a-", "a_b", "a b", "ä", "a".repeat(64)])("refuses %s", (name) =>
    expect(isAllowedBy(endpointNameRule, name)).toBe(false),
  );
  it("answers for a long name that does not match at its end, which must not take exponential time", () => {
    expect(endpointNameRule.form.test(`${"a-".repeat(5000)}_`)).toBe(false);
  });
  it("leaves a key room for a hyphen and seven digits", () =>
    expect(endpointKeyRule.maxLength + "-0a1b2c3".length).toBe(endpointNameRule.maxLength));
});

describe("scheduledActionNameRule", () => {
  it.each(["office", "batch+office", "a b", "früh", "x".repeat(256)])("takes %s", (name) =>
    expect(isAllowedBy(scheduledActionNameRule, name)).toBe(true),
  );
  it.each(["", " a", "a ", "a:b", "a/b", "a|b", "a\tb", "a\u0085b", "x".repeat(257)])("refuses %j", (name) =>
    expect(isAllowedBy(scheduledActionNameRule, name)).toBe(false),
  );
});

describe("tagKeyRule", () => {
  it.each(["team", "cost centre", "a:b/c=d+e-f@g", "Größe"])("takes %s", (key) =>
    expect(isAllowedBy(tagKeyRule, key)).toBe(true),
  );
  it.each(["", "aws:x", "Aws:x", "a&b", "a*", "k".repeat(129)])("refuses %s", (key) =>
    expect(isAllowedBy(tagKeyRule, key)).toBe(false),
  );
});

describe("isRegionForm", () => {
  it.each(["eu-central-1", "ap-southeast-7", "mx-central-1", "us-gov-west-1", "us-isob-east-1", "eusc-de-east-1"])(
    "takes %s",
    (region) => expect(isRegionForm(region)).toBe(true),
  );
  it.each(["eu-central", "us-east1", "us-est-1", "eu-centrl-1", "EU-CENTRAL-1", "eu-central-1a", "Frankfurt", ""])(
    "refuses %j",
    (region) => expect(isRegionForm(region)).toBe(false),
  );
});

describe("imageRule", () => {
  const registry = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";
  it.each([`${registry}/Upper:1`, `${registry}/a:`, `${registry}/`, `${registry}/a:1:2`, "a:1"])(
    "refuses %s",
    (image) => expect(isAllowedBy(imageRule, image)).toBe(false),
  );
  it("answers for a long path that does not match at its end, which must not take exponential time", () => {
    expect(imageRule.form.test(`${registry}/${"a-".repeat(5000)}!`)).toBe(false);
  });
});

describe("s3UrlRule", () => {
  it.each(["s3://abc", "s3://abc/", "s3://a.b-c/d e".replace(" ", "_")])("takes %s", (url) =>
    expect(isAllowedBy(s3UrlRule, url)).toBe(true),
  );
  it.each(["https://abc/d", "s3://ab/x", "s3://Abc/x", "s3://abc/a?b", "s3://abc/$x", "S3://abc"])(
    "refuses %s",
    (url) => expect(isAllowedBy(s3UrlRule, url)).toBe(false),
  );
});

describe("kmsKeyRule", () => {
  it.each(["alias/", "1234abcd", "arn:aws:kms:eu-central-1:1:key/x"])("refuses %s", (key) =>
    expect(isAllowedBy(kmsKeyRule, key)).toBe(false),
  );
});

describe("parseImageAddress", () => {
  it.each([
    ["eu-central-1.amazonaws.com", "aws"],
    ["cn-north-1.amazonaws.com.cn", "aws-cn"],
    ["us-gov-west-1.amazonaws.com", "aws-us-gov"],
    ["eusc-de-east-1.amazonaws.eu", "aws-eusc"],
    ["us-iso-east-1.c2s.ic.gov", "aws-iso"],
  ])("finds the partition of %s", (place, partition) => {
    const image = `123456789012.dkr.ecr.${place}/a:1`;
    expect(parseImageAddress(image)).toMatchObject({ partition, region: place.split(".")[0] });
    expect(isAllowedBy(imageRule, image)).toBe(true);
  });

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

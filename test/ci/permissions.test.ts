import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseStack } from "../../src/config/schema/parse-stack";
import { readStackFile } from "../../src/config/yaml/stack-file";
import { planRole } from "../../src/plan/endpoint/role";
import { actionsOf, allows, normalizeStatement, policyFile } from "../support/iam-policy";

const root = path.join(__dirname, "..", "..");
const provider = path.join(root, "src", "simulator", "provider");
const guide = readFileSync(path.join(root, "docs", "ci.md"), "utf8");

/** Every call that the provider can make, by the names that its source has: `"iam:GetRole"`, `${api}:TagResource`. */
const called = [
  ...new Set(
    readdirSync(provider)
      .map((file) => readFileSync(path.join(provider, file), "utf8"))
      .flatMap((text) => [
        ...[...text.matchAll(/"((?:iam|sagemaker|cloudwatch|events|sns):[A-Z]\w+)"/g)].map(([, call = ""]) => call),
        ...[...text.matchAll(/(?:`\$\{api\}|"application-autoscaling):([A-Z]\w+)/g)].map(
          ([, call = ""]) => `application-autoscaling:${call}`,
        ),
      ]),
  ),
].toSorted();

/** The actions that the guide lists because AWS or the provider needs them. */
const implied = [...guide.matchAll(/^\| `([a-z0-9-]+:\w+)` +\| .{3,}$/gm)].map(([, action = ""]) => action).toSorted();

/** The provider can make these calls, but this program never has it make them. */
const neverByProgram = [
  "application-autoscaling:DescribeScalingActivities",
  "iam:DeleteRolePermissionsBoundary",
  "iam:UpdateAssumeRolePolicy",
  "iam:UpdateRole",
];

const reads = /:(Describe|Get|List)/;

describe("docs/iam", () => {
  const deploy = actionsOf(policyFile("deploy-policy.json"));
  const preview = actionsOf(policyFile("preview-policy.json"));

  it("allows a deployment every call that the provider makes, and no other action without a reason", () => {
    expect(called.length).toBeGreaterThan(30);
    expect(implied.length).toBeGreaterThan(8);
    const wanted = [...called, ...implied].filter((action) => !neverByProgram.includes(action));
    expect(deploy).toEqual([...new Set(wanted)].toSorted());
  });

  it("allows a preview to read what a deployment reads, and to change nothing", () => {
    const forDeletes = "iam:ListInstanceProfilesForRole";
    expect(preview).toEqual(deploy.filter((action) => reads.test(action) && action !== forDeletes));
  });

  it.each(["deploy-policy.json", "preview-policy.json"])("%s names no wildcard action", (file) => {
    for (const { Action, Effect } of policyFile(file)) {
      expect(Effect).toBe("Allow");
      expect(Action.filter((action) => action.includes("*"))).toEqual([]);
    }
  });

  it.each(["deploy-policy.json", "preview-policy.json"])(
    "%s fits into a managed policy of IAM: 6,144 characters without spaces",
    (file) => {
      const text = readFileSync(path.join(root, "docs", "iam", file), "utf8");
      expect(text.replace(/\s/g, "").length).toBeLessThanOrEqual(6144);
    },
  );

  it("allows all resources only if AWS supports no narrower one", () => {
    const everywhere = policyFile("deploy-policy.json").filter(({ Resource }) => Resource.includes("*"));
    expect(everywhere.map(({ Sid }) => Sid)).toEqual([
      "FindEndpoints",
      "ReadScaling",
      "ReadSubscriptions",
      "EndSubscriptions",
      "ReadPrices",
      "ReadQuotas",
    ]);
  });

  it("passes roles only to SageMaker", () => {
    const pass = policyFile("deploy-policy.json").find(({ Action }) => Action.includes("iam:PassRole"));
    expect(pass?.Condition).toEqual({ StringEquals: { "iam:PassedToService": "sagemaker.amazonaws.com" } });
  });

  describe("gives nobody more permissions than the boundary", () => {
    const role = "arn:aws:iam::123456789012:role/inference-timetable/sentiment-0a1b2c3";
    const [otherRole, admin] = ["sentiment-0a1b2c3", "admin"].map((name) => `arn:aws:iam::123456789012:role/${name}`);
    const boundary = { "iam:PermissionsBoundary": "arn:aws:iam::123456789012:policy/inference-timetable-boundary" };
    const noBoundary = { "iam:PermissionsBoundary": "arn:aws:iam::aws:policy/AdministratorAccess" };
    const toSageMaker = { "iam:PassedToService": "sagemaker.amazonaws.com" };
    const isAllowed = (action: string, resource = role, context: Readonly<Record<string, string>> = {}) =>
      allows(policyFile("deploy-policy.json"), action, resource, context);

    it.each(["iam:CreateRole", "iam:PutRolePolicy", "iam:DeleteRolePolicy", "iam:PutRolePermissionsBoundary"])(
      "%s demands the boundary, and a role of this program",
      (action) => {
        expect(isAllowed(action, role, boundary)).toBe(true);
        for (const context of [{}, noBoundary]) expect(isAllowed(action, role, context)).toBe(false);
        for (const other of [otherRole, admin]) expect(isAllowed(action, other, boundary)).toBe(false);
      },
    );

    it("passes its roles to SageMaker, and no other role to anyone", () => {
      expect(isAllowed("iam:PassRole", role, toSageMaker)).toBe(true);
      expect(isAllowed("iam:PassRole", role, { "iam:PassedToService": "lambda.amazonaws.com" })).toBe(false);
      for (const other of [otherRole, admin]) expect(isAllowed("iam:PassRole", other, toSageMaker)).toBe(false);
    });

    it("changes IAM in no other way", () => {
      const writes = actionsOf(policyFile("deploy-policy.json")).filter((each) => /^iam:(?!Get|List)/.test(each));
      expect(writes).toEqual([
        "iam:CreateRole",
        "iam:CreateServiceLinkedRole",
        "iam:DeleteRole",
        "iam:DeleteRolePolicy",
        "iam:PassRole",
        "iam:PutRolePermissionsBoundary",
        "iam:PutRolePolicy",
        "iam:TagRole",
        "iam:UntagRole",
      ]);
      expect(isAllowed("iam:CreateServiceLinkedRole", admin)).toBe(false);
    });

    it("starts nothing else that runs code with a role", () => {
      const starts =
        /^(?:sts|lambda|ec2|ecs|glue|cloudformation|codebuild|ssm|states):|^sagemaker:(?!\w*(?:Endpoint|InferenceComponent|Model|Tags))/;
      expect(actionsOf(policyFile("deploy-policy.json")).filter((action) => starts.test(action))).toEqual([]);
    });

    it("sets a boundary without IAM, STS, secrets and the state", () => {
      const services = actionsOf(policyFile("role-boundary.json")).map((action) => action.split(":")[0]);
      const allowed = ["cloudwatch", "ec2", "ecr", "kms", "lambda", "logs", "s3", "sns"];
      expect([...new Set(services)].toSorted()).toEqual(allowed);
      const state = "arn:aws:s3:::example-pulumi-state/.pulumi/stacks/inference-timetable/prod.json";
      expect(allows(policyFile("role-boundary.json"), "s3:GetObject", state)).toBe(false);
    });

    /** Two features that the example stacks do not have. */
    const registryStack = `config:
  inference-timetable:timezone: UTC
  inference-timetable:endpoints:
    llama:
      model:
        image: registry.example.com/llama:1
        registry:
          access: vpc
          credentialsProviderArn: arn:aws:lambda:eu-central-1:123456789012:function:registry-credentials
        vpc: { subnetIds: [subnet-0a1b2c3d], securityGroupIds: [sg-0a1b2c3d] }
        dataUrl: s3://example-models/llama/
        compression: none
      variant: { instanceType: ml.g5.xlarge }
      timetable: { baseline: { min: 1, max: 1 } }
`;

    it.each([
      ...["Pulumi.dev.yaml", "Pulumi.prod.yaml", "test/engine/upgrade/Pulumi.features.yaml"].map(
        (file) => [file, readFileSync(path.join(root, file), "utf8"), "s3:GetObject"] as const,
      ),
      ["a stack with a private registry", registryStack, "lambda:InvokeFunction"] as const,
      ["a stack with an uncompressed model", registryStack, "s3:ListBucket"] as const,
    ])("sets a boundary that leaves each role of %s its permissions", (_, stackText, used) => {
      // The boundary has the buckets and the region of the example stacks.
      const text = stackText.replaceAll("eu-west-1", "eu-central-1");
      const { raw } = readStackFile(text.replaceAll(/s3:\/\/(?!example-models)[\w-]+/g, "s3://example-models"));
      const policy = policyFile("role-boundary.json");
      const needed = Object.entries(parseStack(raw).endpoints).flatMap(([name, { config }]) => {
        if (config === undefined || "endpoint" in config) return [];
        const plan = planRole(name, config);
        return "statements" in plan ? plan.statements.map((each) => normalizeStatement({ ...each })) : [];
      });
      expect(actionsOf(needed)).toContain(used);
      const lost = needed.flatMap(({ Action, Resource, Condition }) =>
        Action.flatMap((action) =>
          Resource.flatMap((resource) => {
            const context = Object.entries(Condition["StringEquals"] ?? {}).map(([key, values]) => [
              key,
              [values].flat()[0],
            ]);
            return allows(policy, action, resource, Object.fromEntries(context) as Record<string, string>)
              ? []
              : [`${action} ${resource}`];
          }),
        ),
      );
      expect(lost).toEqual([]);
    });
  });

  it.each([
    ["github-preview-trust.json", "repo:example-org/example-repo:pull_request"],
    ["github-deploy-trust.json", "repo:example-org/example-repo:environment:prod"],
  ])("%s trusts one repository, for one purpose", (file, subject) => {
    const [only, ...others] = policyFile(file);
    expect(others).toEqual([]);
    expect(only?.Condition).toEqual({
      StringEquals: {
        "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
        "token.actions.githubusercontent.com:sub": subject,
      },
    });
  });
});

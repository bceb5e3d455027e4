import { modelResource } from "../../../src/simulator/provider/sagemaker-resources";
import { SimulatedAccount } from "../../../src/simulator/provider/simulated-account";
import { monday, TestAccount } from "../../support/simulated-account";

const container = {
  image: "registry.example.com/llama:1",
  imageConfig: { repositoryAccessMode: "Vpc" },
  modelDataSource: {
    s3DataSources: [{ s3Uri: "s3://models/llama/", s3DataType: "S3Prefix", compressionType: "None" }],
  },
};
const shared = {
  executionRoleArn: "arn:aws:iam::123456789012:role/r",
  vpcConfig: { subnets: ["subnet-0a"], securityGroupIds: ["sg-0a"] },
};

describe("the simulated Model", () => {
  it.each([{ primaryContainer: container }, { containers: [container, container] }])(
    "returns its registry and its uncompressed model as the provider has them: %j",
    async (containers) => {
      const account = new SimulatedAccount(TestAccount.at(monday).state);
      const inputs = { ...shared, ...containers, name: "m", tags: {} };
      expect(await modelResource.create(account, inputs)).toBe("m");
      expect(await modelResource.read(account, "m", inputs)).toMatchObject(inputs);
    },
  );
});

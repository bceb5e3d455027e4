import path from "node:path";
import { createFleet } from "./bench/fleet/fleets";
import { measurePreview, repositoryFolder } from "./bench/fleet/run-process";

const emptyProgram = path.join(repositoryFolder, "test/bench/fleet/programs/empty");

/** Packages that the preview of a stack loads and an empty Pulumi program does not. */
async function listAddedPackages(values: Readonly<Record<string, unknown>>) {
  const [empty, preview] = [await measurePreview(emptyProgram), await measurePreview(repositoryFolder, values)];
  const added = preview.modules.filter((file) => !empty.modules.includes(file));
  const packages = added.flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []);
  return { packages: [...new Set(packages)].toSorted(), files: added };
}

describe("modules of a preview", () => {
  it("are a few packages, and those services of @pulumi/aws that a stack needs", async () => {
    const { packages, files } = await listAddedPackages(createFleet(1));
    expect(packages).toEqual(["@pulumi/aws", "moment-timezone", "temporal-polyfill", "valibot", "yaml"]);
    const aws = files.filter((file) => file.includes("node_modules/@pulumi/aws/"));
    expect(aws.filter((file) => /aws\/(index\.js|pricing|servicequotas|provider\.js|getRegion)/.test(file))).toEqual(
      [],
    );
  });

  it("hold the SDK of AWS if the stack file lets a preview read AWS", async () => {
    const { packages } = await listAddedPackages({ ...createFleet(1), readAws: true });
    expect(packages).toContain("@aws-sdk/client-sagemaker");
  });
});

import { checkImageInOtherRegion } from "../../../src/checks/stack/image-in-other-region.rule";
import { formatProblem } from "../../../src/problem";
import { container } from "../../support/endpoint-config";
import { sectionContext } from "../../support/section-context";

const check = (image: string, region?: string): readonly string[] =>
  checkImageInOtherRegion({
    ...sectionContext({ model: { containers: [{ ...container, image }], networkIsolation: false } }),
    ...(region === undefined ? {} : { region }),
  }).map(formatProblem);

describe("checkImageInOtherRegion", () => {
  it("warns of a registry in another region", () =>
    expect(check("763104351884.dkr.ecr.us-west-2.amazonaws.com/a:1", "eu-central-1")).toEqual([
      `warning image-in-other-region at endpoints.sentiment.model.image
  the image is in us-west-2, but the stack deploys to eu-central-1, and SageMaker takes images only from its own region
  expected: an image in the registry of eu-central-1
  fix: write the image's address in eu-central-1; the account may differ, too`,
    ]));

  it.each([
    ["763104351884.dkr.ecr.eu-central-1.amazonaws.com/a:1", "eu-central-1"],
    ["727897471807.dkr.ecr.cn-north-1.amazonaws.com.cn/a:1", "cn-north-1"],
    ["123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com/a:1", "us-gov-west-1"],
    ["123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu/a:1", "eusc-de-east-1"],
    ["123456789012.dkr.ecr.us-west-2.amazonaws.com/a:1", undefined],
    ["123456789012.dkr.ecr.us-west-2.amazonaws.com/a:1", "us-west"],
    ["public.ecr.aws/a/b:1", "eu-central-1"],
  ])("says nothing of %s in %s", (image, region) => expect(check(image, region)).toEqual([]));

  it("warns between regions of another partition", () =>
    expect(check("727897471807.dkr.ecr.cn-north-1.amazonaws.com.cn/a:1", "cn-northwest-1")).toHaveLength(1));
});

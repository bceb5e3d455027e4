/** What an image's address in Amazon ECR says. */
export interface ImageAddress {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  readonly repository: string;
}

/**
 * The parts of an image's address.
 *
 * In:     `<account>.dkr.ecr.<region>.amazonaws.com/<repository>`, tag or digest behind it
 * Out:    undefined for an address outside Amazon ECR
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html
 */
export function parseImageAddress(image: string): ImageAddress | undefined {
  const form = /^(\d{12})\.dkr\.ecr(?:-fips)?\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([^:@]+)/;
  const [, account, region, repository] = form.exec(image) ?? [];
  if (account === undefined || region === undefined || repository === undefined) return undefined;
  return { partition: findPartition(region), region, account, repository };
}

/** Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
function findPartition(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

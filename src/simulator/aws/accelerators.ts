/**
 * GPUs or Inferentia and Trainium chips of one instance, by family and size.
 * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/ac.html
 */
const acceleratorsBySize: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  g4dn: { "12xlarge": 4, metal: 8 },
  g5: { "12xlarge": 4, "24xlarge": 4, "48xlarge": 8 },
  g6: { "12xlarge": 4, "24xlarge": 4, "48xlarge": 8 },
  g6e: { "12xlarge": 4, "24xlarge": 4, "48xlarge": 8 },
  g7e: { "12xlarge": 2, "24xlarge": 4, "48xlarge": 8 },
  p2: { "8xlarge": 8, "16xlarge": 16 },
  p3: { "8xlarge": 4, "16xlarge": 8 },
  p4d: { "24xlarge": 8 },
  p4de: { "24xlarge": 8 },
  p5: { "48xlarge": 8 },
  p5e: { "48xlarge": 8 },
  p5en: { "48xlarge": 8 },
  "p6-b200": { "48xlarge": 8 },
  "p6-b300": { "48xlarge": 8 },
  "p6e-gb200": { "36xlarge": 4 },
  inf1: { "6xlarge": 4, "24xlarge": 16 },
  inf2: { "24xlarge": 6, "48xlarge": 12 },
  trn1: { "32xlarge": 16 },
  trn1n: { "32xlarge": 16 },
  trn2: { "48xlarge": 16 },
};

/** Accelerators of one instance; 0 for a type that has none. A type that is not listed by its size has one. */
export function countAccelerators(instanceType: string): number {
  const [, family = "", size = ""] = instanceType.split(".");
  if (!/^(?:gr?|p|inf|trn)\d/.test(family)) return 0;
  return acceleratorsBySize[family]?.[size] ?? 1;
}

/**
 * `ml.g5.xlarge`, `ml.p6-b200.48xlarge`. A pattern, not a list: new types appear each quarter.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariant.html
 */
export const instanceTypePattern = /^ml\.[a-z][a-z0-9-]*\.(?:\d{0,2}x?large|medium|small|micro|nano|metal)$/;

/**
 * Whether the type is burstable, as `ml.t2.medium`: SageMaker cannot scale it automatically.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-auto-scaling-add-console.html
 */
export function isBurstable(instanceType: string): boolean {
  return /^ml\.t\d[a-z]*\./.test(instanceType);
}

/**
 * Whether the type has GPUs: the p families, and g and gr.
 * @see https://aws.amazon.com/sagemaker/ai/pricing/
 */
export function hasGpu(instanceType: string): boolean {
  return /^ml\.(?:gr?|p)\d/.test(instanceType);
}

/**
 * Whether the type is of the Inf1 family, which SageMaker updates all at once without guardrails.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-exclusions.html
 */
export function isInf1(instanceType: string): boolean {
  return instanceType.startsWith("ml.inf1.");
}

/**
 * The images for instances that AWS documents.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariant.html, InferenceAmiVersion
 */
export const inferenceAmiVersions = [
  "al2-ami-sagemaker-inference-gpu-2",
  "al2-ami-sagemaker-inference-gpu-2-1",
  "al2-ami-sagemaker-inference-gpu-3-1",
  "al2-ami-sagemaker-inference-neuron-2",
  "al2023-ami-sagemaker-inference-gpu-4-1",
] as const;

/**
 * GPUs by family and size. Inferentia and Trainium are left out: no page says whether a copy reserves chips or cores.
 * @see https://docs.aws.amazon.com/batch/latest/userguide/gpu-jobs.html for G4dn, G5, P3, and G6 up to 16xlarge
 * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/ac.html for P4, P5, P6, and larger G6 and G6e, as quoted
 * @see https://github.com/meta-pytorch/torchx/pull/969 for smaller G6e
 * @see https://github.com/rapidsai/deployment, source/cloud/aws/index.md, for gr6.8xlarge and p3dn.24xlarge
 */
const gpusBySize: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  g4dn: { ...mapSizes(1, "xlarge", "2xlarge", "4xlarge", "8xlarge", "16xlarge"), "12xlarge": 4 },
  g5: createGpuFamily(),
  g6: createGpuFamily(),
  g6e: createGpuFamily(),
  gr6: mapSizes(1, "8xlarge"),
  p3: { "2xlarge": 1, "8xlarge": 4, "16xlarge": 8 },
  p3dn: { "24xlarge": 8 },
  p4d: { "24xlarge": 8 },
  p4de: { "24xlarge": 8 },
  p5: { "4xlarge": 1, "48xlarge": 8 },
  p5e: { "48xlarge": 8 },
  p5en: { "48xlarge": 8 },
  "p6-b200": { "48xlarge": 8 },
};

function createGpuFamily(): Readonly<Record<string, number>> {
  return {
    ...mapSizes(1, "xlarge", "2xlarge", "4xlarge", "8xlarge", "16xlarge"),
    ...mapSizes(4, "12xlarge", "24xlarge"),
    "48xlarge": 8,
  };
}

function mapSizes(count: number, ...sizes: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries(sizes.map((size) => [size, count]));
}

/** Finds how many accelerators an instance has, as `ml.g5.12xlarge` has 4. undefined if this program does not know. */
export function findAcceleratorCount(instanceType: string): number | undefined {
  const [, family = "", size = ""] = instanceType.split(".");
  return gpusBySize[family]?.[size];
}

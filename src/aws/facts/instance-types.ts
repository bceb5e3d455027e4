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

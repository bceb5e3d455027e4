/**
 * The form of SageMaker's names for instance types: `ml.g5.xlarge`, `ml.p6-b200.48xlarge`.
 *
 * New types appear each quarter, so the form is checked and not a list.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariant.html
 */
export const instanceTypePattern =
  /^ml\.[a-z][a-z0-9-]*\.(?:\d{0,2}x?large|medium|small|micro|nano|metal)$/;

/**
 * Whether the type is burstable: its name's family is `t` and a generation (`ml.t2.medium`).
 *
 * Burstable types cannot be scaled automatically.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-auto-scaling-add-console.html
 */
export function isBurstable(instanceType: string): boolean {
  return /^ml\.t\d[a-z]*\./.test(instanceType);
}

/**
 * Whether SageMaker falls back to a plain all-at-once update on this type: the Inf1 family.
 *
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-exclusions.html
 */
export function isInf1(instanceType: string): boolean {
  return instanceType.startsWith("ml.inf1.");
}

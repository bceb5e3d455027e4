/**
 * Scheduled actions that one scalable target may have. Not adjustable; one-time actions count after they have fired.
 * Source: https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-limits.html
 */
export const scheduledActionsPerTarget = 200;

/**
 * Scaling policies that one scalable target may have, step scaling and target tracking together.
 * Source: https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-limits.html
 */
export const policiesPerTarget = 50;

/**
 * Step adjustments that one step scaling policy may have.
 * Source: https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-limits.html
 */
export const stepAdjustmentsPerPolicy = 20;

/**
 * Tags on one resource.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_AddTags.html
 */
export const tagsPerResource = 50;

/**
 * Containers of one inference pipeline.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModel.html
 */
export const containersPerModel = 15;

/**
 * Alarms that may roll one deployment back.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_AutoRollbackConfig.html
 */
export const rollbackAlarmsPerEndpoint = 10;

/**
 * The smallest `InitialInstanceCount`, for asynchronous endpoints too.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariant.html
 */
export const smallestInitialInstanceCount = 1;

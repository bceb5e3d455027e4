/**
 * Characters of one metric math expression.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html
 */
export const mathExpressionLength = 2048;

/**
 * Expressions that one alarm may hold, beside as many metrics.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html
 */
export const mathExpressionsPerAlarm = 10;

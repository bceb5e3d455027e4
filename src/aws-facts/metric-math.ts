/**
 * Characters of one metric math expression.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html
 */
export const maxMathExpressionLength = 2048;

/**
 * Expressions that one alarm may hold, beside as many metrics.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html
 */
export const maxMathExpressionsPerAlarm = 10;

import { describeDatedInterval, type EndpointRule, listReservedSegments } from "./context";

/**
 * Refuses a min above the number of reserved instances.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariantCapacityReservationConfig.html
 */
export const checkReservationExceeded: EndpointRule = (context) => {
  const { instances = 0 } = context.sections.variant?.capacityReservation ?? {};
  return listReservedSegments(context, "within", (min) => min > instances).map(({ what, minPath, segment }) => ({
    severity: "error",
    code: "reservation-exceeded",
    path: minPath,
    message: `${what} has min ${segment.limits.min}, and ${instances} instances are reserved: more fail to launch, such as ${describeDatedInterval(segment.from, segment.to)}`,
    expected: `at most ${instances}`,
    fix: `lower it to ${instances}, or correct variant.capacityReservation.instances if more are reserved`,
  }));
};

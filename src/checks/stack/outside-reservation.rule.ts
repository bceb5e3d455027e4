import { minRealTimeInstances } from "../../aws/facts";
import { formatPlainMinute } from "../../timetable/time";
import { describeDatedInterval, type EndpointRule, getEndpointKind, listReservedSegments } from "./context";

/**
 * Refuses a min of 1 or more outside the time of a capacity reservation: the endpoint then serves nothing. Warns of the
 * min of 1 without which SageMaker takes no real-time endpoint.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/training-plan-utilization-for-inference-endpoints.html
 */
export const checkOutsideReservation: EndpointRule = (context) => {
  const { from = 0, until = 0 } = context.sections.variant?.capacityReservation ?? {};
  const least = getEndpointKind(context) === "async" ? 0 : minRealTimeInstances;
  return listReservedSegments(context, "outside", (min) => min > 0).map(({ what, minPath, segment }) => {
    const { min } = segment.limits;
    const shared = {
      code: "outside-reservation",
      path: minPath,
      message: `${what} has min ${min} outside the reservation, when the endpoint serves nothing, such as ${describeDatedInterval(segment.from, segment.to)}`,
    };
    const time = `${formatPlainMinute(from)} to ${formatPlainMinute(until)}`;
    return min <= least
      ? {
          ...shared,
          severity: "warning",
          expected: `an endpoint that exists only from ${time}: a real-time endpoint cannot have min 0`,
          fix: "before the reservation ends, remove the endpoint or capacityReservation, or write those of the next one",
        }
      : {
          ...shared,
          severity: "error",
          expected: `${least === 0 ? "min 0" : `min ${least}`} outside ${time}`,
          fix: "give it dates within the reservation, lower it, or remove variant.capacityReservation",
        };
  });
};

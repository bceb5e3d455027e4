import { type EndpointRule, listConfiguredLimits } from "./context";

/**
 * Warns of a max above the number of reserved instances.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariantCapacityReservationConfig.html
 */
export const checkMaxAboveReservation: EndpointRule = (context) => {
  const { capacityReservation: reservation } = context.sections.variant ?? {};
  if (reservation === undefined) return [];
  const { instances } = reservation;
  return listConfiguredLimits(context)
    .filter(({ limits }) => limits.max > instances && limits.min <= instances)
    .map(({ what, limits, maxPath }) => ({
      severity: "warning",
      code: "max-above-reservation",
      path: maxPath,
      message: `${what} allows ${limits.max} instances, and ${instances} are reserved: more fail to launch`,
      expected: `at most ${instances}`,
      fix: `lower it to ${instances}`,
    }));
};

import { formatPlainMinute } from "../../timetable/time";
import type { EndpointRule } from "./context";

/** Refuses a capacity reservation that does not end after it begins. */
export const checkReservationBackwards: EndpointRule = ({ path, sections }) => {
  const { capacityReservation: reservation } = sections.variant ?? {};
  if (reservation === undefined || reservation.until > reservation.from) return [];
  const [from, until] = [reservation.from, reservation.until].map(formatPlainMinute);
  return [
    {
      severity: "error",
      code: "reservation-backwards",
      path: `${path}.variant.capacityReservation.until`,
      message: `the reservation begins at ${from} and ends at ${until}`,
      expected: `an end after ${from}`,
      fix: "write StartTime and EndTime of the training plan, in local time",
    },
  ];
};

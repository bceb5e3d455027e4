/** Days since 1970-01-01, no zone. */
export type EpochDay = number;

/** Minutes since 1970-01-01T00:00 on the wall clock of the zone in question; `EpochDay` times 1440 plus the minute of the day. */
export type PlainMinute = number;

import type { InferOutput } from "valibot";
import type {
  CalendarSource,
  EndpointSections,
  Guards,
  ManagedEndpointConfig,
  StackConfig,
} from "../../src/config/schema/stack-config";
import type { endpointSection, settingsEntries, stackSection } from "../../src/config/schema/stack-section";
import type { Exception, Named, ScheduleConfig } from "../../src/timetable/model";

/** Compiles only where each type can stand for the other. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;

type WrittenEndpoint = InferOutput<typeof endpointSection>;
type Setting<K extends keyof typeof settingsEntries> = InferOutput<(typeof settingsEntries)[K]>;
type OfOwn = "model" | "variant";
type NoZone = Omit<ScheduleConfig, "timezone"> & { readonly timezone?: string };

/** The type check of the test command is what tests here: a line that does not hold does not compile. */
const proofs = {
  calendars: true satisfies Same<Setting<"calendars">, Named<CalendarSource>>,
  guards: true satisfies Same<Setting<"guards">, Guards>,
  tags: true satisfies Same<Setting<"tags">, StackConfig["tags"]>,
  timezone: true satisfies Same<Setting<"timezone">, NonNullable<StackConfig["timezone"]>>,
  endpoint: true satisfies Same<
    Omit<WrittenEndpoint, "schedules">,
    Omit<ManagedEndpointConfig, "schedules" | OfOwn> &
      Partial<Pick<ManagedEndpointConfig, OfOwn>> &
      Pick<EndpointSections, "endpoint">
  >,
  schedules: true satisfies Same<NonNullable<WrittenEndpoint["schedules"]>, Named<NoZone>>,
  exceptions: true satisfies Same<NonNullable<WrittenEndpoint["timetable"]>["exceptions"], readonly Exception[]>,
  stack: true satisfies Same<
    Omit<InferOutput<typeof stackSection>, "endpoints" | "timetables" | "defaults">,
    Omit<StackConfig, "endpoints">
  >,
};

test("the fields give the types that all stages work on", () => {
  expect(Object.values(proofs)).not.toContain(false);
});

import type { CompiledEndpoint } from "../../compile";
import {
  chooseShownZone,
  findMinutesLate,
  formatUnitSuffix,
  getShownUnit,
  listLimitsOverTime,
  type RealSegment,
} from "../../plan/usage";
import { type EpochMinute, formatLateness, formatLocal } from "../../timetable/time";
import {
  addStackOptions,
  type CliContext,
  endIfErrors,
  formatExamples,
  loadStack,
  parseMomentInZone,
  printJson,
  type RegisterCommand,
  type StackOptions,
} from "../context";

/** `timetable at MOMENT`: the limits at one moment, and what decides them. */
export const registerAt: RegisterCommand = (program, io, end) => {
  const command = program
    .command("at")
    .description("The limits at one moment, and what decides them.")
    .argument("<moment>", "2026-12-24T12:00 in the timetable's zone, tomorrow 09:00, 18:00, or with an offset");
  addStackOptions(command)
    .addHelpText(
      "after",
      formatExamples(
        "  npm run timetable -- at 2026-12-24T12:00",
        "  npm run timetable -- at tomorrow 09:00",
        "  npm run -s timetable -- at 2026-12-24T11:00Z --stack prod --endpoint sentiment --json",
      ),
    )
    .action((moment: string, options: StackOptions) => {
      const stack = loadStack(options, io);
      if (endIfErrors(stack, options.json === true, io, end)) return;
      const found = stack.endpoints.flatMap((endpoint) => {
        const at = parseMomentInZone(moment, chooseShownZone(endpoint), stack.now, io);
        return listLimitsOverTime(endpoint, at, at + 1).map((segment) => ({ endpoint, segment, at }));
      });
      if (options.json === true) printJson(toLimitsJson(found, options.endpoint !== undefined), io);
      else for (const each of found) printLimits(each, io);
    });
};

interface FoundLimits {
  readonly endpoint: CompiledEndpoint;
  readonly segment: RealSegment;
  readonly at: EpochMinute;
}

/** One endpoint that was asked for by name is the answer itself; else they are listed by name. */
function toLimitsJson(found: readonly FoundLimits[], named: boolean): unknown {
  const answer = ({ endpoint, segment, at }: FoundLimits): unknown => {
    const minutesLate = findMinutesLate(endpoint, at);
    return {
      unit: getShownUnit(endpoint),
      min: segment.limits.min,
      max: segment.limits.max,
      because: segment.reasons,
      ...(minutesLate === 0 ? {} : { minutesLate }),
    };
  };
  const [first] = found;
  if (named && first !== undefined) return answer(first);
  return { endpoints: Object.fromEntries(found.map((one) => [one.endpoint.name, answer(one)])) };
}

function printLimits({ endpoint, segment, at }: FoundLimits, io: CliContext): void {
  const { limits, reasons: because } = segment;
  const zone = chooseShownZone(endpoint);
  const late = findMinutesLate(endpoint, at);
  const note = late === 0 ? "" : `; ${formatLateness(late)}, because the clock goes back`;
  io.out(
    `${endpoint.name} at ${formatLocal(zone, at)} (${zone}): min ${limits.min}, max ${limits.max}${formatUnitSuffix(endpoint, limits)} = ${because.join(", ")}${note}`,
  );
}

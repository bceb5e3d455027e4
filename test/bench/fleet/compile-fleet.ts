import { compile } from "../../../src/compile";
import { hasErrors } from "../../../src/problem";
import { parseInstant } from "../../../src/timetable/time";
import { createFleet } from "./fleets";

// A process of its own: prints the seconds of CPU that the compilation of a fleet takes, without loading the modules.
const values = createFleet(Number(process.argv[2]));
const now = parseInstant("2026-11-24T10:00Z") ?? 0;
const before = process.cpuUsage();
const { problems } = compile(values, { now, region: "eu-central-1", readCalendarFile: () => undefined });
const { user, system } = process.cpuUsage(before);
if (hasErrors(problems)) throw new Error(problems.map(({ message }) => message).join("\n"));
process.stdout.write(`${(user + system) / 1e6}\n`);

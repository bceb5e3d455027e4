import { compile } from "../../src/compile";
import { formatProblem } from "../../src/problem";
import { instant } from "./instant";

/** Problems of one code of an endpoint with 4 instances that are reserved for the first three months of 2027. */
export function findReservationProblems(code: string, timetable: object, more: object = {}): readonly string[] {
  const capacityReservation = {
    arn: "arn:aws:sagemaker:eu-central-1:123456789012:training-plan/q1",
    instances: 4,
    from: "2027-01-04T06:00",
    until: "2027-03-31T20:00",
  };
  const variant = { instanceType: "ml.p5.48xlarge", capacityReservation: { ...capacityReservation, ...more } };
  const model = { image: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/llama:1" };
  const raw = { timezone: "Europe/Berlin", endpoints: { llama: { model, variant, ...timetable } } };
  const { problems } = compile(raw, { now: instant("2026-11-24T08:00:00Z"), readCalendarFile: () => undefined });
  return problems.filter((each) => each.code === code).map(formatProblem);
}

/** A timetable with a baseline of 1 to 2, and one window. */
export function withWindow(window: object): object {
  return {
    timetable: { baseline: { min: 1, max: 2 }, windows: { launch: { from: "08:00", to: "18:00", ...window } } },
  };
}

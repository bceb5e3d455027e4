import { applyAnswers, type CompiledEndpoint, compileStack } from "../../../src/compile";
import { parseStack } from "../../../src/config/schema";
import type { Problem } from "../../../src/problem";
import type { Recommendation } from "../../../src/recommend";
import { toEpochDay } from "../../../src/timetable/time";

/** A recommendation as the compiler reads it, and what `timetable check` finds. */
interface CompiledRecommendation {
  readonly endpoint: CompiledEndpoint;
  readonly problems: readonly Problem[];
}

/** Compiles a recommendation as part of a stack file, so that what runs is what AWS would get. */
export function compileRecommendation({ timetable, scaling }: Recommendation): CompiledRecommendation {
  const model = {
    model: { image: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/model:1" },
    variant: { instanceType: "ml.g5.xlarge" },
    timetable,
    ...(scaling === null ? {} : { scaling }),
  };
  const compiled = compileStack(parseStack({ endpoints: { model } }), {
    now: toEpochDay(2026, 3, 2) * 1440,
    region: "eu-central-1",
    readCalendarFile: () => undefined,
  });
  const { endpoints, problems } = applyAnswers(compiled, {});
  return { endpoint: endpoints["model"] ?? { name: "model" }, problems };
}

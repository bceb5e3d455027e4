import * as v from "valibot";
import type { Named, Timetable } from "../../timetable";
import { variantDefaultsSection } from "./endpoint-configuration-sections";
import {
  defineAnyText,
  defineMap,
  defineSection,
  defineStringOrMap,
  defineText,
  describeField,
  type Entries,
  type Field,
  getDescription,
  parseOnce,
  parseWith,
  reject,
  requireUnless,
  type SectionOutput,
} from "./fields";
import { defineLimits } from "./instance-counts";
import { monitoringSection } from "./monitoring-section";
import { scalingSection } from "./scaling-section";
import { timetableEntries, timetableSection, toTimetableConfig } from "./timetable-section";

const likeEntries = {
  like: v.exactOptional(
    defineText({
      title: "Like",
      description:
        "Name of a timetable of the stack. Keys of this one win; windows are joined by name, and exceptions of this one come first.",
      allowed: "a name under timetables",
      example: "office",
    }),
  ),
  ...timetableEntries,
  baseline: v.exactOptional(defineLimits("Baseline", "Limits outside every window.", ["default", "defaults"])),
} satisfies Entries;

function toConfig({
  like: _like,
  baseline = { min: 1, max: 1 },
  ...same
}: SectionOutput<typeof likeEntries>): Timetable {
  return toTimetableConfig({ ...same, baseline });
}

const name: Field<Timetable> = describeField(
  parseWith(v.string(), () => reject({ reason: "timetable is empty" })),
  {
    title: "Name of a timetable",
    description: "A timetable of the stack.",
    allowed: "a name under timetables",
    example: "office",
  },
);

/** The timetable of an endpoint in a stack file, after \`mergeSharedSettings\`: only an empty name is left. */
export const endpointTimetable: Field<Timetable> = parseOnce(
  describeField(
    defineStringOrMap(
      name,
      describeField(
        v.pipe(
          defineSection(likeEntries, requireUnless(["like"], { baseline: timetableEntries.baseline })),
          v.transform(toConfig),
        ),
        {
          ...getDescription(timetableSection),
          allowed: "a map with the key baseline or like",
          json: { anyOf: [{ required: ["baseline"] }, { required: ["like"] }] },
        },
      ),
    ),
    { ...getDescription(timetableSection), allowed: "a map with the key baseline or like, or a name under timetables" },
  ),
);

/** Timetables that endpoints name. Each endpoint's own is parsed after the merge. */
export const timetables: Field<Named<unknown>> = describeField(
  defineMap(
    describeField(defineSection(likeEntries), {
      title: "Named timetable",
      description: "A timetable, or a part of one, for the endpoints that name it.",
      allowed: "a map with keys of a timetable",
      example: "{ baseline: { min: 1, max: 2 } }",
    }),
  ),
  {
    title: "Timetables",
    description: "Timetables by name, for timetable and like; their keys are those of an endpoint's timetable.",
    allowed: "a map of timetables by name",
    example: "{ office: { baseline: { min: 1, max: 2 } } }",
  },
);

export const tags = v.exactOptional(
  describeField(defineMap(defineAnyText({ title: "Tag", description: "Value of the tag.", example: "search" })), {
    title: "Tags",
    description: "Tags of all resources, by key; tags of an endpoint override those of the stack.",
    allowed: "a map of tags and their values",
    example: "{ team: search }",
  }),
  {},
);

/** What every created endpoint has unless its own sections have it. */
export const defaultsSection: Field = describeField(
  defineSection({
    variant: v.exactOptional(variantDefaultsSection),
    scaling: v.exactOptional(scalingSection),
    monitoring: v.exactOptional(monitoringSection),
    tags,
  }),
  {
    title: "Defaults",
    description:
      "Sections of every endpoint that this program creates: an endpoint's own scaling and monitoring replace them, and its own keys of variant and tags win.",
    allowed: "the keys variant, scaling, monitoring and tags",
    example: "{ variant: { instanceType: ml.g5.xlarge } }",
  },
);

import {
  alarmNameRule,
  endpointKeyRule,
  endpointNameRule,
  environmentKeyRule,
  scheduledActionNameRule,
  type TextRule,
} from "../../aws/facts";
import { existingSectionKeys } from "../../config/schema";
import { formatPathStep } from "../../problem";
import {
  type EndpointContext,
  type EndpointRule,
  findRefusedTexts,
  formatContainerPath,
  type RuledText,
  toRuledTexts,
} from "./context";

/** Refuses names that AWS does not accept, and keys from which the plan makes such names. */
export const checkNameRefused: EndpointRule = (context) => {
  const { name, path, sections } = context;
  const { variant, endpoint, schedules, timetable, deployment } = sections;
  const { unit = "instances" } = endpoint ?? {};
  const section = existingSectionKeys[unit];
  const isComponent = unit === "copies";
  const listNames = (at: string, text: string | undefined, what: string) =>
    toRuledTexts(`${path}.${at}`, text, what, endpointNameRule);
  return findRefusedTexts("name-refused", [
    { path, text: name, what: "a valid endpoint name", rule: endpointKeyRule },
    ...listNames(
      `${section}.existing`,
      endpoint?.name,
      isComponent ? "a valid component name" : "a valid endpoint name",
    ),
    ...listNames(`${section}.variant`, isComponent ? undefined : endpoint?.variant.name, "a valid variant name"),
    ...listNames(`${section}.endpoint`, endpoint?.hostEndpoint, "a valid endpoint name"),
    ...listNames(
      variant?.serverless === undefined ? "variant.name" : "serverless.variant",
      variant?.name,
      "a valid variant name",
    ),
    ...listContainerNames(context),
    ...listKeys(`${path}.schedules`, schedules, "a valid name for a scheduled action", scheduledActionNameRule),
    ...listKeys(
      `${path}.timetable.windows`,
      timetable?.windows,
      "a valid window name: scheduled actions are named after windows",
      scheduledActionNameRule,
    ),
    ...(deployment?.rollbackAlarms ?? []).map((text, index) => ({
      path: `${path}.deployment.rollbackAlarms[${index}]`,
      text,
      what: "a valid alarm name",
      rule: alarmNameRule,
    })),
  ]);
};

function listContainerNames({ path, sections }: EndpointContext): readonly RuledText[] {
  const containers = sections.model?.containers ?? [];
  return containers.flatMap(({ hostname, environment }, index) => {
    const at = formatContainerPath(path, containers, index);
    return [
      ...toRuledTexts(`${at}.hostname`, hostname, "a valid hostname", endpointNameRule),
      ...listKeys(`${at}.environment`, environment, "a valid name for an environment variable", environmentKeyRule),
    ];
  });
}

function listKeys(path: string, section: object | undefined, what: string, rule: TextRule): readonly RuledText[] {
  return Object.keys(section ?? {}).map((key) => ({
    path: `${path}${formatPathStep(key, false)}`,
    text: key,
    what,
    rule,
  }));
}

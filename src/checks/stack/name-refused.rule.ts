import {
  alarmNameRule,
  endpointKeyRule,
  endpointNameRule,
  environmentKeyRule,
  scheduledActionNameRule,
} from "../../aws/facts";
import { formatPathStep } from "../../problem";
import {
  type EndpointContext,
  type EndpointRule,
  findRefusedTexts,
  formatContainerPath,
  type RuledText,
} from "./context";

/** A key or a name from which AWS would make none: of the endpoint, its variant, its actions and more. */
export const checkNameRefused: EndpointRule = (context) =>
  findRefusedTexts("name-refused", [
    {
      path: context.path,
      text: context.name,
      what: "a name for an endpoint",
      rule: endpointKeyRule,
    },
    ...listVariantNames(context),
    ...listContainerNames(context),
    ...listActionNames(context),
    ...listAlarmNames(context),
  ]);

function listVariantNames({ path, sections }: EndpointContext): readonly RuledText[] {
  const { variant, endpoint } = sections;
  const named = (at: string, text: string | undefined, what: string): readonly RuledText[] =>
    text === undefined ? [] : [{ path: `${path}.${at}`, text, what, rule: endpointNameRule }];
  return [
    ...named("endpoint.existing", endpoint?.name, "a name for an endpoint"),
    ...named("endpoint.variant", endpoint?.variant.name, "a name for a variant"),
    ...named("variant.name", variant?.name, "a name for a variant"),
  ];
}

function listContainerNames({ path, sections }: EndpointContext): readonly RuledText[] {
  const containers = sections.model?.containers ?? [];
  return containers.flatMap(({ hostname, environment }, index) => {
    const at = formatContainerPath(path, containers, index);
    return [
      ...(hostname === undefined
        ? []
        : [{ path: `${at}.hostname`, text: hostname, what: "a hostname", rule: endpointNameRule }]),
      ...Object.keys(environment).map((key) => ({
        path: `${at}.environment${formatPathStep(key, false)}`,
        text: key,
        what: "a name for an environment variable",
        rule: environmentKeyRule,
      })),
    ];
  });
}

/** Windows give their names to actions; the raw form's keys are names of actions. */
function listActionNames({ path, sections }: EndpointContext): readonly RuledText[] {
  const named = (under: string, keys: readonly string[], what: string): readonly RuledText[] =>
    keys.map((key) => ({
      path: `${path}.${under}${formatPathStep(key, false)}`,
      text: key,
      what,
      rule: scheduledActionNameRule,
    }));
  return [
    ...named("schedules", Object.keys(sections.schedules ?? {}), "a name for a scheduled action"),
    ...named(
      "timetable.windows",
      Object.keys(sections.timetable?.windows ?? {}),
      "a name for a window: scheduled actions are named after it",
    ),
  ];
}

function listAlarmNames({ path, sections }: EndpointContext): readonly RuledText[] {
  return (sections.deployment?.rollbackAlarms ?? []).map((text, index) => ({
    path: `${path}.deployment.rollbackAlarms[${index}]`,
    text,
    what: "a name of an alarm",
    rule: alarmNameRule,
  }));
}

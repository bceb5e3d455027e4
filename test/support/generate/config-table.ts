import { type Field, getDescription, getOptionality, unwrapOptional } from "../../../src/config/schema/fields/field";
import { defineEndpoints, endpointSection, settingsEntries } from "../../../src/config/schema/stack-section";

/** The fields inside a field. */
interface FieldParts {
  readonly entries?: Readonly<Record<string, Field>>;
  readonly item?: Field;
  readonly value?: Field;
  readonly options?: readonly Field[];
}

/** A section of the stack file with the place it is written at. */
interface PlacedSection {
  readonly path: string;
  readonly field: Field;
  readonly entries: Readonly<Record<string, Field>>;
}

/**
 * All fields of a stack file as Markdown: a table for each section, in the order of the fields.
 *
 * @returns ends with a newline
 */
export function configTable(): string {
  const top = { ...settingsEntries, endpoints: defineEndpoints(endpointSection) };
  const inside = Object.entries(top).flatMap(([key, field]) => sectionsOf(key, field));
  const ofEndpoints = new Set(inside.filter(isOfEndpoints).map(({ entries }) => rows(entries)));
  const shown = inside.filter((section) => isOfEndpoints(section) || !ofEndpoints.has(rows(section.entries)));
  return [rows(top), ...shown.map(sectionText)].join("\n");
}

/** Named timetables and defaults have sections of endpoints, which one table explains. */
function isOfEndpoints({ path }: PlacedSection): boolean {
  return path.startsWith("endpoints.");
}

function sectionsOf(path: string, optional: Field): readonly PlacedSection[] {
  const field = unwrapOptional(optional);
  const { entries, item, value, options = [] } = field as FieldParts;
  const own = entries === undefined ? [] : [{ path, field, entries }];
  return [
    ...own,
    ...Object.entries(entries ?? {}).flatMap(([key, inner]) => sectionsOf(`${path}.${key}`, inner)),
    ...(item === undefined ? [] : sectionsOf(`${path}[]`, item)),
    ...(value === undefined ? [] : sectionsOf(`${path}.<name>`, value)),
    ...options.flatMap((option) => sectionsOf(path, option)),
  ];
}

function sectionText({ path, field, entries }: PlacedSection): string {
  return [`### \`${path}\``, "", getDescription(field).description, "", rows(entries)].join("\n");
}

function rows(entries: Readonly<Record<string, Field>>): string {
  return [
    "| key | meaning | allowed | default | example |",
    "| --- | --- | --- | --- | --- |",
    ...Object.entries(entries).map(([key, field]) => row(key, field)),
    "",
  ].join("\n");
}

function row(key: string, field: Field): string {
  const { description, allowed, example } = getDescription(field);
  const cells = [`\`${key}\``, description, allowed, defaultText(field), `\`${example}\``];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function defaultText(field: Field): string {
  const { allowed, value } = getOptionality(field);
  if (!allowed) return "required";
  return value === undefined ? "none" : `\`${typeof value === "string" ? value : flow(value)}\``;
}

/** A default as YAML on one line. */
function flow(value: unknown): string {
  return JSON.stringify(value).replaceAll('"', "").replaceAll(",", ", ");
}

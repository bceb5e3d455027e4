import type { EngineEvent } from "@pulumi/pulumi/automation";

/** What the engine does to a resource, as its own display marks it. */
const symbols: Readonly<Record<string, string>> = {
  create: "+ ",
  update: "~ ",
  delete: "- ",
  replace: "+-",
  "create-replacement": "++",
  "delete-replaced": "--",
  read: "> ",
  refresh: "~ ",
  import: "= ",
};

/**
 * An event of the engine as lines to read; none for what is left alone.
 *
 * In: `fittedAlarms`: a preview tells each replacement once, a run tells its two halves
 */
export function formatEngineEvent(event: EngineEvent, planned: boolean): readonly string[] {
  const { resourcePreEvent, resOutputsEvent, diagnosticEvent } = event;
  if (diagnosticEvent !== undefined) return formatDiagnostic(diagnosticEvent);
  // A run tells a step when it is done: steps that go on side by side come in the order in which they end.
  const metadata = planned ? resourcePreEvent?.metadata : resOutputsEvent?.metadata;
  if (metadata === undefined) return [];
  const halves = ["create-replacement", "delete-replaced"];
  const untold = planned ? halves : ["replace"];
  const symbol = symbols[metadata.op];
  if (symbol === undefined || untold.includes(metadata.op)) return [];
  if (/^pulumi:(providers:|pulumi:Stack)/.test(metadata.type)) return [];
  if (metadata.op === "refresh" && metadata.detailedDiff === undefined) return [];
  const paths = Object.keys(metadata.detailedDiff ?? {}).filter((each) => !each.startsWith("__"));
  const changed = paths.length === 0 || metadata.op === "create" ? "" : `  [${paths.join(", ")}]`;
  const name = metadata.urn.split("::").slice(3).join("::");
  return [`  ${symbol} ${shortenType(metadata.type).padEnd(32)} ${name}${changed}`];
}

function formatDiagnostic(
  diagnostic: NonNullable<EngineEvent["diagnosticEvent"]>,
): readonly string[] {
  // There are debug messages too, of every call between program and engine.
  const told = ["info", "info#err", "warning", "error"];
  if (diagnostic.ephemeral === true || !told.includes(diagnostic.severity)) return [];
  const text = diagnostic.message.replace(/<\{%.*?%\}>/g, "").trimEnd();
  return text === "" ? [] : text.split("\n").map((line) => `  ${line}`.trimEnd());
}

/** `aws:sagemaker/endpoint:Endpoint` is `sagemaker.Endpoint`. */
function shortenType(type: string): string {
  const [, module = "", name = ""] = type.split(":");
  return `${module.split("/")[0] ?? ""}.${name}`;
}

import { s3DestinationRule, s3UrlRule, type NameRule } from "../aws-facts/name-rules";
import type { EndpointCheck, EndpointContext } from "./check";
import { containerPath } from "./container-path";
import { refusedByRule, type RuledText } from "./refused-by-rule";

/** A place in Amazon S3 that is none, or one that would stand for several. */
export const s3UrlRefused: EndpointCheck = (context) =>
  refusedByRule("s3-url-refused", [...modelData(context), ...dataPlaces(context)]);

function modelData({ path, sections }: EndpointContext): readonly RuledText[] {
  const containers = sections.model?.containers ?? [];
  return containers.flatMap(({ dataUrl }, index) =>
    place(`${containerPath(path, containers, index)}.dataUrl`, dataUrl, s3UrlRule),
  );
}

function dataPlaces({ path, sections }: EndpointContext): readonly RuledText[] {
  const { dataCapture, async } = sections;
  return [
    ...place(`${path}.dataCapture.destination`, dataCapture?.destination, s3DestinationRule),
    ...place(`${path}.async.inputPath`, async?.inputPath, s3UrlRule),
    ...place(`${path}.async.outputPath`, async?.outputPath, s3DestinationRule),
    ...place(`${path}.async.failurePath`, async?.failurePath, s3DestinationRule),
  ];
}

function place(path: string, text: string | undefined, rule: NameRule): readonly RuledText[] {
  return text === undefined ? [] : [{ path, text, what: "a place in Amazon S3", rule }];
}

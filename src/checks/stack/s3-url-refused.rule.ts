import { type NameRule, s3DestinationRule, s3UrlRule } from "../../aws/facts";
import {
  type EndpointContext,
  type EndpointRule,
  findRefusedTexts,
  formatContainerPath,
  type RuledText,
} from "./context";

/** A place in Amazon S3 that is none, or one that would stand for several. */
export const checkS3UrlRefused: EndpointRule = (context) =>
  findRefusedTexts("s3-url-refused", [...listModelData(context), ...listDataLocations(context)]);

function listModelData({ path, sections }: EndpointContext): readonly RuledText[] {
  const containers = sections.model?.containers ?? [];
  return containers.flatMap(({ dataUrl }, index) =>
    toRuledTexts(`${formatContainerPath(path, containers, index)}.dataUrl`, dataUrl, s3UrlRule),
  );
}

function listDataLocations({ path, sections }: EndpointContext): readonly RuledText[] {
  const { dataCapture, async } = sections;
  return [
    ...toRuledTexts(`${path}.dataCapture.destination`, dataCapture?.destination, s3DestinationRule),
    ...toRuledTexts(`${path}.async.inputPath`, async?.inputPath, s3UrlRule),
    ...toRuledTexts(`${path}.async.outputPath`, async?.outputPath, s3DestinationRule),
    ...toRuledTexts(`${path}.async.failurePath`, async?.failurePath, s3DestinationRule),
  ];
}

function toRuledTexts(
  path: string,
  text: string | undefined,
  rule: NameRule,
): readonly RuledText[] {
  return text === undefined ? [] : [{ path, text, what: "a place in Amazon S3", rule }];
}

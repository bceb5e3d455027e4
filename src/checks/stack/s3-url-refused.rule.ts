import { s3DestinationRule, s3UrlRule, type TextRule } from "../../aws/facts";
import { type EndpointRule, findRefusedTexts, formatContainerPath, toRuledTexts } from "./context";

/** Refuses S3 URLs that AWS does not accept, and wildcards. */
export const checkS3UrlRefused: EndpointRule = ({ path, sections }) => {
  const { model, dataCapture, async } = sections;
  const containers = model?.containers ?? [];
  const listUrls = (at: string, url: string | undefined, rule: TextRule) => toRuledTexts(at, url, "an S3 URL", rule);
  return findRefusedTexts("s3-url-refused", [
    ...containers.flatMap(({ dataUrl }, index) =>
      listUrls(`${formatContainerPath(path, containers, index)}.dataUrl`, dataUrl, s3UrlRule),
    ),
    ...listUrls(`${path}.dataCapture.destination`, dataCapture?.destination, s3DestinationRule),
    ...listUrls(`${path}.async.inputPath`, async?.inputPath, s3UrlRule),
    ...listUrls(`${path}.async.outputPath`, async?.outputPath, s3DestinationRule),
    ...listUrls(`${path}.async.failurePath`, async?.failurePath, s3DestinationRule),
  ]);
};

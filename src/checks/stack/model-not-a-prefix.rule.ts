import { type EndpointRule, formatContainerPath } from "./context";

/**
 * Refuses `compression: none` without an address that ends with a slash.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_S3ModelDataSource.html, S3DataType
 */
export const checkModelNotAPrefix: EndpointRule = ({ path, sections: { model } }) => {
  const containers = model?.containers ?? [];
  return containers.flatMap(({ dataUrl, compression }, index) => {
    if (compression === undefined || dataUrl?.endsWith("/") === true) return [];
    const found = dataUrl === undefined ? "dataUrl is missing" : `"${dataUrl}" does not end with /`;
    return [
      {
        severity: "error",
        code: "model-not-a-prefix",
        path: `${formatContainerPath(path, containers, index)}.dataUrl`,
        message: `${found}: an uncompressed model is all objects below a prefix`,
        expected: "with compression: none, an address in Amazon S3 that ends with /",
        fix:
          dataUrl === undefined || dataUrl.endsWith(".tar.gz")
            ? "write a prefix such as s3://models/llama/, or remove compression"
            : `write ${dataUrl}/`,
      },
    ];
  });
};

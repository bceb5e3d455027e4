import type { EndpointRule } from "./context";

/** Refuses an asynchronous endpoint whose created role cannot read its requests. */
export const checkAsyncInputUnknown: EndpointRule = ({ path, sections }) => {
  const { async, model } = sections;
  if (async === undefined || model === undefined) return [];
  if (model.roleArn !== undefined || async.inputPath !== undefined) return [];
  return [
    {
      severity: "error",
      code: "async-input-unknown",
      path: `${path}.async`,
      message: "the role created for this endpoint cannot read the requests: their location is unknown",
      expected: "inputPath, or your own role as model.roleArn",
      fix: "write inputPath: s3://<bucket>/<prefix of the requests>/",
    },
  ];
};

import type { EndpointRule } from "./context";

/** An asynchronous endpoint whose role is made here, without a word on where its requests lie. */
export const checkAsyncInputUnknown: EndpointRule = ({ path, sections }) => {
  const { async, model } = sections;
  if (async === undefined || model === undefined) return [];
  if (model.roleArn !== undefined || async.inputPath !== undefined) return [];
  return [
    {
      severity: "error",
      code: "async-input-unknown",
      path: `${path}.async`,
      message:
        "the role that is made for this endpoint could not read the requests: nothing says where they lie",
      expected: "inputPath, or a role of your own as model.roleArn",
      fix: "write inputPath: s3://<bucket>/<prefix of the requests>/",
    },
  ];
};

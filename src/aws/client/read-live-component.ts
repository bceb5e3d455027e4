import type { DescribeInferenceComponentOutput } from "@aws-sdk/client-sagemaker";
import type { AwsClients } from "./aws-clients";
import { type AwsResult, callAws } from "./call-aws";
import { describeEndpointIfExists, type EndpointCounts, pickDefined, callIfExists } from "./read-live-endpoint";

/** Where an inference component runs. */
export interface ComponentHost {
  /** The endpoint's name at AWS. */
  readonly endpoint: string;
  readonly acceleratorsPerCopy?: number;
  /** Of managed instance scaling; absent if it is off, or may not be read. */
  readonly minInstances?: number;
}

/** An inference component at the moment, in the form of an endpoint whose one variant has the copies. */
export interface LiveComponent {
  readonly counts: EndpointCounts;
  readonly host: ComponentHost;
}

/**
 * Reads an inference component, and managed instance scaling of its endpoint; undefined if it does not exist.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeInferenceComponent.html
 */
export async function readLiveComponent(
  { sageMaker }: Pick<AwsClients, "sageMaker">,
  componentName: string,
): Promise<AwsResult<LiveComponent | undefined>> {
  const read = await callAws("sagemaker:DescribeInferenceComponent", () =>
    describeComponentIfExists(sageMaker, componentName),
  );
  if ("failure" in read) return read;
  const { found } = read;
  if (found === undefined) return { found: undefined };
  const { EndpointName: endpoint = "", RuntimeConfig: runtime, Specification: specification } = found;
  const minInstances = await readMinInstances(sageMaker, endpoint, found.VariantName);
  return {
    found: {
      counts: {
        name: componentName,
        status: found.InferenceComponentStatus ?? "",
        configName: "",
        ...pickDefined("failureReason", found.FailureReason),
        variants: [
          {
            name: "",
            ...pickDefined("desired", runtime?.DesiredCopyCount),
            ...pickDefined("current", runtime?.CurrentCopyCount),
          },
        ],
      },
      host: {
        endpoint,
        ...pickDefined(
          "acceleratorsPerCopy",
          specification?.ComputeResourceRequirements?.NumberOfAcceleratorDevicesRequired,
        ),
        ...pickDefined("minInstances", minInstances),
      },
    },
  };
}

/** @returns undefined if the component does not exist; @throws the SDK's other errors */
export async function describeComponentIfExists(
  sageMaker: Pick<AwsClients["sageMaker"], "describeInferenceComponent">,
  componentName: string,
): Promise<DescribeInferenceComponentOutput | undefined> {
  return callIfExists(() => sageMaker.describeInferenceComponent({ InferenceComponentName: componentName }));
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariantManagedInstanceScaling.html */
async function readMinInstances(
  sageMaker: AwsClients["sageMaker"],
  endpointName: string,
  variantName: string | undefined,
): Promise<number | undefined> {
  const read = await callAws("sagemaker:DescribeEndpoint", () => describeEndpointIfExists(sageMaker, endpointName));
  const variants = ("found" in read ? read.found?.ProductionVariants : undefined) ?? [];
  const { ManagedInstanceScaling: scaling } = variants.find((each) => each.VariantName === variantName) ?? {};
  return scaling?.Status === "ENABLED" ? scaling.MinInstanceCount : undefined;
}

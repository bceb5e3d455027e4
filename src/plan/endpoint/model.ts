import type { ContainerConfig, ModelConfig } from "../../config/schema";

export interface ContainerPlan {
  readonly image: string;
  readonly modelDataUrl?: string;
  readonly modelDataSource?: ModelDataSourcePlan;
  readonly environment?: Readonly<Record<string, string>>;
  readonly containerHostname?: string;
  readonly imageConfig?: ImageConfigPlan;
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_S3ModelDataSource.html */
interface ModelDataSourcePlan {
  readonly s3DataSources: readonly {
    readonly s3Uri: string;
    readonly s3DataType: "S3Prefix";
    readonly compressionType: "None";
  }[];
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ImageConfig.html */
interface ImageConfigPlan {
  readonly repositoryAccessMode: "Vpc";
  readonly repositoryAuthConfig?: { readonly repositoryCredentialsProviderArn: string };
}

/**
 * The request CreateModel without the role.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModel.html
 */
export interface ModelPlan {
  readonly containers: readonly ContainerPlan[];
  readonly enableNetworkIsolation: boolean;
  readonly vpcConfig?: { readonly subnets: readonly string[]; readonly securityGroupIds: readonly string[] };
}

/** Plans one container or a pipeline, in the order of the stack file. */
export function planModel(config: ModelConfig): ModelPlan {
  const { vpc } = config;
  return {
    containers: config.containers.map(({ image, dataUrl, compression, environment, hostname, registry }) => ({
      image,
      ...(dataUrl === undefined ? {} : planModelData(dataUrl, compression)),
      ...(Object.keys(environment).length === 0 ? {} : { environment }),
      ...(hostname === undefined ? {} : { containerHostname: hostname }),
      ...(registry === undefined ? {} : { imageConfig: planImageConfig(registry) }),
    })),
    enableNetworkIsolation: config.networkIsolation,
    ...(vpc === undefined ? {} : { vpcConfig: { subnets: vpc.subnetIds, securityGroupIds: vpc.securityGroupIds } }),
  };
}

function planImageConfig({ credentialsProviderArn }: NonNullable<ContainerConfig["registry"]>): ImageConfigPlan {
  return {
    repositoryAccessMode: "Vpc",
    ...(credentialsProviderArn === undefined
      ? {}
      : { repositoryAuthConfig: { repositoryCredentialsProviderArn: credentialsProviderArn } }),
  };
}

function planModelData(
  dataUrl: string,
  compression: ContainerConfig["compression"],
): Pick<ContainerPlan, "modelDataUrl" | "modelDataSource"> {
  if (compression === undefined) return { modelDataUrl: dataUrl };
  return { modelDataSource: { s3DataSources: [{ s3Uri: dataUrl, s3DataType: "S3Prefix", compressionType: "None" }] } };
}

export { type ParsedEndpoint, type ParsedStack, parseStack } from "./parse-stack";
export { findPriceLookup, listTypesToLookUp, priceConfig, type PriceLookup } from "./price-lookup";
export type {
  AsyncConfig,
  CapacitySize,
  ContainerConfig,
  DataCaptureConfig,
  DeploymentConfig,
  DeploymentStrategy,
  EndpointConfig,
  EndpointSections,
  ExistingEndpoint,
  ExistingEndpointConfig,
  Guards,
  ManagedEndpointConfig,
  ModelConfig,
  MonitoringConfig,
  ScalingConfig,
  StackConfig,
  StepConfig,
  StepScalingConfig,
  TargetTrackingConfig,
  VariantConfig,
} from "./stack-config";

import * as appautoscaling from "@pulumi/aws/appautoscaling";
import * as iam from "@pulumi/aws/iam";
import * as sagemaker from "@pulumi/aws/sagemaker";
import * as pulumi from "@pulumi/pulumi";

// One endpoint as a Pulumi program declares it by hand, with the resources that this project creates for it.
const role = new iam.Role("sentiment", {
  assumeRolePolicy: iam.assumeRolePolicyForPrincipal({ Service: "sagemaker.amazonaws.com" }),
});
new iam.RolePolicy("sentiment", {
  role: role.name,
  policy: {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::example-models-dev/sentiment/*" }],
  },
});
const model = new sagemaker.Model("sentiment", {
  executionRoleArn: role.arn,
  primaryContainer: {
    image: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/sentiment:1.4.0",
    modelDataUrl: "s3://example-models-dev/sentiment.tar.gz",
  },
});
const configuration = new sagemaker.EndpointConfiguration("sentiment", {
  productionVariants: [
    { variantName: "main", modelName: model.name, instanceType: "ml.m5.large", initialInstanceCount: 1 },
  ],
});
const endpoint = new sagemaker.Endpoint("sentiment", { endpointConfigName: configuration.name });
const target = new appautoscaling.Target("sentiment", {
  serviceNamespace: "sagemaker",
  scalableDimension: "sagemaker:variant:DesiredInstanceCount",
  resourceId: pulumi.interpolate`endpoint/${endpoint.name}/variant/main`,
  minCapacity: 1,
  maxCapacity: 2,
});
const schedules = {
  open: { schedule: "cron(50 7 ? * MON-FRI *)", min: 2, max: 2 },
  close: { schedule: "cron(0 18 ? * MON-FRI *)", min: 1, max: 1 },
  day: { schedule: "cron(0 8-17 ? * MON-FRI *)", min: 2, max: 2 },
  night: { schedule: "cron(0 19-23 ? * MON-FRI *)", min: 1, max: 1 },
};
for (const [name, { schedule, min, max }] of Object.entries(schedules)) {
  new appautoscaling.ScheduledAction(`sentiment-${name}`, {
    serviceNamespace: target.serviceNamespace,
    scalableDimension: target.scalableDimension,
    resourceId: target.resourceId,
    schedule,
    timezone: "Europe/Berlin",
    scalableTargetAction: { minCapacity: min, maxCapacity: max },
  });
}

export const endpointName = endpoint.name;

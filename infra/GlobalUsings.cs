global using Amazon.CDK;
global using Amazon.CDK.AWS.IAM;
global using Amazon.CDK.AWS.KMS;
global using Constructs;
global using GovCloud.Contracts;
global using GovCloud.Estates;
// Names that the CDK shares with the base library or with its own services, decided once.
global using CdkEnvironment = Amazon.CDK.Environment;
global using EventRule = Amazon.CDK.AWS.Events.CfnRule;
global using EventRuleProps = Amazon.CDK.AWS.Events.CfnRuleProps;
global using IamRole = Amazon.CDK.AWS.IAM.Role;
global using LambdaFunction = Amazon.CDK.AWS.Lambda.Function;
global using Queue = Amazon.CDK.AWS.SQS.Queue;

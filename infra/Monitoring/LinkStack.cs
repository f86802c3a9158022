using Amazon.CDK.AWS.Oam;

namespace GovCloud.Infra.Monitoring;

/// <summary>
/// Lets the operations account see an account's metrics. Deployed into every account of the estate but the operations account, with the rights of that
/// account alone; the template is the same for all of them and gets the sink's address, which AWS generates, as a parameter. It must never share logs or
/// traces, which may hold personal data. Removing it ends the sharing; the account's alarms go on.
/// </summary>
sealed class LinkStack : Stack
{
    /// <summary>The one kind of telemetry that is shared.</summary>
    internal const string SharedType = "AWS::CloudWatch::Metric";

    internal LinkStack(Construct scope, string id, Estate estate)
        : base(scope, id, new StackProps
        {
            Env = new CdkEnvironment { Region = estate.Profile.PrimaryRegion },
            Description = $"{estate.Profile.Title}: shares metrics with the operations account",
        })
    {
        var sink = new CfnParameter(this, "SinkArn", new CfnParameterProps
        {
            Type = "String",
            Description = "Output SinkArn of the stack GovCloud-Observability",
            AllowedPattern = $"^arn:[a-z-]+:oam:{estate.Profile.PrimaryRegion}:{estate.Profile.OperationsAccount}:sink/[A-Za-z0-9-]+$",
        });
        _ = new CfnLink(this, "Link", new CfnLinkProps { LabelTemplate = "$AccountName", ResourceTypes = [SharedType], SinkIdentifier = sink.ValueAsString });
    }
}

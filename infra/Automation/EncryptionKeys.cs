namespace GovCloud.Infra.Automation;

/// <summary>
/// The customer-managed keys, one for each kind of reader: <c>Data</c> for what is kept (incidents, reports, parameters), <c>Messages</c> for what
/// passes through queues and topics and is touched by AWS services, <c>Logs</c> for CloudWatch Logs. A service that may write to a queue
/// thereby gains nothing on the stored incidents.
/// </summary>
sealed class EncryptionKeys : Construct
{
    // AWS KMS refuses a key policy that nobody could change any more; the account's root stands for its administrators' IAM policies.
    internal static readonly string[] Administration =
    [
        "kms:CancelKeyDeletion", "kms:DescribeKey", "kms:DisableKey", "kms:DisableKeyRotation", "kms:EnableKey", "kms:EnableKeyRotation",
        "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListGrants", "kms:ListKeyPolicies", "kms:ListResourceTags", "kms:PutKeyPolicy",
        "kms:RevokeGrant", "kms:ScheduleKeyDeletion", "kms:TagResource", "kms:UntagResource", "kms:UpdateKeyDescription",
    ];

    internal static readonly string[] Use =
    [
        "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncryptFrom", "kms:ReEncryptTo",
    ];

    internal EncryptionKeys(Construct scope, string id) : base(scope, id)
    {
        var stack = Stack.Of(this);
        Data = KeyOf("Data", "Incidents, reports and parameters", ThroughServices("dynamodb", "s3", "ssm"));
        Messages = KeyOf("Messages", "Queues and topics", [
            .. ThroughServices("sqs", "sns"),
            Grant.By(
                new ServicePrincipal("events.amazonaws.com"), "EventBridgeWritesToQueues", ["kms:Decrypt", "kms:GenerateDataKey"], ["*"],
                ("StringEquals", "aws:SourceAccount", stack.Account)),
            Grant.By(
                new ServicePrincipal("cloudwatch.amazonaws.com"), "AlarmsPublishToTheTopic", ["kms:Decrypt", "kms:GenerateDataKey"], ["*"],
                ("StringEquals", "aws:SourceAccount", stack.Account)),
        ]);
        Logs = KeyOf("Logs", "Log groups of the functions", Grant.By(
            new ServicePrincipal($"logs.{stack.Region}.amazonaws.com"), "LogGroupsOfThisAccount", Use, ["*"],
            ("ArnLike", "kms:EncryptionContext:aws:logs:arn", $"arn:{Aws.PARTITION}:logs:{stack.Region}:{stack.Account}:log-group:*")));
    }

    /// <summary>For what is kept.</summary>
    internal Key Data { get; }

    /// <summary>For what passes through.</summary>
    internal Key Messages { get; }

    /// <summary>For CloudWatch Logs.</summary>
    internal Key Logs { get; }

    Key KeyOf(string id, string what, params PolicyStatement[] users) => new(this, id, new KeyProps
    {
        Description = $"GovCloudAutomation: {what}",
        EnableKeyRotation = true,
        // Data that outlives the stack stays readable.
        RemovalPolicy = RemovalPolicy.RETAIN,
        Policy = new PolicyDocument(new PolicyDocumentProps
        {
            Statements = [Grant.By(new AccountRootPrincipal(), "AdministrationThroughIam", Administration, ["*"]), .. users],
        }),
    });

    /// <summary>Lets IAM policies of this account allow the use of a key, but through these services only: never to decrypt something directly.</summary>
    PolicyStatement[] ThroughServices(params string[] services)
    {
        var region = Stack.Of(this).Region;
        var hosts = services.Select(service => $"{service}.{region}.amazonaws.com").ToArray();
        return
        [
            Grant.By(new AccountRootPrincipal(), "UseThroughServices", Use, ["*"], ("StringEquals", "kms:ViaService", hosts)),
            Grant.By(
                new AccountRootPrincipal(), "GrantsForServices", ["kms:CreateGrant"], ["*"],
                ("StringEquals", "kms:ViaService", hosts), ("Bool", "kms:GrantIsForAWSResource", "true")),
        ];
    }
}

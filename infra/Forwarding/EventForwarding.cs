using Amazon.CDK.AWS.SQS;

namespace GovCloud.Infra.Forwarding;

/// <summary>The bus of the operations account that an account tells of its events.</summary>
sealed record ForwardingTarget
{
    /// <summary>Name of the bus.</summary>
    public required string Bus { get; init; }

    /// <summary>Id of the rules' target.</summary>
    public required string TargetId { get; init; }

    /// <summary>What the role is for, English.</summary>
    public required string RoleDescription { get; init; }

    /// <summary>Id of the statement that lets the role put events.</summary>
    public required string StatementId { get; init; }

    /// <summary>Id of the statement that lets the rules keep what they cannot deliver.</summary>
    public string KeepingStatementId { get; init; } = "TheRuleKeepsWhatItCannotDeliver";
}

/// <summary>Rules of an account whose events go to a bus of the operations account; what cannot be delivered is kept in the account.</summary>
static class EventForwarding
{
    /// <summary>Adds a role, the rules, and the queue of what could not be delivered.</summary>
    /// <param name="stack">The account's stack.</param>
    /// <param name="estate">Whose operations account it is.</param>
    /// <param name="target">Where to.</param>
    /// <param name="rules">Id, description (English) and pattern of each rule.</param>
    /// <returns>The queue of what could not be delivered.</returns>
    internal static Queue Add(Stack stack, Estate estate, ForwardingTarget target, IEnumerable<(string Id, string Description, Dictionary<string, object> Pattern)> rules)
    {
        var bus = Arn.Format(new ArnComponents
        {
            Partition = Aws.PARTITION,
            Service = "events",
            Region = estate.Profile.PrimaryRegion,
            Account = estate.Profile.OperationsAccount.ToString(),
            Resource = "event-bus",
            ResourceName = target.Bus,
        });
        var role = RoleOf(stack, target, bus);
        var undelivered = new Queue(stack, "Undelivered", new QueueProps { Encryption = QueueEncryption.SQS_MANAGED, EnforceSSL = true, RetentionPeriod = Duration.Days(14) });
        AcceptedFinding.IsDeadLetterQueue(undelivered);
        var added = rules.Select(rule => new EventRule(stack, rule.Id, new EventRuleProps
        {
            Description = rule.Description,
            State = "ENABLED",
            EventPattern = rule.Pattern,
            Targets = EventDelivery.To(target.TargetId, bus, undelivered, role),
        }).AttrArn).ToArray();
        EventDelivery.Allow(target.KeepingStatementId, added, undelivered);
        return undelivered;
    }

    static IamRole RoleOf(Stack stack, ForwardingTarget target, string bus) => new(stack, "ForwardingRole", new RoleProps
    {
        Description = target.RoleDescription,
        AssumedBy = new ServicePrincipal("events.amazonaws.com", new ServicePrincipalOpts
        {
            Conditions = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["StringEquals"] = new Dictionary<string, object>(StringComparer.Ordinal) { ["aws:SourceAccount"] = Aws.ACCOUNT_ID },
            },
        }),
        InlinePolicies = new Dictionary<string, PolicyDocument>(StringComparer.Ordinal)
        {
            ["Forward"] = new(new PolicyDocumentProps { Statements = [Grant.To(target.StatementId, ["events:PutEvents"], [bus])] }),
        },
    });
}

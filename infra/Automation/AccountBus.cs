using Amazon.CDK.AWS.Events;

namespace GovCloud.Infra.Automation;

/// <summary>A bus of the operations account on which other accounts put events.</summary>
static class AccountBus
{
    /// <summary>Makes a bus and lets the accounts in.</summary>
    /// <param name="scope">The parent.</param>
    /// <param name="id">Id within the parent; the policy's has <c>Policy</c> after it.</param>
    /// <param name="name">Fixed, because rules in other accounts name the bus before they can see it.</param>
    /// <param name="statementId">Says which accounts they are.</param>
    /// <param name="accounts">Who may put events; one may be named more than once.</param>
    internal static EventBus Add(Construct scope, string id, string name, string statementId, IEnumerable<AccountId> accounts)
    {
        var bus = new EventBus(scope, id, new EventBusProps { EventBusName = name });
        _ = new CfnEventBusPolicy(scope, $"{id}Policy", new CfnEventBusPolicyProps
        {
            EventBusName = bus.EventBusName,
            StatementId = statementId,
            Statement = MayPutEvents(bus.EventBusArn, accounts),
        });
        return bus;
    }

    // A condition and not a list of principals: an account takes 15 bytes of the policy instead of 33, and an account that is closed does not make
    // the policy invalid. The forwarding rules use a role, which is what gives the request its aws:PrincipalAccount.
    static Dictionary<string, object> MayPutEvents(string busArn, IEnumerable<AccountId> accounts) => new(StringComparer.Ordinal)
    {
        ["Effect"] = "Allow",
        ["Principal"] = "*",
        ["Action"] = "events:PutEvents",
        ["Resource"] = busArn,
        ["Condition"] = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["StringEquals"] = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["aws:PrincipalAccount"] = accounts.Select(account => account.ToString()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray(),
            },
        },
    };
}

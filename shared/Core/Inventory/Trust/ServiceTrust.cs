using GovCloud.Policies;

namespace GovCloud.Inventory.Trust;

/// <summary>Whether a statement that lets in a service says for whom the service may come.</summary>
/// <remarks>Source: AWS IAM User Guide, "The confused deputy problem", cross-service.</remarks>
static class ServiceTrust
{
    /// <summary>What it says: limited to known accounts, to somebody else's, or not at all; <see langword="null"/> where it cannot be told.</summary>
    public static ServiceScope? Of(PolicyStatement statement, InventoryContext context)
    {
        var scopes = statement.Conditions.Select(condition => Scope(condition, context)).ToList();
        return scopes.Contains(ServiceScope.Known) ? ServiceScope.Known
            : scopes.Contains(ServiceScope.Undecided) ? null
            : scopes.Contains(ServiceScope.Foreign) ? ServiceScope.Foreign
            : ServiceScope.None;
    }

    static ServiceScope Scope(PolicyCondition condition, InventoryContext context)
    {
        var positive = condition.Operator is "StringEquals" or "StringLike" or "ArnEquals" or "ArnLike" or "ForAnyValue:StringEquals" or "ForAnyValue:StringLike";
        return condition.Key.ToUpperInvariant() switch
        {
            "AWS:SOURCEACCOUNT" when positive => All(condition, context.Knows),
            "AWS:SOURCEARN" when positive => All(condition, arn => InventoryContext.AccountOf(arn) is { } account && context.Knows(account)),
            "AWS:SOURCEORGID" when positive => context.OrganizationId.Match(own => All(condition, id => id == own), _ => ServiceScope.Undecided),
            "AWS:SOURCEORGPATHS" when positive =>
                context.OrganizationId.Match(own => All(condition, path => path.StartsWith(own + "/", StringComparison.Ordinal)), _ => ServiceScope.Undecided),
            _ => ServiceScope.None,
        };
    }

    static ServiceScope All(PolicyCondition condition, Func<string, bool> known) => condition.Values.All(known) ? ServiceScope.Known : ServiceScope.Foreign;
}

/// <summary>For whom a service may come.</summary>
enum ServiceScope
{
    /// <summary>The statement does not say.</summary>
    None,

    /// <summary>Accounts that are known.</summary>
    Known,

    /// <summary>Accounts that are not, or anybody's.</summary>
    Foreign,

    /// <summary>Whether the organization is ours is not known.</summary>
    Undecided,
}

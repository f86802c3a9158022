using System.Collections.Immutable;
using GovCloud.Linkage;

namespace GovCloud.Infra.Linkage;

/// <summary>Who comes to a store, and by which way: the accounts with their VPC endpoints, and the two roles that are no party to any interface.</summary>
sealed class LinkageParties
{
    readonly Dictionary<AccountId, string[]> endpoints = [];

    internal LinkageParties(Stack stack, LinkagePlan plan)
    {
        Accounts = AccessMatrix.AccountsOf(plan.Rights);
        foreach (var account in Accounts)
        {
            var known = plan.Store.Endpoints.FirstOrDefault(endpoint => endpoint.Account == account);
            endpoints[account] = known is { Ids.IsEmpty: false } ? [.. known.Ids] : Asked(stack, account);
        }

        Watch = $"arn:{Aws.PARTITION}:iam::{plan.Estate.Profile.OperationsAccount}:role/{LinkageNames.WatchRole}";
        ScanRoleName = LinkageNames.ScanRoleOf(plan.Store);
        Scan = $"arn:{Aws.PARTITION}:iam::{plan.Store.Account}:role/{ScanRoleName}";
    }

    /// <summary>The accounts with any right.</summary>
    internal ImmutableArray<AccountId> Accounts { get; }

    /// <summary>The operator's one role that reads, to count rows.</summary>
    internal string Watch { get; }

    /// <summary>The role by which GuardDuty scans.</summary>
    internal string Scan { get; }

    /// <summary>Its name.</summary>
    internal string ScanRoleName { get; }

    /// <summary>All endpoints.</summary>
    internal string[] AllEndpoints => [.. Accounts.SelectMany(EndpointsOf).Distinct(StringComparer.Ordinal)];

    /// <summary>The endpoints of an account.</summary>
    internal string[] EndpointsOf(AccountId account) => endpoints[account];

    static string[] Asked(Stack stack, AccountId account) =>
    [
        new CfnParameter(stack, $"Endpoint{account}", new CfnParameterProps
        {
            Type = "String",
            Description = $"Id of the VPC endpoint of S3 through which account {account} comes; write it into the estate instead, once it is known",
            AllowedPattern = "^vpce-([0-9a-f]{8}|[0-9a-f]{17})$",
        }).ValueAsString,
    ];
}

using System.Collections.Immutable;
using GovCloud.Accounts;
using GovCloud.Adapters.AwsApi;
using GovCloud.Audit;
using GovCloud.Estates;
using GovCloud.Inventory;
using OrganizationFacts = GovCloud.Inventory.OrganizationFacts;

namespace GovCloud.Adapters.Inventory;

/// <summary>
/// Reads what is the same for all accounts. Where the organization is the Digital Agency's, most of it is refused for good: one call finds that out, nothing more is asked,
/// and the ledger says which accounts there are.
/// </summary>
/// <param name="options">How the operations account calls AWS; it is the management account or a delegated administrator, or is refused.</param>
/// <param name="time">The clock.</param>
public sealed class OrganizationReader(AwsClientOptions options, TimeProvider time) : IDisposable
{
    static readonly string[] PolicyTypes = ["SERVICE_CONTROL_POLICY", "TAG_POLICY"];

    readonly RatedClient<Organizations> organizations = RatedClient<Organizations>.Of(options, time);
    readonly RatedClient<SsoAdmin> sso = RatedClient<SsoAdmin>.Of(options, time);

    /// <summary>Reads it.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="mode">Whose the organization is.</param>
    /// <param name="cancellationToken">Ends the reading; what was not read is unknown.</param>
    public async Task<InventoryFrame> ReadAsync(Reading<ImmutableArray<AccountRecord>> ledger, OrganizationMode mode, CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow();
        var accounts = await Unread.ReadAsync(() => AccountsAsync(cancellationToken));
        return new InventoryFrame
        {
            At = at,
            Ledger = Recorded.Of(ledger),
            Organization = Recorded.Of(accounts),
            Facts = Recorded.Of(await Unread.ReadAsync(() => FactsAsync(cancellationToken))),
            Policies = Recorded.Of(
                mode != OrganizationMode.Owned ? Readings.Unknown<ImmutableArray<PolicyReading>>("組織のポリシーは GCAS が管理し、読み取らない")
                : accounts.WhyUnknown is { } denied ? Readings.Unknown<ImmutableArray<PolicyReading>>(denied)
                : await Unread.ReadAsync(() => PoliciesAsync(cancellationToken))),
            PermissionSets = Recorded.Of(await Unread.ReadAsync(() => PermissionSetsAsync(cancellationToken))),
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        organizations.Dispose();
        sso.Dispose();
    }

    async Task<ImmutableArray<OrganizationAccount>> AccountsAsync(CancellationToken cancellationToken)
    {
        var listed = await organizations.ListAsync(Organizations.ListAccounts, token => new OrganizationsPageRequest(token), page => page.Accounts, page => page.NextToken, cancellationToken);
        return [.. listed.Select(Account).DistinctBy(account => account.Id)];
    }

    static OrganizationAccount Account(ListedAccount account) => new()
    {
        Id = AccountId.TryParse(account.Id, out var id) ? id : throw new FormatException($"アカウント ID {account.Id} が12桁の数字ではありません"),
        Name = account.Name ?? throw new FormatException($"アカウント {account.Id} に名前がありません"),
        Mail = account.Email,
        State = account.State ?? account.Status,
        Organization = account.Arn?.Split('/') is [_, var organization, _] ? organization : null,
        JoinedAt = account.JoinedTimestamp,
    };

    async Task<OrganizationFacts> FactsAsync(CancellationToken cancellationToken)
    {
        var answer = await organizations.CallAsync(Organizations.DescribeOrganization, new DescribeOrganizationRequest(), cancellationToken);
        return new(answer.Organization?.Id ?? throw new FormatException("組織の ID がありません"), AccountId.TryParse(answer.Organization.MasterAccountId, out var management) ? management : null);
    }

    async Task<ImmutableArray<PolicyReading>> PoliciesAsync(CancellationToken cancellationToken)
    {
        var read = ImmutableArray.CreateBuilder<PolicyReading>();
        foreach (var type in PolicyTypes)
        {
            foreach (var policy in await organizations.ListAsync(Organizations.ListPolicies, token => new PoliciesRequest(type, token), page => page.Policies, page => page.NextToken, cancellationToken))
            {
                read.Add(await PolicyAsync(policy, type, cancellationToken));
            }
        }

        return read.ToImmutable();
    }

    async Task<PolicyReading> PolicyAsync(PolicySummary policy, string type, CancellationToken cancellationToken)
    {
        var id = policy.Id ?? throw new FormatException("ポリシーに ID がありません");
        var targets = await organizations.ListAsync(Organizations.ListTargetsForPolicy, token => new TargetsRequest(id, token), page => page.Targets, page => page.NextToken, cancellationToken);
        return new PolicyReading
        {
            Id = id,
            Name = policy.Name ?? throw new FormatException($"ポリシー {id} に名前がありません"),
            Type = policy.Type ?? type,
            AwsManaged = policy.AwsManaged,
            Content = policy.AwsManaged ? null : (await organizations.CallAsync(Organizations.DescribePolicy, new PolicyRequest(id), cancellationToken)).Policy?.Content,
            Targets = [.. targets.Select(target => new PolicyAttachment(
                target.TargetId ?? throw new FormatException($"ポリシー {id} の付け先に ID がありません"), target.Name ?? target.TargetId, target.Type == "ORGANIZATIONAL_UNIT"))],
        };
    }

    /// <summary>
    /// By permission set and not by account: each page tells of a hundred accounts at once, where asking account by account takes a call for each.
    /// </summary>
    async Task<ImmutableArray<PermissionSetReading>> PermissionSetsAsync(CancellationToken cancellationToken)
    {
        var read = ImmutableArray.CreateBuilder<PermissionSetReading>();
        foreach (var instance in await sso.ListAsync(SsoAdmin.ListInstances, token => new SsoPageRequest(token), page => page.Instances, page => page.NextToken, cancellationToken))
        {
            var arn = instance.InstanceArn ?? throw new FormatException("Identity Center のインスタンスに ARN がありません");
            foreach (var set in await sso.ListAsync(SsoAdmin.ListPermissionSets, token => new PermissionSetsRequest(arn, token), page => page.PermissionSets, page => page.NextToken, cancellationToken))
            {
                var facts = (await sso.CallAsync(SsoAdmin.DescribePermissionSet, new PermissionSetRequest(arn, set), cancellationToken)).PermissionSet;
                read.Add(new PermissionSetReading
                {
                    Instance = arn,
                    Arn = set,
                    Name = facts?.Name ?? throw new FormatException($"権限セット {set} に名前がありません"),
                    Accounts = await ProvisionedAsync(arn, set, null, cancellationToken),
                    Behind = await ProvisionedAsync(arn, set, ProvisionedAccountsRequest.Behind, cancellationToken),
                });
            }
        }

        // No instance to be seen is no permission to see it: nobody has an account without a way in.
        return read.Count > 0 ? read.ToImmutable() : throw new FormatException("IAM Identity Center のインスタンスか権限セットが見えません");
    }

    Task<ImmutableArray<string>> ProvisionedAsync(string instance, string set, string? status, CancellationToken cancellationToken) => sso.ListAsync(
        SsoAdmin.ListAccountsForProvisionedPermissionSet, token => new ProvisionedAccountsRequest(instance, set, status, token), page => page.AccountIds, page => page.NextToken, cancellationToken);
}

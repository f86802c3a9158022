using System.Collections.Immutable;
using Amazon.Runtime;
using GovCloud.Adapters.AwsApi;
using GovCloud.Audit;
using GovCloud.Contracts;
using GovCloud.Inventory;

namespace GovCloud.Adapters.Inventory;

/// <summary>
/// Reads the identities of accounts through a role there that reads and nothing else. What cannot be read is unknown with its reason; one list never costs another, and one account never
/// another account.
/// </summary>
/// <param name="options">How the operations account calls AWS; the accounts are called likewise, with their own credentials.</param>
/// <param name="time">The clock.</param>
/// <param name="share">The part of the rates that all accounts share which this process may use, above 0 to 1: as many processes read at once as have a part.</param>
public sealed class InventoryReader(AwsClientOptions options, TimeProvider time, double share = 1) : IDisposable
{
    readonly RatedClient<Sts> sts = RatedClient<Sts>.Of(options, time, share);
    readonly RatedClient<SsoAdmin> sso = RatedClient<SsoAdmin>.Of(options, time, share);
    readonly RatedClient<Organizations> organizations = RatedClient<Organizations>.Of(options, time, share);

    /// <summary>Reads an account.</summary>
    /// <param name="account">The account.</param>
    /// <param name="frame">What all accounts are compared with.</param>
    /// <param name="context">The same with the estate.</param>
    /// <param name="since">From when use counts.</param>
    /// <param name="cancellationToken">Ends the reading; what was not read is unknown.</param>
    /// <returns>The evidence; unknown where there is no way into the account.</returns>
    public async Task<Reading<AccountEvidence>> ReadAsync(AccountId account, InventoryFrame frame, InventoryContext context, DateTimeOffset since, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(context);
        var blank = new AccountEvidence { Account = account, Context = context, Since = since, At = time.GetUtcNow() };
        var role = await Unread.ReadAsync(() => sts.CallAsync(
            Sts.AssumeRole, new AssumeRoleRequest($"arn:aws:iam::{account}:role/{AccountAuditNames.ReaderRole}", "account-audit"), cancellationToken));
        if (role.WhyUnknown is { } why)
        {
            return Readings.Unknown<AccountEvidence>($"監査用ロールを引き受けられない: {why}");
        }

        var assumed = role.Match(known => new SessionAWSCredentials(known.AccessKeyId, known.SecretAccessKey, known.SessionToken), _ => null!);
        using var reader = new AccountIdentityReader(options with { Credentials = assumed }, time);
        var evidence = await reader.ReadAsync(blank, cancellationToken);
        return Readings.Known(evidence with
        {
            Tags = frame.Organization.WhyUnknown is { } denied
                ? Readings.Unknown<ImmutableDictionary<string, string>>(denied)
                : await Unread.ReadAsync(() => TagsAsync(account, cancellationToken)),
            Assignments = await AssignmentsAsync(account, frame, cancellationToken),
            OutdatedPermissionSets = frame.PermissionSets.Reading().Select(sets => sets.Where(set => set.Behind.Contains(account.ToString(), StringComparer.Ordinal)).Select(set => set.Name).ToImmutableArray()),
        });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        sts.Dispose();
        sso.Dispose();
        organizations.Dispose();
    }

    async Task<ImmutableDictionary<string, string>> TagsAsync(AccountId account, CancellationToken cancellationToken)
    {
        var tags = await organizations.ListAsync(Organizations.ListTagsForResource, token => new TagsRequest(account.ToString(), token), page => page.Tags, page => page.NextToken, cancellationToken);
        return tags.Select(tag => KeyValuePair.Create(tag.Key ?? throw new FormatException("タグに名前がありません"), tag.Value ?? "")).DistinctBy(tag => tag.Key, StringComparer.Ordinal)
            .ToImmutableDictionary(StringComparer.Ordinal);
    }

    /// <summary>Only of the permission sets that the account has: most pairs of account and permission set do not exist.</summary>
    Task<Reading<ImmutableArray<SsoAssignment>>> AssignmentsAsync(AccountId account, InventoryFrame frame, CancellationToken cancellationToken) => frame.PermissionSets.Reading().Match(
        sets => Unread.ReadAsync(async () =>
        {
            var found = ImmutableArray.CreateBuilder<SsoAssignment>();
            foreach (var set in sets.Where(set => set.Accounts.Contains(account.ToString(), StringComparer.Ordinal)))
            {
                var assigned = await sso.ListAsync(
                    SsoAdmin.ListAccountAssignments, token => new AssignmentsRequest(set.Instance, account.ToString(), set.Arn, token), page => page.AccountAssignments, page => page.NextToken, cancellationToken);
                found.AddRange(assigned.Select(one => new SsoAssignment(set.Name, one.PrincipalType == "GROUP", one.PrincipalId ?? throw new FormatException("割り当て先がありません"))));
            }

            return found.ToImmutable();
        }),
        why => Task.FromResult(Readings.Unknown<ImmutableArray<SsoAssignment>>(why)));
}

using System.Collections.Immutable;
using System.Net;
using GovCloud.Adapters.AwsApi;
using GovCloud.Audit;
using GovCloud.Estates;
using GovCloud.Inventory;
using PasswordPolicy = GovCloud.Inventory.PasswordPolicy;

namespace GovCloud.Adapters.Inventory;

/// <summary>
/// Reads one account. What AWS needs time for (the credential report, last access) is begun first and fetched last.
/// </summary>
sealed class AccountIdentityReader(AwsClientOptions options, TimeProvider time) : IDisposable
{
    const string GlobalRegion = "us-east-1";
    const int RememberedDays = 90;
    const int MostPolls = 8;

    static readonly TimeSpan BetweenPolls = TimeSpan.FromSeconds(2);

    readonly RatedClient<Iam> iam = RatedClient<Iam>.Of(options, time);
    readonly RatedClient<AccountManagement> contacts = RatedClient<AccountManagement>.Of(options, time);
    readonly RatedClient<AccessAnalyzer> analyzers = RatedClient<AccessAnalyzer>.Of(options, time);

    public async Task<AccountEvidence> ReadAsync(AccountEvidence blank, CancellationToken cancellationToken)
    {
        var begun = await Unread.ReadAsync(() => iam.CallAsync(Iam.GenerateCredentialReport, default, cancellationToken));
        var details = await Unread.ReadAsync(async () =>
        {
            var page = await DetailsAsync(cancellationToken);
            return (Entities: IamFacts.Entities(page), Roles: page.Roles.Select(IamFacts.Role).ToImmutableArray());
        });
        var uses = new ServiceUseReader(iam, time);
        var roles = details.Select(known => known.Roles);
        await uses.BeginAsync(roles.Match(known => known.Where(role => Asks(blank, role)).Select(role => role.Arn), _ => []), cancellationToken);
        var found = await FindingsAsync(cancellationToken);
        var evidence = blank with
        {
            Roles = roles,
            Entities = details.Select(known => known.Entities),
            Summary = await Unread.ReadAsync(async () => IamFacts.Summary(await iam.CallAsync(Iam.GetAccountSummary, default, cancellationToken))),
            PasswordPolicy = await Unread.ReadAsync(() => PasswordPolicyAsync(cancellationToken)),
            ServiceCredentials = await Unread.ReadAsync(() => ServiceCredentialsAsync(cancellationToken)),
            Contacts = await Unread.ReadAsync(() => ContactsAsync(cancellationToken)),
            RootCalls = await Unread.ReadAsync(() => RootCallsAsync(blank, cancellationToken)),
            ExternalAccess = found.External,
            UnusedAccess = found.Unused,
        };
        var report = CredentialReport.Believable(await ReportAsync(begun, cancellationToken), evidence.At, blank.Context.Limits.ClockSkew);
        await uses.BeginAsync(report.Match(known => known.Users.Where(user => Asks(blank, user)).Select(user => user.Arn), _ => []), cancellationToken);
        return evidence with
        {
            Credentials = report,
            AccessKeys = await AccessKeysAsync(report, cancellationToken),
            ServiceUse = Readings.Both(roles, report).WhyUnknown is { } why ? Readings.Unknown<ImmutableArray<IdentityUse>>(why) : Readings.Known(await uses.EndAsync(cancellationToken)),
        };
    }

    public void Dispose()
    {
        iam.Dispose();
        contacts.Dispose();
        analyzers.Dispose();
    }

    static bool Asks(AccountEvidence blank, IamRole role) =>
        !role.IsServiceLinked && !blank.Context.AuditRoles.Contains(role.Name, StringComparer.Ordinal)
        && InventoryChecks.AsksForServiceUse(blank.Context.Limits, role.CreatedAt, role.LastUsedAt.Match(used => used, _ => null), blank.At);

    static bool Asks(AccountEvidence blank, CredentialRow user) => InventoryChecks.AsksForServiceUse(blank.Context.Limits, user.CreatedAt, user.LastUsedAt, blank.At);

    async Task<AuthorizationDetailsPage> DetailsAsync(CancellationToken cancellationToken)
    {
        var (users, groups, roles) = (ImmutableArray.CreateBuilder<UserDetail>(), ImmutableArray.CreateBuilder<GroupDetail>(), ImmutableArray.CreateBuilder<RoleDetail>());
        await foreach (var page in AwsPages.ReadAsync(
            (token, cancel) => iam.CallAsync(Iam.GetAccountAuthorizationDetails, new IamPageRequest(token), cancel), page => page.Marker, cancellationToken))
        {
            users.AddRange(page.Users);
            groups.AddRange(page.Groups);
            roles.AddRange(page.Roles);
        }

        return new(users.ToImmutable(), groups.ToImmutable(), roles.ToImmutable(), null);
    }

    async Task<PasswordPolicy?> PasswordPolicyAsync(CancellationToken cancellationToken)
    {
        try
        {
            var policy = await iam.CallAsync(Iam.GetAccountPasswordPolicy, default, cancellationToken);
            return new(policy.MinimumPasswordLength, policy.PasswordReusePrevention);
        }
        catch (AwsApiException absent) when (absent.ErrorCode == "NoSuchEntity")
        {
            return null;
        }
    }

    async Task<ImmutableArray<ServiceCredential>> ServiceCredentialsAsync(CancellationToken cancellationToken)
    {
        var listed = await iam.ListAsync(
            Iam.ListServiceSpecificCredentials, token => new IamPageRequest(token), page => (ImmutableArray<ServiceCredentialFacts>?)page.Credentials, page => page.Marker, cancellationToken);
        return [.. listed.Select(IamFacts.Credential)];
    }

    /// <summary>Each kind is asked for by itself; one that is not set is an answer, too.</summary>
    async Task<ImmutableArray<AccountContact>> ContactsAsync(CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<AccountContact>();
        foreach (var kind in Enum.GetValues<ContactKind>())
        {
            try
            {
                var contact = (await contacts.CallAsync(
                    AccountManagement.GetAlternateContact, new GetAlternateContactRequest(AccountId: null, kind.ToString().ToUpperInvariant()), cancellationToken)).AlternateContact;
                found.Add(new(kind, contact?.EmailAddress ?? throw new FormatException("代替連絡先にメールがありません")));
            }
            catch (AwsApiException absent) when (absent.StatusCode == HttpStatusCode.NotFound)
            {
                // Not set.
            }
        }

        return found.ToImmutable();
    }

    /// <summary>Sign-in is recorded in one region for all, calls where they were made.</summary>
    async Task<ImmutableArray<RecordedCall>> RootCallsAsync(AccountEvidence blank, CancellationToken cancellationToken)
    {
        var from = blank.Since > blank.At.AddDays(-RememberedDays) ? blank.Since : blank.At.AddDays(-RememberedDays);
        var found = ImmutableArray.CreateBuilder<RecordedCall>();
        foreach (var region in new[] { GlobalRegion, options.Region ?? GlobalRegion }.Distinct(StringComparer.Ordinal))
        {
            using var trail = RatedClient<CloudTrail>.Of(options with { Region = region }, time);
            var events = await trail.ListAsync(
                CloudTrail.LookupEvents, token => new LookupEventsRequest([new CallFilter("Username", "root")], from.ToUnixTimeSeconds(), token),
                page => page.Events is { } listed ? [.. listed] : (ImmutableArray<LookedUpEvent>?)null, page => page.NextToken, cancellationToken);
            found.AddRange(events.Select(call => new RecordedCall(call.EventName ?? "?", call.EventTime ?? throw new FormatException("CloudTrail の記録に日時がありません"))));
        }

        return found.ToImmutable();
    }

    /// <summary>By analyzer: one for access from outside, another for access that nobody uses. Where there is none of a kind, nobody has looked.</summary>
    async Task<(Reading<ImmutableArray<AnalyzerFinding>> External, Reading<ImmutableArray<AnalyzerFinding>> Unused)> FindingsAsync(CancellationToken cancellationToken)
    {
        var listed = await Unread.ReadAsync(() => analyzers.ListAsync(AccessAnalyzer.ListAnalyzers, token => new AnalyzersRequest(token), page => page.Analyzers, page => page.NextToken, cancellationToken));
        return (await OfAsync("外部アクセス", type => type is "ACCOUNT" or "ORGANIZATION"), await OfAsync("未使用アクセス", type => type is "ACCOUNT_UNUSED_ACCESS" or "ORGANIZATION_UNUSED_ACCESS"));

        async Task<Reading<ImmutableArray<AnalyzerFinding>>> OfAsync(string what, Func<string?, bool> isOfKind)
        {
            var arns = listed.Select(known => known.Where(analyzer => analyzer.Status == "ACTIVE" && isOfKind(analyzer.Type)).Select(analyzer => analyzer.Arn).OfType<string>().ToList());
            return await arns.Match(
                known => known.Count > 0 ? Unread.ReadAsync(() => OpenFindingsAsync(known, cancellationToken)) : Task.FromResult(Readings.Unknown<ImmutableArray<AnalyzerFinding>>($"IAM Access Analyzer の{what}のアナライザーがない")),
                why => Task.FromResult(Readings.Unknown<ImmutableArray<AnalyzerFinding>>(why)));
        }
    }

    async Task<ImmutableArray<AnalyzerFinding>> OpenFindingsAsync(List<string> arns, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<AnalyzerFinding>();
        foreach (var arn in arns)
        {
            var open = await analyzers.ListAsync(
                AccessAnalyzer.ListFindings, token => new AnalyzerFindingsRequest(arn, AnalyzerFindingsRequest.Open, token), page => page.Findings, page => page.NextToken, cancellationToken);
            found.AddRange(open.Where(finding => finding.FindingType != "InternalAccess").Select(finding =>
                new AnalyzerFinding(finding.Id ?? throw new FormatException("検出結果に ID がありません"), finding.FindingType ?? "ExternalAccess", finding.Resource ?? "", finding.UpdatedAt)));
        }

        return [.. found.DistinctBy(finding => finding.Id, StringComparer.Ordinal)];
    }

    /// <summary>AWS writes the report in seconds, for a large account longer; one that is not ready in time is unknown, never empty.</summary>
    async Task<Reading<CredentialReport>> ReportAsync(Reading<string> begun, CancellationToken cancellationToken)
    {
        var state = begun;
        for (var poll = 0; poll < MostPolls && state.Match(known => known != "COMPLETE", _ => false); poll++)
        {
            state = await Unread.ReadAsync(async () =>
            {
                await Task.Delay(BetweenPolls, time, cancellationToken);
                return await iam.CallAsync(Iam.GenerateCredentialReport, default, cancellationToken);
            });
        }

        return await state.Match(
            known => known != "COMPLETE" ? Task.FromResult(Readings.Unknown<CredentialReport>("認証情報レポートが作成中")) : Unread.ReadAsync(async () =>
            {
                var text = await iam.CallAsync(Iam.GetCredentialReport, default, cancellationToken);
                return CredentialReport.Parse(text.Content) with { GeneratedAt = text.GeneratedTime };
            }),
            why => Task.FromResult(Readings.Unknown<CredentialReport>(why)));
    }

    /// <summary>Only of users with keys: the report says who they are.</summary>
    Task<Reading<ImmutableArray<AccessKey>>> AccessKeysAsync(Reading<CredentialReport> report, CancellationToken cancellationToken) => report.Match(
        known => Unread.ReadAsync(async () =>
        {
            var found = ImmutableArray.CreateBuilder<AccessKey>();
            foreach (var user in known.Users.Where(user => user.Keys.Any(key => key.Active || key.CreatedAt is not null)).Select(user => user.User).Distinct(StringComparer.Ordinal))
            {
                var keys = await iam.ListAsync(Iam.ListAccessKeys, token => new AccessKeysRequest(user, token), page => (ImmutableArray<AccessKeyFacts>?)page.Keys, page => page.Marker, cancellationToken);
                found.AddRange(keys.Select(IamFacts.Key));
            }

            return found.ToImmutable();
        }),
        why => Task.FromResult(Readings.Unknown<ImmutableArray<AccessKey>>(why)));
}

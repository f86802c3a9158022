using System.Collections.Immutable;
using System.Text.Json;
using GovCloud.Accounts;
using GovCloud.Audit;
using GovCloud.Estates;
using GovCloud.Inventory;

namespace GovCloud.AuditFiles;

/// <summary>Files that were collected, put together by account.</summary>
public sealed class CollectedAnswers
{
    readonly ImmutableArray<CollectedDocument> documents;
    readonly ILookup<AccountId, CollectedDocument> byAccount;
    readonly Lazy<Reading<ILookup<AccountId, SsoAssignment>>> assignments;

    /// <summary>Puts files together.</summary>
    public CollectedAnswers(IEnumerable<CollectedFile> files)
    {
        Files = [.. files.OrderBy(file => file.Input.Name, StringComparer.Ordinal)];
        documents = WithAccounts([.. Files.SelectMany(file => file.Documents)]);
        byAccount = documents.Where(document => document.Account is not null).ToLookup(document => document.Account!.Value);
        assignments = new(() => AccountReadings.Assignments(documents));
    }

    /// <summary>The files, by name.</summary>
    public ImmutableArray<CollectedFile> Files { get; }

    /// <summary>Answers of which nobody can tell of which account they are: their folder holds several or none.</summary>
    public IEnumerable<CollectedDocument> OfNoAccount => documents.Where(document => document.Account is null && IsOfAccount(document.Shape));

    /// <summary>The accounts that something was collected of.</summary>
    public IEnumerable<AccountId> Accounts => documents.Where(document => document.Shape != CollectedShape.NotRead).Select(document => document.Account).OfType<AccountId>()
        .Concat(assignments.Value.Match(all => all.Select(group => group.Key), _ => []))
        .Distinct().OrderBy(account => account.ToString(), StringComparer.Ordinal);

    /// <summary>The organization's accounts.</summary>
    public Reading<ImmutableArray<OrganizationAccount>> Organization => Whole(
        documents, CollectedShape.Accounts, "アカウントの一覧(list-accounts)", found => found.SelectMany(OrganizationAnswers.Accounts).DistinctBy(account => account.Id).ToImmutableArray());

    /// <summary>The organization itself: from DescribeOrganization, which every account may call; else its id from the accounts' ARNs.</summary>
    public Reading<OrganizationFacts> OrganizationItself
    {
        get
        {
            var described = Whole(documents, CollectedShape.Organization, "組織の情報(describe-organization)", found => OrganizationAnswers.Organization(found[^1]));
            return described.IsKnown ? described
                : Organization.Match(accounts => accounts.Select(account => account.Organization).OfType<string>().Distinct(StringComparer.Ordinal).ToList(), _ => []) is [var id] ? Readings.Known(new OrganizationFacts(id, null))
                : described;
        }
    }

    /// <summary>The ledger.</summary>
    public Reading<ImmutableArray<AccountRecord>> Ledger => Whole(documents, CollectedShape.Ledger, "台帳(gca accounts list --format json)", found => OrganizationAnswers.Ledger(found[^1]));

    /// <summary>What accounts are compared with.</summary>
    /// <param name="estate">A validated estate.</param>
    /// <param name="breakGlassRoles">Names of roles for emergencies besides those of the estate.</param>
    /// <param name="auditRoles">Names of the roles by which audits read accounts.</param>
    public InventoryContext Context(Estate estate, ImmutableArray<string> breakGlassRoles, ImmutableArray<string> auditRoles) =>
        new(estate, Ledger, Organization, OrganizationItself) { BreakGlassRoles = breakGlassRoles, AuditRoles = auditRoles };

    /// <summary>What was read of an account.</summary>
    /// <param name="account">The account.</param>
    /// <param name="context">What it is compared with.</param>
    /// <param name="since">From when use counts.</param>
    /// <param name="at">When the files were collected.</param>
    public AccountEvidence Evidence(AccountId account, InventoryContext context, DateTimeOffset since, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(context);
        var own = byAccount[account].ToImmutableArray();
        return new()
        {
            Account = account,
            Context = context,
            Since = since,
            At = at,
            Credentials = AccountReadings.Credentials(own, at, context.Limits.ClockSkew),
            Summary = Whole(own, CollectedShape.AccountSummary, "アカウントの要約(get-account-summary)", found => IamAnswers.Summary(found[^1])),
            Entities = AccountReadings.Entities(own),
            Roles = AccountReadings.Roles(own),
            AccessKeys = Whole(own, CollectedShape.AccessKeys, "アクセスキーの一覧(list-access-keys)", found => found.SelectMany(IamAnswers.Keys).Distinct().ToImmutableArray()),
            ServiceCredentials = Whole(own, CollectedShape.ServiceCredentials, "サービス固有の認証情報の一覧(list-service-specific-credentials)", found => found.SelectMany(IamAnswers.ServiceCredentials).Distinct().ToImmutableArray()),
            PasswordPolicy = AccountReadings.PasswordPolicy(own),
            Contacts = AccountReadings.Contacts(own),
            Assignments = assignments.Value.Select(all => all[account].Distinct().ToImmutableArray()),
            ExternalAccess = AccountReadings.Findings(own, external: true),
            UnusedAccess = AccountReadings.Findings(own, external: false),
            Tags = Whole(own, CollectedShape.Tags, "アカウントのタグ(list-tags-for-resource)", found => IamAnswers.Tags(found[^1])),
        };
    }

    /// <summary>All answers of a call together; unknown where there is none, one failed, one cannot be read, or the last page is missing.</summary>
    internal static Reading<T> Whole<T>(ImmutableArray<CollectedDocument> documents, CollectedShape shape, string what, Func<ImmutableArray<CollectedDocument>, T> read)
    {
        var found = documents.Where(document => document.Shape == shape).ToImmutableArray();
        var answers = found.Where(document => document.Failure is null).ToImmutableArray();
        if (answers.IsEmpty || found.Any(document => document.Failure is not null))
        {
            return Readings.Unknown<T>(found.FirstOrDefault(document => document.Failure is not null)?.Failure ?? $"{what}が収集されていません");
        }

        // Pages do not name each other. Where none is the last, the rest is missing.
        if (answers.All(document => document.HasNext))
        {
            return Readings.Unknown<T>($"{what}の続きのページがありません({answers[^1].File})");
        }

        try
        {
            return Readings.Known(read(answers));
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return Readings.Unknown<T>($"{what}を読めません: {e.Message}");
        }
    }

    /// <summary>An answer that does not say its account is of the only account that the other files of its folder are of.</summary>
    static ImmutableArray<CollectedDocument> WithAccounts(ImmutableArray<CollectedDocument> documents)
    {
        var byFolder = documents.Where(document => document.Account is not null).GroupBy(document => Folder(document.File), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Select(document => document.Account!.Value).Distinct().ToList(), StringComparer.Ordinal);
        return [.. documents.Select(document => document.Account is null && IsOfAccount(document.Shape) && byFolder.GetValueOrDefault(Folder(document.File)) is [var only] ? document with { Account = only } : document)];
    }

    static string Folder(string file) => Path.GetDirectoryName(file) ?? "";

    static bool IsOfAccount(CollectedShape shape) => shape is not (
        CollectedShape.Accounts or CollectedShape.Organization or CollectedShape.Ledger or CollectedShape.Assignments or CollectedShape.PermissionSet or CollectedShape.NotRead);
}

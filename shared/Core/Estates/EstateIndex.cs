using System.Collections.Immutable;
using GovCloud.Triage;

namespace GovCloud.Estates;

/// <summary>Answers the questions that decisions ask of an estate, in constant time. Built once, immutable, safe for concurrent use.</summary>
public sealed class EstateIndex
{
    readonly Dictionary<string, AccountContext> accounts;
    readonly Dictionary<string, Organisation> organisations;

    /// <summary>Indexes a validated estate.</summary>
    /// <param name="estate">The estate, as <c>EstateReader</c> or <see cref="EstateDocument"/> gave it.</param>
    /// <param name="digest">The digest of its document.</param>
    /// <exception cref="ArgumentException">The estate was not validated: an id stands twice or a reference dangles.</exception>
    public EstateIndex(Estate estate, string digest)
    {
        ArgumentNullException.ThrowIfNull(estate);
        ArgumentNullException.ThrowIfNull(digest);
        Estate = estate;
        Digest = digest;
        organisations = estate.Organisations.ToDictionary(o => o.Id, StringComparer.Ordinal);
        var systems = estate.Systems.ToDictionary(s => s.Id, StringComparer.Ordinal);
        var municipalities = estate.Municipalities.ToDictionary(m => m.Code);
        accounts = estate.Accounts.ToDictionary(a => a.Id.ToString(), a => Describe(a, systems, municipalities), StringComparer.Ordinal);
    }

    /// <summary>The estate.</summary>
    public Estate Estate { get; }

    /// <summary>The digest of its document.</summary>
    public string Digest { get; }

    /// <summary>What is known of an account; <see langword="null"/> where the estate does not know it, or where an event names none.</summary>
    public AccountContext? FindAccount(string? accountId) => accountId is null ? null : accounts.GetValueOrDefault(accountId);

    /// <summary>An organisation; <see langword="null"/> where there is none of this id.</summary>
    public Organisation? Organisation(string id) => organisations.GetValueOrDefault(id);

    /// <summary>
    /// The row of the responsibility matrix that applies: the first whose category and usage match. An unknown usage matches only rows for all usages.
    /// </summary>
    /// <returns><see langword="null"/> where the matrix has no such row: nobody is responsible, which is itself a finding.</returns>
    public Responsibility? FindResponsibility(AlertCategory category, UsageMode? usage)
    {
        foreach (var row in Estate.Responsibilities)
        {
            if (row.Covers(category, usage))
            {
                return row;
            }
        }

        return null;
    }

    /// <summary>The organisations that hold a role for an account, each once.</summary>
    /// <param name="role">The role.</param>
    /// <param name="context">The account; <see langword="null"/> where it is unknown: then only the estate's own operators are found.</param>
    /// <returns>
    /// Ids of organisations, in the order of the municipalities or departments; empty where nobody holds the role. Owning departments of a shared
    /// system are limited to those of the bodies whose data the account holds.
    /// </returns>
    public ImmutableArray<string> Resolve(Role role, AccountContext? context) => role switch
    {
        Role.Operator => [Estate.Profile.Operator],
        Role.IntegratedOperator => OneOrNone(Estate.Profile.IntegratedOperator),
        Role.NetworkOperator => OneOrNone(Estate.Profile.NetworkOperator),
        Role.Vendor => OneOrNone(context?.System?.Vendor),
        Role.ItDepartment => context is null ? [] : [.. context.Municipalities.Select(m => m.ItDepartment).Distinct(StringComparer.Ordinal)],
        Role.OwningDepartment => context?.System is null ? [] : [.. OwningDepartments(context.System, context).Distinct(StringComparer.Ordinal)],
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "No such role."),
    };

    /// <summary>Who is told of an alert besides those whom the matrix names: the contacts of the budget that it is about. A budget's name in AWS begins with its id.</summary>
    public ImmutableArray<string> ContactsOf(Alert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        if (alert is not { Source: "aws.budgets" or "govcloud-audit.cost", SourceTitle: { } name })
        {
            return [];
        }

        var id = name.Split('.')[0];
        return Estate.Budgets.Monthly.FirstOrDefault(b => b.Id == id)?.Contacts ?? Estate.Budgets.Accounts.FirstOrDefault(b => b.Id == id)?.Contacts ?? [];
    }

    static ImmutableArray<string> OneOrNone(string? id) => id is null ? [] : [id];

    static AccountContext Describe(
        Account account,
        Dictionary<string, BusinessSystem> systems,
        Dictionary<MunicipalityCode, Municipality> municipalities)
    {
        var system = account.System is null ? null : Known(systems, account.System);
        var codes = account.Municipalities.IsEmpty && system is not null ? system.Municipalities : account.Municipalities;
        return new AccountContext
        {
            Account = account,
            System = system,
            Municipalities = [.. codes.Select(code => Known(municipalities, code))],
            Usage = account.Usage ?? system?.Usage ?? UsageMode.Network,
        };
    }

    static TValue Known<TKey, TValue>(Dictionary<TKey, TValue> known, TKey key)
        where TKey : notnull =>
        known.TryGetValue(key, out var value) ? value : throw new ArgumentException($"The estate was not validated: '{key}' is referred to and not there.", nameof(key));

    IEnumerable<string> OwningDepartments(BusinessSystem system, AccountContext context) =>
        system.OwningDepartments.Where(id => Organisation(id)?.Municipality is not { } body || context.Municipalities.Any(m => m.Code == body));
}

/// <summary>An account with everything that follows from it.</summary>
public sealed record AccountContext
{
    /// <summary>The account.</summary>
    public required Account Account { get; init; }

    /// <summary>The system it carries; none for network, operations and log accounts.</summary>
    public BusinessSystem? System { get; init; }

    /// <summary>The bodies whose data it holds: its own list, else those of the system.</summary>
    public required ImmutableArray<Municipality> Municipalities { get; init; }

    /// <summary>The account's usage mode, else its system's; <see cref="UsageMode.Network"/> where it carries no system.</summary>
    public required UsageMode Usage { get; init; }

    /// <summary>Production or verification.</summary>
    public DeploymentEnvironment Environment => Account.Environment;

    /// <summary>How sensitive its data is; unknown where it carries no system.</summary>
    public DataClass? DataClass => System?.DataClass;
}

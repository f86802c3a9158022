using System.Collections.Immutable;
using GovCloud.Calendar;
using GovCloud.Estates;
using GovCloud.LocalCloud.Accounts;
using GovCloud.Resilience;

namespace GovCloud.Cli.Quarter;

/// <summary>The third quarter of a fiscal year (10/1 to 12/31) of an estate: tidy accounts, and what goes wrong in them.</summary>
sealed partial class QuarterScenario
{
    // Five weekly generations are promised, and restore tests run monthly: both must be there on the first morning.
    const int HistoryDays = 73;

    // Each trouble has accounts of its own, so that none explains another's findings.
    const int FewestAccounts = 11;

    static readonly TimeOnly Afternoon = new(14, 0);

    readonly Estate estate;
    readonly EstateAccounts tidy;
    readonly BackupFaults backups;
    readonly Queue<AccountId> free;

    /// <summary>The scenario.</summary>
    /// <param name="estate">The estate.</param>
    /// <param name="year">The year of the quarter.</param>
    /// <param name="seed">Which accounts are hit, and all that looks accidental.</param>
    /// <exception cref="ArgumentException">The estate has too few production systems that are backed up.</exception>
    public QuarterScenario(Estate estate, int year, int seed)
    {
        this.estate = estate;
        (First, Last) = (new DateOnly(year, 10, 1), new DateOnly(year, 12, 31));
        tidy = new EstateAccounts(estate, First.AddDays(-HistoryDays), Last, seed);
        backups = new BackupFaults(estate.Profile.PrimaryRegion, estate.Profile.RecoveryRegion);
        var systems = estate.Systems.ToDictionary(system => system.Id, StringComparer.Ordinal);
        // Bodies that work at weekends too would be told of the same fault on another morning.
        var hit = estate.Accounts
            .Where(account => account is { System: not null, Environment: DeploymentEnvironment.Production } && BackupPlan.ClassOf(estate.Backup, systems[account.System], account.Environment) is { RestoreTested: true }
                && BackupPlan.CalendarOf(estate, systems[account.System]) is { } calendar && !calendar.Days.Contains(DayOfWeek.Saturday))
            .Select(account => account.Id)
            .OrderBy(id => Order(id, seed), StringComparer.Ordinal)
            .ToImmutableArray();
        free = new Queue<AccountId>(hit);
        if (free.Count < FewestAccounts)
        {
            throw new ArgumentException($"The estate has {free.Count} production systems that work on weekdays only and whose backups are tested; the quarter needs {FewestAccounts}.", nameof(estate));
        }

        Faults = [.. BackupTrouble(), .. ProtectionTrouble(), .. RestoreTrouble(), .. UnreadableTrouble(), .. IdentityTrouble(hit), .. UnreadableIdentities(hit)];
    }

    /// <summary>The first day, JST.</summary>
    public DateOnly First { get; }

    /// <summary>The last.</summary>
    public DateOnly Last { get; }

    /// <summary>What goes wrong, by day.</summary>
    public ImmutableArray<QuarterFault> Faults { get; }

    /// <summary>Whether the organization, and with it its policies, is somebody else's.</summary>
    public bool PoliciesAreOfOthers => estate.Profile.Organization != OrganizationMode.Owned;

    /// <summary>The accounts with all that goes wrong in them.</summary>
    public SimulatedAccounts Accounts(TimeProvider clock)
    {
        var accounts = tidy.Create(clock, [Unowned], UnownedAccount);
        foreach (var fault in Faults)
        {
            accounts.Change(fault.Account, fault.Inject);
        }

        return accounts;
    }

    static string Order(AccountId id, int seed) => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{seed}/{id}")));

    // A Tuesday to Thursday, so that the next morning is a business day and the nights before were ordinary.
    DateOnly Weekday(int week, DayOfWeek day)
    {
        var monday = First.AddDays(((int)DayOfWeek.Monday - (int)First.DayOfWeek + 7) % 7);
        return monday.AddDays((7 * week) + (int)day - 1);
    }

    SimulatedResource Resource(AccountId account, string kind) => tidy.Make(account).Regions[estate.Profile.PrimaryRegion].Resources.At(DateTimeOffset.MinValue).First(one => one.Kind == kind);

    string VaultArn(AccountId account, string region) => tidy.Make(account).Regions[region].Vaults.At(DateTimeOffset.MinValue)[0].Arn;

    static DateTimeOffset At(DateOnly day) => JapanTime.At(day, Afternoon);

    static ImmutableArray<ExpectedFinding> All(string subject, DateOnly on, params ReadOnlySpan<string> checks)
    {
        var expected = ImmutableArray.CreateBuilder<ExpectedFinding>(checks.Length);
        foreach (var check in checks)
        {
            expected.Add(new ExpectedFinding(check, subject, on));
        }

        return expected.MoveToImmutable();
    }
}

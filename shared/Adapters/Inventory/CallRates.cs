using System.Collections.Immutable;

namespace GovCloud.Adapters.Inventory;

/// <summary>How often one service may be called.</summary>
/// <param name="Service">The service's id in its API model.</param>
/// <param name="PerSecond">Calls a second.</param>
/// <param name="Burst">Calls that may come at once after a pause.</param>
/// <param name="OfCaller">Whether the rate is one for all accounts that are read: they are asked about, but one account asks. Else every account has its own.</param>
/// <param name="Published">Whether AWS names the number; else it is ours, and AWS's answer to too many calls is waited for as always.</param>
/// <param name="Source">Where the number comes from.</param>
public sealed record CallRate(string Service, double PerSecond, int Burst, bool OfCaller, bool Published, string Source);

/// <summary>The one table of rates by which the inventory calls AWS. AWS changes them: a newer value goes here, with the day on which the table was compared.</summary>
public static class CallRates
{
    /// <summary>When the sources were last compared.</summary>
    public static DateOnly AsOf { get; } = new(2026, 11, 21);

    /// <summary>The table.</summary>
    public static ImmutableArray<CallRate> All { get; } =
    [
        new("SSO Admin", 20, 1, OfCaller: true, Published: true, "IAM Identity Center User Guide, Quotas: 20 transactions a second for all operations together"),
        new("Organizations", 5, 5, OfCaller: true, Published: false, "The guide's table of rates is not to be had by program; five a second reads 5,000 accounts in under a minute"),
        new("STS", 100, 100, OfCaller: true, Published: false, "AssumeRole allows 600 a second for an account and region, which others of the account share"),
        new("IAM", 10, 10, OfCaller: false, Published: false, "AWS names no rate; IAM is one for an account in all the world, and its people must not be held up"),
        new("Account", 10, 15, OfCaller: false, Published: true, "AWS Account Management Reference, Quotas: GetAlternateContact 10 a second, bursts of 15"),
        new("CloudTrail", 2, 1, OfCaller: false, Published: true, "AWS CloudTrail API Reference, LookupEvents: two requests a second for an account and region"),
        new("AccessAnalyzer", 5, 5, OfCaller: false, Published: false, "AWS names no rate"),
    ];

    /// <summary>The rate of a service.</summary>
    /// <exception cref="ArgumentException">The table has none: a call would go out unchecked.</exception>
    public static CallRate Of(string service) => All.FirstOrDefault(rate => rate.Service == service) ?? throw new ArgumentException($"The table has no rate of {service}.", nameof(service));
}

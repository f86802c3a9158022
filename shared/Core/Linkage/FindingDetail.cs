using System.Collections.Immutable;
using GovCloud.Estates;
using GovCloud.Triage;

namespace GovCloud.Linkage;

/// <summary>A finding as it travels on the operations bus: the <c>detail</c> of the event.</summary>
public sealed record FindingDetail
{
    /// <summary>What, as in <see cref="LinkageFindingKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Whether it begins or is mended.</summary>
    public required bool Active { get; init; }

    /// <summary>How bad it is.</summary>
    public required Severity Severity { get; init; }

    /// <summary>The account of the system that has to act: it decides who is told.</summary>
    public required string Account { get; init; }

    /// <summary>Its region.</summary>
    public required string Region { get; init; }

    /// <summary>What it is about, the same for beginning and end.</summary>
    public required string Resource { get; init; }

    /// <summary>Title in Japanese.</summary>
    public required string Title { get; init; }

    /// <summary>The instant of the decision, UTC.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>For the reader.</summary>
    public ImmutableArray<AlertFact> Facts { get; init; } = [];

    /// <summary>A notice about a file of a store.</summary>
    public static FindingDetail Of(LinkageCatalogue catalogue, LinkageStore store, FindingNotice notice)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(notice);
        var finding = notice.Finding;
        var profile = finding.Interface is { } id ? catalogue.Find(id)?.Definition : null;
        return new FindingDetail
        {
            Kind = finding.Kind.ToString(),
            Active = notice.Active,
            Severity = finding.Severity,
            Account = AccountOf(catalogue.Estate, store, finding.Consumer ?? profile?.Provider).ToString(),
            Region = catalogue.Estate.Profile.PrimaryRegion,
            Resource = $"linkage/{store.Id}/{finding.Subject}",
            Title = profile is null ? LinkageText.Of(finding.Kind) : $"{LinkageText.Of(finding.Kind)}: {profile.Name}{(profile.Example ? " 例(非公式)" : "")}",
            UpdatedAt = notice.At,
            Facts = profile is null ? finding.Facts : [new AlertFact("連携", $"{profile.Name}({profile.Id})"), .. finding.Facts],
        };
    }

    static AccountId AccountOf(Estate estate, LinkageStore store, string? system)
    {
        var accounts = system is null ? [] : LinkageNames.AccountsOf(estate, system, store.Municipality, LinkageNames.EnvironmentOf(estate, store));
        return accounts.IsEmpty ? store.Account : accounts[0];
    }
}

using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Cost.Apportioning;

/// <summary>What the estate says about a line: by its account, and by its tags where the account leaves it open.</summary>
sealed record LineFacts
{
    /// <summary>What the account is for; none where the estate does not know the account.</summary>
    public AccountPurpose? Purpose { get; init; }

    /// <summary>The account's environment; none where the estate does not know the account.</summary>
    public DeploymentEnvironment? Environment { get; init; }

    /// <summary>The usage of the account; none where the estate does not know it.</summary>
    public UsageMode? Usage { get; init; }

    /// <summary>The system: the account's, else that of the tag.</summary>
    public BusinessSystem? System { get; init; }

    /// <summary>The bodies of the account, by code, else those of the tagged system; empty: it names none, and all of the estate are meant.</summary>
    public ImmutableArray<MunicipalityCode> Bodies { get; init; } = [];

    /// <summary>The one body that it belongs to: the tag's, else the only one of the account.</summary>
    public MunicipalityCode? Owner { get; init; }

    /// <summary>Tags that contradict the account or name nothing of the estate. They count for nothing.</summary>
    public ImmutableArray<(string Key, string Value)> Conflicts { get; init; } = [];
}

/// <summary>Finds the facts of lines. Where a tag contradicts the account, the account is right.</summary>
sealed class LineFactsReader
{
    static readonly LineFacts Unknown = new();

    readonly EstateCost rules;
    readonly Dictionary<string, LineFacts> accounts = new(StringComparer.Ordinal);
    readonly Dictionary<string, BusinessSystem> systems;
    readonly Dictionary<string, MunicipalityCode> municipalities = new(StringComparer.OrdinalIgnoreCase);

    public LineFactsReader(Estate estate)
    {
        rules = estate.Cost;
        systems = estate.Systems.ToDictionary(s => s.Id, StringComparer.Ordinal);
        foreach (var municipality in estate.Municipalities)
        {
            municipalities[municipality.Slug] = municipality.Code;
            municipalities[municipality.Code.ToString()] = municipality.Code;
        }

        foreach (var account in estate.Accounts)
        {
            accounts[account.Id.ToString()] = Describe(account);
        }
    }

    /// <summary>The facts of a line.</summary>
    public LineFacts Of(CostLine line) => WithOwner(WithSystem(accounts.GetValueOrDefault(line.Account, Unknown), line), line);

    LineFacts Describe(Account account)
    {
        var system = account.System is { } id ? systems[id] : null;
        var bodies = account.Municipalities.IsEmpty ? system?.Municipalities ?? [] : account.Municipalities;
        return new LineFacts
        {
            Purpose = account.Purpose,
            Environment = account.Environment,
            Usage = account.Usage ?? system?.Usage ?? UsageMode.Network,
            System = system,
            Bodies = [.. bodies.Order()],
            Owner = bodies.Length == 1 ? bodies[0] : null,
        };
    }

    LineFacts WithSystem(LineFacts facts, CostLine line)
    {
        if (!line.Tags.TryGetValue(rules.SystemTag, out var tag) || tag.Length == 0 || tag == facts.System?.Id)
        {
            return facts;
        }

        if (facts.System is not null || !systems.TryGetValue(tag, out var system))
        {
            return facts with { Conflicts = [(rules.SystemTag, tag)] };
        }

        var bodies = facts.Bodies.IsEmpty ? [.. system.Municipalities.Order()] : facts.Bodies;
        return facts with { System = system, Bodies = bodies, Owner = bodies.Length == 1 ? bodies[0] : facts.Owner };
    }

    LineFacts WithOwner(LineFacts facts, CostLine line)
    {
        if (!line.Tags.TryGetValue(rules.MunicipalityTag, out var tag) || tag.Length == 0)
        {
            return facts;
        }

        return municipalities.TryGetValue(tag, out var body) && (facts.Bodies.IsEmpty || facts.Bodies.Contains(body))
            ? facts with { Owner = body }
            : facts with { Conflicts = facts.Conflicts.Add((rules.MunicipalityTag, tag)) };
    }
}

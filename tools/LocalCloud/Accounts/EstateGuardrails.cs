using System.Collections.Concurrent;
using System.Collections.Immutable;
using GovCloud.Calendar;
using GovCloud.Estates;
using GovCloud.Guardrails;

namespace GovCloud.LocalCloud.Accounts;

/// <summary>The guardrails of an estate's accounts, tidy: every account has the released template of its version with the estate's parameters, and every setting is as the baseline asks.</summary>
/// <param name="estate">The estate.</param>
/// <param name="folder">Folder of the released templates; none leaves the stacks out.</param>
/// <param name="last">The day whose morning is audited, JST: the stacks were compared the day before.</param>
sealed class EstateGuardrails(Estate estate, string? folder, DateOnly last)
{
    /// <summary>Name of the stack that forwards events.</summary>
    public const string ForwardingStack = "GovCloud-Forwarding";

    // Long before whatever is audited.
    static readonly DateTimeOffset LongAgo = new(2026, 4, 1, 0, 0, 0, JapanTime.Offset);
    static readonly TimeOnly Morning = new(5, 5);

    readonly ConcurrentDictionary<BaselineVersion, string> templates = new();

    /// <summary>The guardrails in a region of an account.</summary>
    public Timeline<SimulatedGuardrails> Of(AccountId account, string region) => Timelines.Always(new SimulatedGuardrails
    {
        Vpcs = [new SimulatedVpc($"vpc-0{new Draws(0, $"vpc/{account}/{region}").Hex(16)}", IsDefault: false, "10.0.0.0/22", [$"eni-0{new Draws(0, $"eni/{account}/{region}").Hex(16)}"])],
        Stacks = region == estate.Profile.PrimaryRegion && folder is not null ? ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, Stacks(account).Select(stack => KeyValuePair.Create(stack.Name, stack))) : ImmutableSortedDictionary<string, SimulatedStackFacts>.Empty,
    });

    IEnumerable<SimulatedStackFacts> Stacks(AccountId account)
    {
        yield return new SimulatedStackFacts { Name = ForwardingStack, Created = LongAgo };
        if (estate.Guardrails.VersionOf(account) is { } version)
        {
            yield return Baseline(account, version);
        }
    }

    SimulatedStackFacts Baseline(AccountId account, BaselineVersion version) => new()
    {
        Name = BaselineReleases.MemberStack,
        Status = "UPDATE_COMPLETE",
        Created = LongAgo,
        Template = templates.GetOrAdd(version, one => File.ReadAllText(Path.Combine(folder!, BaselineReleases.FileOf(one, BaselineTemplate.Member)))),
        Parameters = BaselineParameterValues.Member(estate, account, version),
        Outputs = ImmutableSortedDictionary<string, string>.Empty.Add(BaselineReleases.VersionOutput, version.ToString()),
        Compared = JapanTime.At(last.AddDays(-1), Morning),
    };
}

using System.Collections.Immutable;
using GovCloud.Estates;
using GovCloud.Guardrails;

namespace GovCloud.Deployment;

/// <summary>Which accounts of an estate get which stack.</summary>
public static class StackPlacement
{
    /// <summary>The most accounts that forward to one bus: what its policy has room for.</summary>
    public const int AccountsPerBus = 600;

    /// <summary>The accounts and regions of a stack; none where that cannot be told.</summary>
    public static ImmutableArray<StackTarget> Of(StackArtifact stack, Estate estate)
    {
        ArgumentNullException.ThrowIfNull(stack);
        ArgumentNullException.ThrowIfNull(estate);
        var place = stack.Definition.Place;
        var region = place.Region ?? estate.Profile.PrimaryRegion;
        return [.. (place.Account is { } account ? [account] : Accounts(stack, estate)).Select(one => new StackTarget(stack, one, region))];
    }

    static IEnumerable<string> Accounts(StackArtifact stack, Estate estate)
    {
        var everyone = estate.Accounts.Select(a => a.Id.ToString());
        var operations = estate.Profile.OperationsAccount.ToString();
        return StackKind.Of(stack.Definition.Name).Audience switch
        {
            StackAudience.EveryAccount => everyone,
            StackAudience.EveryOtherAccount => everyone.Where(id => id != operations),
            StackAudience.Operations => [operations],
            StackAudience.LogArchive => [BaselineParameterValues.LogArchiveOf(estate).ToString()],
            StackAudience.Mapped => Rows(stack),
            StackAudience.Baseline => estate.Accounts.Where(a => estate.Guardrails.VersionOf(a.Id) is { } version && NameOf(version) == stack.Definition.Name).Select(a => a.Id.ToString()),
            StackAudience.BusMembers => everyone.Skip((Ordinal(stack.Definition.Name) - 1) * AccountsPerBus).Take(AccountsPerBus),
            StackAudience.Management => estate.Organization.ManagementAccount is { } management ? [management.ToString()] : [],
            _ => [],
        };
    }

    /// <summary>The accounts that a mapping of the template has rows for.</summary>
    static IEnumerable<string> Rows(StackArtifact stack) => stack.Definition.Section("Mappings").SelectMany(m => m.Value.EnumerateObject())
        .Select(row => row.Name).Where(name => AccountId.TryParse(name, out _)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    /// <summary>The name of a version's stack in the assembly, where a point may not stand.</summary>
    static string NameOf(BaselineVersion version) => $"{BaselineReleases.MemberStack}-{version.ToString().Replace('.', '-')}";

    /// <summary>1 for the first stack of its kind, else the number at its end.</summary>
    static int Ordinal(string name) => int.TryParse(name.AsSpan(name.LastIndexOf('-') + 1), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 1;
}

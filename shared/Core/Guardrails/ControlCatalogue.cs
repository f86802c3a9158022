using System.Collections.Immutable;

namespace GovCloud.Guardrails;

/// <summary>
/// The controls of our own generic baseline. It is not official: the contents of the Digital Agency's mandatory templates are not public, and this
/// catalogue says nothing about them.
/// </summary>
/// <remarks>References: NIST SP 800-53 Rev. 5; CIS AWS Foundations Benchmark v3.0.0.</remarks>
public static partial class ControlCatalogue
{
    /// <summary>The name under which people see the baseline, Japanese.</summary>
    public const string BaselineTitle = "独自の汎用ベースライン(非公式)";

    static readonly BaselineVersion Second = new(1, 1);

    /// <summary>All controls, in the order in which they are listed.</summary>
    public static ImmutableArray<Control> All { get; } = [.. Recording, .. Detection, .. Access, .. Settings];

    static readonly Dictionary<string, Control> ById = All.ToDictionary(control => control.Id, StringComparer.Ordinal);

    /// <summary>A control; none of this id gives null.</summary>
    public static Control? Find(string id) => ById.GetValueOrDefault(id);

    /// <summary>The controls of a version.</summary>
    public static ImmutableArray<Control> Of(BaselineVersion version) => [.. All.Where(control => control.IsIn(version))];

    /// <summary>The controls that another party may provide in the baseline's place, because AWS allows one of them in an account and region.</summary>
    public static IEnumerable<Control> Replaceable => All.Where(control => control.Switch is not null || control.Means == ControlMeans.Setting);
}

using System.Collections.Immutable;

namespace GovCloud.Triage.Normalisation;

/// <summary>Facts are bounded: a finding may carry kilobytes of text, a message and a stored item may not.</summary>
static class FactList
{
    public const int MaxLength = 400;

    public static void AddText(this ImmutableArray<AlertFact>.Builder facts, string label, string? value)
    {
        if (value is not null)
        {
            facts.Add(new AlertFact(label, value.Length <= MaxLength ? value : value[..MaxLength] + "…"));
        }
    }
}

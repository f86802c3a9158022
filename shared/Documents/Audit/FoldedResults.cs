using System.Globalization;
using GovCloud.Audit;

namespace GovCloud.Documents.Audit;

/// <summary>Results that say the same about many accounts, for people: one row.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Count">How many there are.</param>
public sealed record FoldedResults(AuditResult First, int Count)
{
    /// <summary>Fewer are shown one by one.</summary>
    const int Fewest = 4;

    /// <summary>The account, or how many.</summary>
    public string Accounts => Count > 1 ? string.Create(CultureInfo.InvariantCulture, $"{Count} 件") : First.Subject.Account?.ToString() ?? "";

    /// <summary>The subject, or nothing of many.</summary>
    public string Subject => Count > 1 ? "" : First.Subject.Id;

    /// <summary>Folds what is unknown for one reason; everything else stays as it is, in its order.</summary>
    public static IEnumerable<FoldedResults> Of(IEnumerable<AuditResult> results) =>
        results.GroupBy(result => (result.Check.Id, Reason: (result.Outcome as NotKnown)?.Reason, Self: result.Outcome is NotKnown ? null : result))
            .SelectMany(group => group.Count() >= Fewest ? [new FoldedResults(group.First(), group.Count())] : group.Select(result => new FoldedResults(result, 1)));
}

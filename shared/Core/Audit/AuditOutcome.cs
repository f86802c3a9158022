using System.Text.Json;
using GovCloud.Estates;

namespace GovCloud.Audit;

/// <summary>What a check came to for one subject.</summary>
public abstract record AuditOutcome
{
    private protected AuditOutcome(AuditOutcomeKind kind) => Kind = kind;

    /// <summary>Which of the five it is.</summary>
    public AuditOutcomeKind Kind { get; }

    /// <summary>As the check demands.</summary>
    public static AuditOutcome Pass { get; } = new Passed();

    /// <summary>Not as the check demands.</summary>
    public static AuditOutcome Fail { get; } = new Failed();
}

/// <summary>As the check demands.</summary>
public sealed record Passed() : AuditOutcome(AuditOutcomeKind.Pass);

/// <summary>Not as the check demands.</summary>
public sealed record Failed() : AuditOutcome(AuditOutcomeKind.Fail);

/// <summary>The check has nothing to say about this subject.</summary>
/// <param name="Reason">Why, in Japanese.</param>
public sealed record NotApplicable(string Reason) : AuditOutcome(AuditOutcomeKind.NotApplicable);

/// <summary>It cannot be told. Never counts as a pass.</summary>
/// <param name="Reason">What could not be read or understood, in Japanese.</param>
public sealed record NotKnown(string Reason) : AuditOutcome(AuditOutcomeKind.Unknown);

/// <summary>Not as the check demands, and accepted until a day.</summary>
/// <param name="Waiver">Who accepted it, why and until when.</param>
public sealed record Waived(AuditWaiver Waiver) : AuditOutcome(AuditOutcomeKind.Waived);

/// <summary>The five outcomes.</summary>
public enum AuditOutcomeKind
{
    /// <summary>適合.</summary>
    Pass,

    /// <summary>不適合.</summary>
    Fail,

    /// <summary>対象外.</summary>
    NotApplicable,

    /// <summary>不明.</summary>
    Unknown,

    /// <summary>例外承認.</summary>
    Waived,
}

/// <summary>Names of outcomes.</summary>
public static class AuditOutcomes
{
    /// <summary>All kinds in their order.</summary>
    public static IReadOnlyList<AuditOutcomeKind> All { get; } = Enum.GetValues<AuditOutcomeKind>();

    /// <summary>The name in files and on the command line: <c>not-applicable</c>.</summary>
    public static string Code(this AuditOutcomeKind kind) => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString());

    /// <summary>The name for people, in Japanese.</summary>
    public static string Label(this AuditOutcomeKind kind) => kind switch
    {
        AuditOutcomeKind.Pass => "適合",
        AuditOutcomeKind.Fail => "不適合",
        AuditOutcomeKind.NotApplicable => "対象外",
        AuditOutcomeKind.Waived => "例外承認",
        _ => "不明",
    };
}

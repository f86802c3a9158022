namespace GovCloud.Guardrails;

/// <summary>One difference between two templates.</summary>
public sealed record TemplateChange
{
    /// <summary>What happened.</summary>
    public required ChangeKind Kind { get; init; }

    /// <summary>Where: the template's section and the name in it, such as <c>Resources/Trail</c>.</summary>
    public required string Element { get; init; }

    /// <summary>The resource's type; none for other sections.</summary>
    public string? ResourceType { get; init; }

    /// <summary>The control that the resource belongs to, where the template says so.</summary>
    public string? Control { get; init; }

    /// <summary>The property's path below the element; empty where the element as a whole was added or removed.</summary>
    public string Path { get; init; } = "";

    /// <summary>The value before, as JSON; none where there was none.</summary>
    public string? Before { get; init; }

    /// <summary>The value after, as JSON; none where there is none.</summary>
    public string? After { get; init; }

    /// <summary>What it means for security.</summary>
    public required ChangeJudgement Judgement { get; init; }

    /// <summary>Why, Japanese.</summary>
    public required string Reason { get; init; }
}

/// <summary>What happened to an element or property.</summary>
public enum ChangeKind
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>It is gone.</summary>
    Removed,

    /// <summary>It has another value.</summary>
    Changed,

    /// <summary>The same thing under another logical id: CloudFormation replaces it.</summary>
    Renamed,
}

/// <summary>What a change means for security. There is no judgement "harmless": what is not known is looked at by people.</summary>
public enum ChangeJudgement
{
    /// <summary>緩和.</summary>
    Loosened,

    /// <summary>要確認: not known; somebody has to look.</summary>
    Review,

    /// <summary>強化.</summary>
    Tightened,
}

/// <summary>A judgement with its reason.</summary>
/// <param name="Judgement">The judgement.</param>
/// <param name="Reason">Why, Japanese.</param>
readonly record struct Verdict(ChangeJudgement Judgement, string Reason)
{
    public static Verdict Unknown { get; } = new(ChangeJudgement.Review, "影響を自動では判定できない");

    public static Verdict Looser(string reason) => new(ChangeJudgement.Loosened, reason);

    public static Verdict Tighter(string reason) => new(ChangeJudgement.Tightened, reason);

    public static Verdict Look(string reason) => new(ChangeJudgement.Review, reason);
}

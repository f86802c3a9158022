namespace GovCloud.Network;

/// <summary>A text in the two languages of the output.</summary>
/// <param name="Japanese">For the staff of bodies and vendors.</param>
/// <param name="English">The same in English.</param>
public sealed record NetworkText(string Japanese, string English);

/// <summary>Whether a plan with a finding may be used.</summary>
public enum NetworkSeverity
{
    /// <summary>It may; somebody should look at it.</summary>
    Warning,

    /// <summary>It may not: nothing is written.</summary>
    Error,
}

/// <summary>A rule of the address plan.</summary>
/// <param name="Id">Stable id; never given a second meaning.</param>
/// <param name="Severity">Usual severity.</param>
/// <param name="Title">What the rule is about.</param>
/// <param name="Remedy">How a finding is mended.</param>
public sealed record NetworkRule(string Id, NetworkSeverity Severity, NetworkText Title, NetworkText Remedy);

/// <summary>Something that is wrong with the addresses of an estate.</summary>
public sealed record NetworkFinding
{
    /// <summary>The rule.</summary>
    public required NetworkRule Rule { get; init; }

    /// <summary>How bad it is here.</summary>
    public required NetworkSeverity Severity { get; init; }

    /// <summary>What exactly is wrong.</summary>
    public required NetworkText Message { get; init; }

    /// <summary>The record of the estate that it is about; <see langword="null"/> for the estate or the lock as a whole.</summary>
    public object? Subject { get; init; }

    /// <summary>A finding of a rule at its usual severity.</summary>
    public static NetworkFinding Of(NetworkRule rule, object? subject, string japanese, string english)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return new NetworkFinding { Rule = rule, Severity = rule.Severity, Subject = subject, Message = new NetworkText(japanese, english) };
    }
}

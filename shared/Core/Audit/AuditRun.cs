using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace GovCloud.Audit;

/// <summary>A run: what went in, and what came out in one fixed order.</summary>
public sealed record AuditRun
{
    /// <summary>When what was judged was read.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What went in, by name.</summary>
    public required ImmutableArray<AuditInput> Inputs { get; init; }

    /// <summary>The results, by check, account and subject.</summary>
    public required ImmutableArray<AuditResult> Results { get; init; }

    /// <summary>Digest of all that went in: equal inputs in any order have the same.</summary>
    public required string InputDigest { get; init; }

    /// <summary>Puts a run together.</summary>
    public static AuditRun Of(DateTimeOffset at, IEnumerable<AuditInput> inputs, IEnumerable<AuditResult> results)
    {
        ImmutableArray<AuditInput> ordered = [.. inputs.Distinct().OrderBy(input => input.Name, StringComparer.Ordinal).ThenBy(input => input.Sha256, StringComparer.Ordinal)];
        var text = string.Concat(ordered.Select(input => $"{input.Sha256}  {input.Name}\n"));
        return new()
        {
            At = at,
            Inputs = ordered,
            Results = [.. results.Order(AuditResultOrder.Instance)],
            InputDigest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))),
        };
    }

    /// <summary>How many results there are of an outcome.</summary>
    public int Count(AuditOutcomeKind kind) => Results.Count(result => result.Outcome.Kind == kind);
}

/// <summary>Something that went into a run.</summary>
/// <param name="Name">Its name: a file's, a call's, <c>estate</c>.</param>
/// <param name="Sha256">SHA-256 of its bytes in lower-case hexadecimal digits.</param>
public sealed record AuditInput(string Name, string Sha256)
{
    /// <summary>Takes the digest.</summary>
    public static AuditInput Of(string name, ReadOnlySpan<byte> content) => new(name, Convert.ToHexStringLower(SHA256.HashData(content)));
}

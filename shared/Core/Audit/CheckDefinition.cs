using System.Collections.Immutable;
using GovCloud.Triage;

namespace GovCloud.Audit;

/// <summary>What a check is, as data. The catalogue is written from it.</summary>
public sealed record CheckDefinition
{
    /// <summary>Stable id such as <c>IAM-001</c>; never given a second meaning.</summary>
    public required string Id { get; init; }

    /// <summary>The state that it demands, in Japanese.</summary>
    public required string Title { get; init; }

    /// <summary>The same in English.</summary>
    public required string TitleInEnglish { get; init; }

    /// <summary>What may happen otherwise, in Japanese.</summary>
    public required string Rationale { get; init; }

    /// <summary>How bad it is when it fails.</summary>
    public required Severity Severity { get; init; }

    /// <summary>The rules that it comes from.</summary>
    public required ImmutableArray<CheckSource> Sources { get; init; }

    /// <summary>What it reads: calls of AWS as in IAM policies (<c>iam:GetCredentialReport</c>), <c>ledger</c>, <c>estate</c>.</summary>
    public required ImmutableArray<string> Reads { get; init; }

    /// <summary>How to mend it, in Japanese.</summary>
    public required string Remedy { get; init; }
}

/// <summary>A rule that a check comes from.</summary>
/// <param name="Kind">Whose rule.</param>
/// <param name="Reference">Its number or clause, such as <c>1.14</c> or <c>AC-2(3)</c>.</param>
public sealed record CheckSource(CheckSourceKind Kind, string Reference);

/// <summary>Whose rule it is.</summary>
public enum CheckSourceKind
{
    /// <summary>A control of AWS: Security Hub, Backup Audit Manager, or a page of a user guide.</summary>
    Aws,

    /// <summary>CIS AWS Foundations Benchmark.</summary>
    Cis,

    /// <summary>NIST SP 800-53 Rev. 5.</summary>
    Nist,

    /// <summary>地方公共団体情報システム非機能要件の標準.</summary>
    NonFunctional,

    /// <summary>A clause of public procurement documents, by its number in the list of requirements.</summary>
    Contract,
}

/// <summary>Names of sources.</summary>
public static class CheckSources
{
    /// <summary>The source for people: <c>CIS AWS Foundations 1.14</c>.</summary>
    public static string Text(this CheckSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.Kind switch
        {
            CheckSourceKind.Aws => "AWS ",
            CheckSourceKind.Cis => "CIS AWS Foundations ",
            CheckSourceKind.Nist => "NIST SP 800-53 ",
            CheckSourceKind.NonFunctional => "非機能要件の標準 ",
            _ => "調達仕様 ",
        } + source.Reference;
    }
}

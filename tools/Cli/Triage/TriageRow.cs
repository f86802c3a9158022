using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using GovCloud.Triage;

namespace GovCloud.Cli.Triage;

/// <summary>One element of <c>gca triage --format json</c>: what became of one finding of one event.</summary>
sealed record TriageRow
{
    /// <summary>The file as it was named; <c>-</c> for standard input.</summary>
    public required string File { get; init; }

    /// <summary>Position of the event in the file, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>What became of it.</summary>
    public required string Disposition { get; init; }

    /// <summary>No specific normaliser knew the event.</summary>
    public required bool Generic { get; init; }

    /// <summary>Identity of the problem; the same for its repeats, recoveries and copies.</summary>
    public string? IncidentKey { get; init; }

    /// <summary>After environment and data class.</summary>
    public string? Severity { get; init; }

    public string? Category { get; init; }

    public string? Source { get; init; }

    public string? Type { get; init; }

    public string? Account { get; init; }

    public string? Region { get; init; }

    public string? Resource { get; init; }

    /// <summary>Codes of the municipalities, joined by commas.</summary>
    public string? Municipality { get; init; }

    public string? System { get; init; }

    public string? Environment { get; init; }

    public string? Responsible { get; init; }

    public ImmutableArray<string> Supporting { get; init; } = [];

    public ImmutableArray<string> Informed { get; init; } = [];

    public string? Playbook { get; init; }

    /// <summary>In Japanese.</summary>
    public string? Title { get; init; }

    /// <summary>The rule's id and why, in Japanese.</summary>
    public required string Reason { get; init; }

    public static TriageRow Of(string file, int index, TriageDecision decision)
    {
        var alert = decision.Alert;
        var owner = decision.Ownership;
        return new TriageRow
        {
            File = file,
            Index = index,
            Disposition = Name(decision.Disposition),
            Generic = alert.Generic,
            IncidentKey = decision.Fingerprint,
            Severity = Name(decision.Severity),
            Category = Name(alert.Category),
            Source = alert.Source,
            Type = alert.Type,
            Account = alert.Account,
            Region = alert.Region,
            Resource = Redactor.Redact(alert.Resource, alert.Account),
            Municipality = owner.Municipalities.IsEmpty ? null : string.Join(',', owner.Municipalities),
            System = owner.System,
            Environment = owner.Environment is { } environment ? Name(environment) : null,
            Responsible = owner.Responsible,
            Supporting = owner.Supporting,
            Informed = owner.Informed,
            Playbook = decision.Playbook,
            Title = decision.Title,
            Reason = $"{decision.Rule}: {decision.Reason}",
        };
    }

    public static TriageRow Rejected(string file, int index, string reason) => new()
    {
        File = file,
        Index = index,
        Disposition = Name(GovCloud.Triage.Disposition.Quarantined),
        Generic = false,
        Reason = $"unreadable: {reason}",
    };

    static string Name<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TriageRow))]
sealed partial class TriageRowJson : JsonSerializerContext;

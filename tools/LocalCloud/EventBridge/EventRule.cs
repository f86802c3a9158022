using System.Text.Json;

namespace GovCloud.LocalCloud.EventBridge;

/// <summary>A rule of a bus: what it takes and where it sends it.</summary>
sealed record EventRule
{
    public required Arn Arn { get; init; }

    /// <summary>Null for a rule that only has a schedule.</summary>
    public EventPattern? Pattern { get; init; }

    public IReadOnlyList<EventTarget> Targets { get; init; } = [];
}

/// <summary>A target with the shaping of its input; at most one of the three inputs is set.</summary>
sealed record EventTarget
{
    public required Arn Arn { get; init; }

    /// <summary>A constant, JSON.</summary>
    public string? Input { get; init; }

    /// <summary>A JSON path into the event.</summary>
    public string? InputPath { get; init; }

    public InputTransformer? Transformer { get; init; }

    /// <summary>The rule or schedule; null where a function's own destination is meant, on which its role was decided.</summary>
    public Arn? Source { get; init; }

    /// <summary>The role that it delivers with; null where the service delivers as itself.</summary>
    public string? Role { get; init; }

    /// <summary>Takes what could not be delivered.</summary>
    public Arn? DeadLetterQueue { get; init; }

    /// <summary>What the target gets for an event.</summary>
    public string Render(JsonElement json, EventRule rule, DateTimeOffset ingestedAt) =>
        Input ?? (InputPath is { } path ? JsonPath.Find(json, path)?.GetRawText() ?? "null"
            : Transformer is { } transformer ? transformer.Apply(json, rule.Arn, ingestedAt)
            : json.GetRawText());
}

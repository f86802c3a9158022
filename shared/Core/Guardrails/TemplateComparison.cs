using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace GovCloud.Guardrails;

/// <summary>
/// Compares two CloudFormation templates by meaning: order of keys, one value or a list of one, and text or number make no difference. What is known
/// about a security property is judged; everything else is to be looked at, never passed over.
/// </summary>
public static class TemplateComparison
{
    const string Resources = "Resources";

    // Carries no meaning for what is provisioned.
    static readonly string[] Silent = ["Description"];

    /// <summary>The differences, the loosened ones first, then by element and path.</summary>
    /// <param name="before">The template that is deployed or known.</param>
    /// <param name="after">The template that would replace it.</param>
    public static ImmutableArray<TemplateChange> Compare(JsonObject before, JsonObject after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var changes = new List<TemplateChange>();
        foreach (var section in before.Concat(after).Select(member => member.Key).Distinct(StringComparer.Ordinal).Except(Silent, StringComparer.Ordinal))
        {
            CompareSection(section, before[section], after[section], changes);
        }

        return [.. changes.OrderBy(change => change.Judgement).ThenBy(change => change.Element, StringComparer.Ordinal).ThenBy(change => change.Path, StringComparer.Ordinal)];
    }

    static void CompareSection(string section, JsonNode? before, JsonNode? after, List<TemplateChange> changes)
    {
        if ((before ?? after) is not JsonObject || (before ?? new JsonObject()) is not JsonObject old || (after ?? new JsonObject()) is not JsonObject current)
        {
            if (!TemplateValue.Same(before, after))
            {
                changes.Add(Whole(section, before, after, Verdict.Unknown));
            }

            return;
        }

        var renamed = section == Resources ? Renamed(old, current) : [];
        foreach (var (from, to) in renamed)
        {
            changes.Add(Element(ChangeKind.Renamed, section, from, old[from], current[to], Verdict.Look($"論理IDが {from} から {to} に変わり、作り直される")) with { After = $"\"{to}\"", Before = $"\"{from}\"" });
        }

        var skipped = renamed.SelectMany(pair => new[] { pair.From, pair.To }).ToHashSet(StringComparer.Ordinal);
        foreach (var name in old.Concat(current).Select(member => member.Key).Distinct(StringComparer.Ordinal).Where(name => !skipped.Contains(name)))
        {
            CompareElement(section, name, old[name], current[name], changes);
        }
    }

    static void CompareElement(string section, string name, JsonNode? before, JsonNode? after, List<TemplateChange> changes)
    {
        if (TemplateValue.Same(before, after))
        {
            return;
        }

        if (before is null || after is null || TypeOf(before) != TypeOf(after))
        {
            var kind = before is null ? ChangeKind.Added : after is null ? ChangeKind.Removed : ChangeKind.Changed;
            var verdict = section == Resources && kind != ChangeKind.Changed ? ResourceJudgement.Of(TypeOf(before ?? after) ?? "", before ?? after, kind == ChangeKind.Added) : Verdict.Unknown;
            changes.Add(Element(kind, section, name, before, after, verdict));
            return;
        }

        var type = section == Resources ? TypeOf(after) : null;
        foreach (var difference in TemplateValue.Differences(before, after))
        {
            var verdict = type is null ? Verdict.Unknown : PropertyJudgement.Of(type, difference);
            changes.Add(Element(difference.Kind, section, name, before, after, verdict) with { Path = difference.Path, Before = difference.Before?.ToJsonString(), After = difference.After?.ToJsonString() });
        }
    }

    /// <summary>Resources that are the same but for their logical ids, each once.</summary>
    static List<(string From, string To)> Renamed(JsonObject before, JsonObject after)
    {
        var gone = before.Where(member => !after.ContainsKey(member.Key)).ToList();
        var fresh = after.Where(member => !before.ContainsKey(member.Key)).ToList();
        var pairs = new List<(string, string)>();
        foreach (var old in gone)
        {
            if (fresh.FindIndex(one => TemplateValue.Same(old.Value, one.Value)) is var index and >= 0)
            {
                pairs.Add((old.Key, fresh[index].Key));
                fresh.RemoveAt(index);
            }
        }

        return pairs;
    }

    static TemplateChange Whole(string section, JsonNode? before, JsonNode? after, Verdict verdict) => new()
    {
        Kind = before is null ? ChangeKind.Added : after is null ? ChangeKind.Removed : ChangeKind.Changed,
        Element = section,
        Before = before?.ToJsonString(),
        After = after?.ToJsonString(),
        Judgement = verdict.Judgement,
        Reason = verdict.Reason,
    };

    static TemplateChange Element(ChangeKind kind, string section, string name, JsonNode? before, JsonNode? after, Verdict verdict) => new()
    {
        Kind = kind,
        Element = $"{section}/{name}",
        ResourceType = section == Resources ? TypeOf(after ?? before) : null,
        Control = ControlOf(after) ?? ControlOf(before),
        Judgement = verdict.Judgement,
        Reason = verdict.Reason,
    };

    static string? TypeOf(JsonNode? resource) => TemplateValue.Text((resource as JsonObject)?["Type"]);

    static string? ControlOf(JsonNode? resource) => TemplateValue.Text(((resource as JsonObject)?["Metadata"] as JsonObject)?["GovCloud::Control"]);
}

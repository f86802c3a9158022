using System.Collections.Immutable;
using System.Text.Json;
using GovCloud.Estates;

namespace GovCloud.Guardrails;

/// <summary>What triage is told about one check of one account, or about a registered template: the detail of an event.</summary>
public sealed record AuditFinding
{
    /// <summary>The kind of check, such as <c>baseline-drift</c> or <c>template-overdue</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Always posture.</summary>
    public string Category { get; init; } = "Posture";

    /// <summary><c>HIGH</c>, <c>MEDIUM</c> or <c>LOW</c>.</summary>
    public required string Severity { get; init; }

    /// <summary><c>active</c> or <c>resolved</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The account and the control, or the template, so that every one is an incident of its own.</summary>
    public required string Resource { get; init; }

    /// <summary>What was checked, Japanese.</summary>
    public required string Title { get; init; }

    /// <summary>Why, Japanese.</summary>
    public required string Reason { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The detail of the event.</summary>
    public string Detail() => JsonSerializer.Serialize(this, EvidenceJson.Default.AuditFinding);

    /// <summary>
    /// What is to be told: everything that is wrong or unknown, and what was so the last time and is mended. Where the last evidence is not known,
    /// everything that is well is reported as mended, because it may have been wrong.
    /// </summary>
    public static ImmutableArray<AuditFinding> Of(GuardrailEvidence? previous, GuardrailEvidence current)
    {
        ArgumentNullException.ThrowIfNull(current);
        var open = previous?.Accounts.SelectMany(audit => audit.Items.Where(IsOpen).Select(item => KeyOf(audit, item))).ToHashSet();
        var now = current.Accounts.SelectMany(audit => audit.Items.Select(item => KeyOf(audit, item))).ToHashSet();
        var told = current.Accounts.SelectMany(audit => audit.Items
            .Where(item => IsOpen(item) || open is null || open.Contains(KeyOf(audit, item)))
            .Select(item => Finding(audit, item, IsOpen(item), current.At)));
        // Silence is no recovery: what is no longer said ends only where the same check was made and its answer is known.
        var known = current.Accounts.ToDictionary(
            audit => audit.Account,
            audit => audit.Items.GroupBy(item => item.Check).Where(check => check.All(item => item.State != AuditState.Unknown)).Select(check => check.Key).ToHashSet(),
            StringComparer.Ordinal);
        var ended = (previous?.Accounts ?? []).SelectMany(audit => audit.Items
            .Where(item => IsOpen(item) && !now.Contains(KeyOf(audit, item)) && known.TryGetValue(audit.Account, out var checks)
                && (item.Check == AuditCheck.Unreadable ? checks.Count > 0 : checks.Contains(item.Check)))
            .Select(item => Finding(audit, item, open: false, current.At)));
        return [.. told, .. ended, .. Templates(previous, current)];
    }

    static IEnumerable<AuditFinding> Templates(GuardrailEvidence? previous, GuardrailEvidence current)
    {
        var late = previous?.Templates.Where(template => template.State == TemplateState.Overdue).ToArray();
        var told = current.Templates.Where(template => template.State == TemplateState.Overdue || late is null || late.Any(one => one.Id == template.Id));
        // The registry is reviewed: what somebody took out of it need not be applied any more.
        var withdrawn = (late ?? []).Where(template => current.Templates.All(one => one.Id != template.Id))
            .Select(template => template with { State = TemplateState.Applied, Reason = "登録から外された" });
        return told.Concat(withdrawn).Select(template => Finding(template, current.At));
    }

    static bool IsOpen(AuditItem item) => item.State is AuditState.Violated or AuditState.Unknown;

    static (string, AuditCheck, string?) KeyOf(AccountAudit audit, AuditItem item) => (audit.Account, item.Check, item.Control);

    static AuditFinding Finding(TemplateAudit template, DateTimeOffset at) => new()
    {
        Type = "template-overdue",
        Severity = template.Layer == TemplateLayer.Own ? "MEDIUM" : "HIGH",
        Status = template.State == TemplateState.Overdue ? "active" : "resolved",
        Account = template.Account,
        Resource = $"guardrail-template/{template.Id}",
        Title = $"{template.Title}(版 {template.Version})",
        Reason = template.Reason,
        At = at,
    };

    static AuditFinding Finding(AccountAudit audit, AuditItem item, bool open, DateTimeOffset at) => new()
    {
        Type = $"baseline-{JsonNamingPolicy.KebabCaseLower.ConvertName(item.Check.ToString())}",
        Severity = item.State == AuditState.Unknown ? "LOW" : item.Check is AuditCheck.Version or AuditCheck.Setting or AuditCheck.Parameters ? "MEDIUM" : "HIGH",
        Status = open ? "active" : "resolved",
        Account = audit.Account,
        Resource = $"AWS::::Account:{audit.Account}{(item.Control is { } control ? $"/{control}" : "")}",
        Title = item.Control is { } id && ControlCatalogue.Find(id) is { } known ? known.Title : ControlCatalogue.BaselineTitle,
        Reason = item.Reason,
        At = at,
    };
}

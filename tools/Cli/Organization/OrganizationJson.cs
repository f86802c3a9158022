using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GovCloud.Cli.Organization;

/// <summary>A plan and its findings for programs.</summary>
static class OrganizationJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Of(PlannedOrganization planned) => JsonSerializer.Serialize(
        new
        {
            errors = planned.Errors,
            warnings = planned.Findings.Length - planned.Errors,
            findings = planned.Findings.Select(finding => new
            {
                id = finding.Rule.Id,
                severity = finding.Rule.IsError ? "error" : "warning",
                file = planned.PlaceOf(finding).File,
                line = planned.PlaceOf(finding).Line,
                message = finding.Message,
                remedy = finding.Rule.Remedy,
            }),
            units = planned.Plan.Units.Select(unit => new { key = unit.Key, name = unit.Name, label = unit.Label, parent = unit.Parent, id = unit.ExistingId }),
            accounts = planned.Plan.Placements.Select(placement => new
            {
                name = placement.Name,
                id = placement.Id?.ToString(),
                unit = placement.Unit.Key,
                municipality = placement.Municipality?.ToString(),
                system = placement.System,
                owner = placement.Owner,
                stack = placement.Entry is not null,
            }),
            policies = planned.Plan.Policies.Select(policy => new
            {
                name = policy.Name,
                type = policy.Type,
                purpose = policy.Purpose,
                targets = policy.Targets,
                characters = policy.Document.Length,
                document = JsonNode.Parse(policy.Document),
            }),
        },
        Options);
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GovCloud.Estates;

namespace GovCloud.Core.Tests.Estates;

/// <summary>Editors and the reader must not contradict each other: what the schema refuses the reader refuses, and nothing of shape else.</summary>
public sealed class EstateSchemaTests
{
    static readonly JsonObject Schema = JsonNode.Parse(EstateSchema.Write(_ => null))!.AsObject();

    // What JSON Schema cannot express, by the rules' ids: days that do not exist, check digits, host bits. Cross-references begin with EST2.
    static readonly string[] BeyondSchema = [EstateRules.MunicipalityCode, EstateRules.AddressRange];

    public static TheoryData<string, string> Changes()
    {
        var data = new TheoryData<string, string>();
        foreach (var row in EstateBindingRuleTests.Cases.Concat(EstateReferenceRuleTests.Cases).Concat(EstateConsistencyRuleTests.Cases).Concat(EstateNetworkRuleTests.Cases))
        {
            data.Add((string)row[1], (string)row[2]);
        }

        return data;
    }

    [Fact]
    public void The_schema_accepts_the_small_estate() => Assert.Null(Refusal(Json(Root(SmallEstate.Yaml)), Schema));

    [Theory]
    [MemberData(nameof(Changes))]
    public void Schema_and_reader_agree_about_a_changed_estate(string old, string replacement)
    {
        var yaml = SmallEstate.With(old, replacement);
        var refusedByReader = SmallEstate.Read(yaml).Problems.FirstOrDefault(p => IsOfShape(p.Id));
        var refusedBySchema = Refusal(Json(Root(yaml)), Schema);
        var excused = refusedBySchema is null && (yaml.Contains("2027-02-29", StringComparison.Ordinal) || BeyondSchema.Contains(refusedByReader?.Id, StringComparer.Ordinal));
        Assert.True(excused || (refusedByReader is null) == (refusedBySchema is null), $"reader: {refusedByReader}\nschema: {refusedBySchema}");
    }

    [Fact]
    public void Every_record_that_a_file_can_hold_is_defined_and_closed()
    {
        var definitions = Schema["$defs"]!.AsObject();
        Assert.Equal(
            [
                "AcceptedOverlap", "AccessPrincipal", "AccessRole", "Account", "AccountBudget", "AdditionalRegion", "AddressPool", "AllowedDomain", "AllowedReplacement",
                "AlternateContact", "AnomalyDetection", "AttestationPolicy", "AttestationSuperior", "AuditWaiver", "BackupAssignment", "BackupClass", "BackupExclusion", "BackupLock", "BackupRequirement", "BackupResource",
                "BackupSchedule", "BaselineParameters", "BaselinePin", "BaselineRollout", "BodyAccess", "BudgetThreshold", "BuildPeriod", "BusinessSystem", "ControlExemption",
                "CostClosing", "CostDriver", "CostDriverValue", "CostExports", "CostMatch", "CostParticipation", "CostPool", "CostSplit", "CostTag", "CostTagMatch",
                "DelegatedAdministrator", "DesignatedRange", "DriverBand", "EstateAccess", "EstateAudit", "EstateBackup", "EstateBudgets", "EstateCost", "EstateGuardrails",
                "EstateLinkage", "EstateMonitoring", "EstateNetwork", "EstateOrganization", "EstateProfile", "EstateVersions", "ExchangeRate", "ExemptRole", "ExistingUnit",
                "ExistingVpc", "FixedShare", "FlowParty", "ForwardedDomain", "GlobalAction", "GuardrailTemplate", "HeldRange", "IdentityCenter", "IrreversibleDecision",
                "LinkageConsumer", "LinkageEndpoints", "LinkageFormat", "LinkageInterface", "LinkageMarker", "LinkageSchedule", "LinkageStore", "MonitoredBatch",
                "MonitoredTarget", "MonitoringStandard", "MonthlyBudget", "Municipality", "NetworkFlow", "NetworkLine", "NewAccount", "NotificationPolicy", "NthWeekdayClosure",
                "OnPremisesRange", "Organisation", "OrganizationQuotaOverride", "OverallVersion", "PlannedStop", "PolicyTurnedOff", "PrivateLink", "PrivateZone",
                "ProvidedControl", "QuotaOverride", "Responsibility", "RestoreTest", "SessionPolicy", "SeverityRule", "ShareLimit", "SpecificationVersion", "Suppression",
                "SystemMonitoring", "SystemVersion", "TransitGateway", "TriagePolicy", "VersionBaseline", "VersionInterface", "VpcRequest", "VpcStandard", "WorkCalendar",
            ],
            definitions.Select(d => d.Key).Order(StringComparer.Ordinal),
            StringComparer.Ordinal);
        Assert.All(definitions, d => Assert.False(d.Value!["additionalProperties"]!.GetValue<bool>()));
    }

    static bool IsOfShape(string id) => id.StartsWith("EST1", StringComparison.Ordinal) && id is not (EstateRules.SectionTwice or EstateRules.Secret) || id is EstateRules.ListedTwice;

    static SourceNode.Mapping Root(string yaml) => SmallEstate.Sources(yaml).Documents[0];

    /// <summary>YAML 1.2 as an editor sees it.</summary>
    static JsonNode? Json(SourceNode node) => node switch
    {
        SourceNode.Mapping mapping => new JsonObject(mapping.Members.Select(m => KeyValuePair.Create(m.Key, Json(m.Value)))),
        SourceNode.Sequence sequence => new JsonArray([.. sequence.Items.Select(Json)]),
        SourceNode.Scalar { Quoted: false, Text: "" or "null" or "~" } => null,
        SourceNode.Scalar { Quoted: false, Text: "true" or "false" } scalar => JsonValue.Create(scalar.Text is "true"),
        SourceNode.Scalar { Quoted: false } scalar when double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        SourceNode.Scalar scalar => JsonValue.Create(scalar.Text),
        _ => null,
    };

    /// <summary>Where and why the schema refuses a value; the keywords that our schema uses and no others.</summary>
    static string? Refusal(JsonNode? value, JsonObject schema, string path = "$")
    {
        foreach (var (keyword, argument) in schema)
        {
            var refusal = keyword switch
            {
                "$ref" => Refusal(value, Schema["$defs"]![argument!.GetValue<string>().Split('/')[^1]]!.AsObject(), path),
                "type" when !IsOfType(value, argument!.GetValue<string>()) => $"{path}: not {argument}",
                "enum" when !argument!.AsArray().Any(word => JsonNode.DeepEquals(word, value)) => $"{path}: not in the enumeration",
                "pattern" when value?.GetValueKind() == JsonValueKind.String && !Matches(value.GetValue<string>(), argument!.GetValue<string>()) => $"{path}: pattern",
                "minimum" when value is JsonValue v && v.TryGetValue<double>(out var number) && number < argument!.GetValue<double>() => $"{path}: minimum",
                "maximum" when value is JsonValue v && v.TryGetValue<double>(out var number) && number > argument!.GetValue<double>() => $"{path}: maximum",
                "uniqueItems" when value is JsonArray array && array.Select(i => i?.ToJsonString()).Distinct(StringComparer.Ordinal).Count() < array.Count => $"{path}: twice",
                "required" when value is JsonObject o => argument!.AsArray().Select(k => k!.GetValue<string>()).FirstOrDefault(k => !o.ContainsKey(k)) is { } missing ? $"{path}: lacks {missing}" : null,
                "properties" when value is JsonObject o => o.Select(m => argument![m.Key] is JsonObject inner ? Refusal(m.Value, inner, $"{path}.{m.Key}") : $"{path}: unknown {m.Key}").FirstOrDefault(r => r is not null),
                "items" when value is JsonArray array => array.Select((item, i) => Refusal(item, argument!.AsObject(), $"{path}[{i}]")).FirstOrDefault(r => r is not null),
                _ => null,
            };
            if (refusal is not null)
            {
                return refusal;
            }
        }

        return null;
    }

    static bool Matches(string text, string pattern) => Regex.IsMatch(text, pattern, RegexOptions.ECMAScript, TimeSpan.FromSeconds(1));

    static bool IsOfType(JsonNode? value, string type) => (type, value?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String) or ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("integer", JsonValueKind.Number) => double.IsInteger(value!.GetValue<double>()),
        _ => false,
    };
}

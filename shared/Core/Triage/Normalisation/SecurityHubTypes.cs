using GovCloud.Triage.Catalogue;

namespace GovCloud.Triage.Normalisation;

/// <summary>The products whose findings are folded with their own native events.</summary>
enum SecurityHubProductName
{
    Other,
    SecurityHub,
    GuardDuty,
    Inspector,
    AccessAnalyzer,
    Macie,
    Config,
    Health,
}

/// <summary>Which product made a finding, read from its product ARN, name or generator.</summary>
static class SecurityHubProduct
{
    public static SecurityHubProductName Of(JsonView finding)
    {
        var arn = finding["ProductArn"].Text;
        var product = arn is null ? null : arn[(arn.LastIndexOf('/') + 1)..];
        var name = finding["ProductName"].Text ?? finding["ProductFields"]["aws/securityhub/ProductName"].Text;
        return FromName(product) is var byArn and not SecurityHubProductName.Other ? byArn : FromName(name);
    }

    public static SecurityHubProductName FromName(string? name) => name?.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant() switch
    {
        "securityhub" => SecurityHubProductName.SecurityHub,
        "guardduty" => SecurityHubProductName.GuardDuty,
        "inspector" => SecurityHubProductName.Inspector,
        "access-analyzer" or "iamaccessanalyzer" => SecurityHubProductName.AccessAnalyzer,
        "macie" => SecurityHubProductName.Macie,
        "config" => SecurityHubProductName.Config,
        "health" => SecurityHubProductName.Health,
        _ => SecurityHubProductName.Other,
    };
}

/// <summary>A normalised type and its category.</summary>
readonly record struct NormalisedType(string Name, AlertCategory Category);

/// <summary>The normalised type of an ASFF finding: one name for a control in all standards, and the native name for what other services found.</summary>
static class SecurityHubTypes
{
    public static NormalisedType Of(JsonView finding, SecurityHubProductName product) => product switch
    {
        SecurityHubProductName.GuardDuty => new(NativeType(finding) ?? finding["Title"].Text ?? "GuardDuty", AlertCategory.Threat),
        SecurityHubProductName.Macie => new(NativeType(finding) ?? "Macie Finding", AlertCategory.DataProtection),
        SecurityHubProductName.Inspector => new(Vulnerability(finding) ?? "Inspector Finding", AlertCategory.Vulnerability),
        SecurityHubProductName.AccessAnalyzer => new(AccessAnalyzerNormaliser.ExternalAccess, AlertCategory.Access),
        SecurityHubProductName.Config => new(ConfigNormaliser.TypeOf(ConfigRule(finding) ?? finding["Title"].Text ?? "Config"), AlertCategory.Posture),
        SecurityHubProductName.Health => new(finding["GeneratorId"].Text ?? "AWS Health", AlertCategory.ServiceHealth),
        _ => Control(finding) is { } control ? new(control, AlertCategory.Posture) : new(Custom(finding), ByTaxonomy(finding)),
    };

    /// <summary>The consolidated control id of a control finding, whatever standard's copy it is; null when it is no control.</summary>
    static string? Control(JsonView finding)
    {
        if (finding["Compliance"]["SecurityControlId"].Text is { } consolidated)
        {
            return consolidated;
        }

        var generator = finding["GeneratorId"].Text;
        var fields = finding["ProductFields"];
        var isControl = finding["Compliance"].Exists || fields["StandardsControlArn"].Exists || fields["ControlId"].Exists || fields["RuleId"].Exists;
        if (!isControl && generator?.Contains("/v/", StringComparison.Ordinal) != true)
        {
            return null;
        }

        foreach (var name in (ReadOnlySpan<string?>)[generator, fields["StandardsControlArn"].Text, ConfigRule(finding)])
        {
            if (name is not null && SecurityControls.TryFind(name, out var control))
            {
                return control;
            }
        }

        return StandardControl(generator) ?? StandardControl(fields["StandardsControlArn"].Text);
    }

    /// <summary>The id within its standard of a control that the map does not know: the last part of the path.</summary>
    static string? StandardControl(string? path) =>
        path is not null && path.Contains("/v/", StringComparison.Ordinal) ? path[(path.LastIndexOf('/') + 1)..] : null;

    static string? ConfigRule(JsonView finding)
    {
        var fields = finding["ProductFields"];
        return fields["aws/config/ConfigRuleName"].Text
            ?? (fields["RelatedAWSResources:0/type"].Text == "AWS::Config::ConfigRule" ? fields["RelatedAWSResources:0/name"].Text : null);
    }

    static string? NativeType(JsonView finding)
    {
        foreach (var type in finding["Types"].Items)
        {
            if (type.Text is { } text && GuardDutyTypes.FromTaxonomy(text) is { } native)
            {
                return native;
            }
        }

        return null;
    }

    static string? Vulnerability(JsonView finding)
    {
        if (finding["Vulnerabilities"].First["Id"].Text is { } id)
        {
            return id;
        }

        var title = finding["Title"].Text;
        var end = title?.IndexOf(" - ", StringComparison.Ordinal) ?? -1;
        return end > 0 ? title![..end] : title;
    }

    /// <summary>A product of others: its taxonomy says what kind of thing it is, its generator which rule found it.</summary>
    static string Custom(JsonView finding)
    {
        var generator = finding["GeneratorId"].Text;
        var taxonomy = finding["Types"].First.Text;
        return NativeType(finding) ?? (generator is not null && taxonomy is not null ? $"{taxonomy}: {generator}" : generator ?? taxonomy ?? "Security Hub Finding");
    }

    static AlertCategory ByTaxonomy(JsonView finding) => finding["Types"].First.Text switch
    {
        null => AlertCategory.Posture,
        var t when t.StartsWith("TTPs", StringComparison.Ordinal) || t.StartsWith("Unusual Behaviors", StringComparison.Ordinal)
            || t.StartsWith("Effects", StringComparison.Ordinal) => AlertCategory.Threat,
        var t when t.StartsWith("Sensitive Data", StringComparison.Ordinal) => AlertCategory.DataProtection,
        var t when t.StartsWith("Software and Configuration Checks/Vulnerabilities", StringComparison.Ordinal) => AlertCategory.Vulnerability,
        _ => AlertCategory.Posture,
    };
}

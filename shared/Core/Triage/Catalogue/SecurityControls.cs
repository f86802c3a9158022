using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace GovCloud.Triage.Catalogue;

/// <summary>
/// The control map: one consolidated Security Hub control id, such as <c>S3.8</c>, for every name under which the same check is reported:
/// the ids of the standards (CIS, PCI DSS, Control Tower, NIST) and the AWS Config rules behind them.
/// </summary>
/// <remarks>Data: <c>controls.tsv</c>, <c>standard-controls.tsv</c>. Read at the first use.</remarks>
public static class SecurityControls
{
    static readonly Lazy<Tables> tables = new(Load);
    static readonly SearchValues<char> lettersAndDigits = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>The consolidated control id for what a finding or an event calls the check.</summary>
    /// <param name="key">
    /// A control id (<c>S3.8</c>, <c>PCI.S3.1</c>, <c>CT.S3.8</c>, <c>CIS.1.3</c>), a rule id of CIS v1.2.0 (<c>1.3</c>), a GeneratorId
    /// (<c>security-control/S3.8</c>, <c>pci-dss/v/3.2.1/PCI.S3.1</c>), a StandardsControlArn or ruleset ARN, or the name of an AWS Config
    /// rule with or without its generated parts.
    /// </param>
    /// <param name="controlId">The id in AWS's spelling.</param>
    /// <returns>Whether the key names a check of Security Hub.</returns>
    public static bool TryFind(string key, [NotNullWhen(true)] out string? controlId)
    {
        key = key.Trim();
        controlId = FromStandard(key) ?? FromId(key) ?? FromRule(key);
        return controlId is not null;
    }

    /// <summary>
    /// The name of a Config rule without what its deployment added: the prefix <c>securityhub-</c> or <c>OrgConfigRule-</c>, a conformance
    /// pack's id, a generated ending. A name in which nothing looks generated comes back unchanged.
    /// </summary>
    public static string StripConfigSuffix(string ruleName) => ConfigRuleNames.Strip(ruleName, tables.Value.ByRule.ContainsKey);

    /// <summary>The title of a control's deviation in Japanese.</summary>
    internal static bool TryGetTitle(string controlId, [NotNullWhen(true)] out string? title) => tables.Value.Titles.TryGetValue(controlId, out title);

    /// <summary>All known control ids.</summary>
    internal static IEnumerable<string> Ids => tables.Value.Titles.Keys;

    /// <summary>Whether a text has the form of a consolidated id: a service's name, a point, a number.</summary>
    internal static bool IsIdForm(ReadOnlySpan<char> text)
    {
        var point = text.IndexOf('.');
        return point > 0 && point < text.Length - 1 && char.IsAsciiLetter(text[0])
            && text[(point + 1)..].IndexOfAnyExceptInRange('0', '9') < 0
            && text[..point].IndexOfAnyExcept(lettersAndDigits) < 0;
    }

    // Security Hub names a check in a path: .../cis-aws-foundations-benchmark/v/1.2.0/rule/1.3, pci-dss/v/3.2.1/PCI.S3.1, security-control/S3.8.
    static string? FromStandard(string key)
    {
        var last = key.LastIndexOf('/');
        if (last < 0)
            return null;
        var (path, id) = (key[..last], key[(last + 1)..]);
        if (path.EndsWith("security-control", StringComparison.OrdinalIgnoreCase))
            return FromId(id) ?? (IsIdForm(id) ? id : null);

        var version = path.IndexOf("/v/", StringComparison.Ordinal);
        if (version < 0)
            return null;
        if (!path.Contains("cis-aws-foundations-benchmark", StringComparison.Ordinal))
            return FromId(id) ?? (IsIdForm(id) ? id : null);

        // Only v1.2.0 is written as a ruleset; its numbers mean other checks in later versions.
        var number = path.EndsWith("/rule", StringComparison.Ordinal) ? "1.2.0" : path[(version + 3)..].Split('/')[0];
        return tables.Value.ByStandard.GetValueOrDefault($"cis/{number}/{id}");
    }

    static string? FromId(string id)
    {
        var known = tables.Value;
        if (id.StartsWith("CT.", StringComparison.OrdinalIgnoreCase))
            id = id[3..];
        if (known.ById.TryGetValue(id, out var control) || known.ByStandard.TryGetValue(id, out control))
            return control;

        // Only CIS v1.2.0 reports bare numbers (ProductFields.RuleId).
        var bare = id.StartsWith("CIS.", StringComparison.OrdinalIgnoreCase) ? id[4..] : id;
        if (bare.Length > 0 && char.IsAsciiDigit(bare[0]))
            return known.ByStandard.GetValueOrDefault($"cis/1.2.0/{bare}");

        // A control that is newer than the table, of a service that is in it.
        return IsIdForm(id) && known.Services.Contains(id[..id.IndexOf('.')]) ? id : null;
    }

    static string? FromRule(string name) => tables.Value.ByRule.GetValueOrDefault(StripConfigSuffix(name));

    static Tables Load()
    {
        var titles = new Dictionary<string, string>(StringComparer.Ordinal);
        var byId = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var byRule = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var services = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in ResourceTable.Read("controls.tsv", 3))
        {
            var id = entry[0];
            titles.Add(id, entry[2]);
            byId.Add(id, id);
            services.Add(id[..id.IndexOf('.')]);
            foreach (var rule in entry[1].Split(',').Where(rule => rule is not "-"))
                byRule.Add(rule, id);
        }

        var byStandard = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in ResourceTable.Read("standard-controls.tsv", 2))
            byStandard.Add(entry[0], entry[1]);
        return new Tables(titles, byId, byRule, byStandard, services);
    }

    sealed record Tables(
        Dictionary<string, string> Titles,
        Dictionary<string, string> ById,
        Dictionary<string, string> ByRule,
        Dictionary<string, string> ByStandard,
        HashSet<string> Services);
}

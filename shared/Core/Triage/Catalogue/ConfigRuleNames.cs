using System.Buffers;

namespace GovCloud.Triage.Catalogue;

/// <summary>
/// Takes generated parts off the names of AWS Config rules: Security Hub, conformance packs, organization rules and CloudFormation each deploy
/// the managed rule under a name of their own, and the same check must read the same wherever it came from.
/// </summary>
static class ConfigRuleNames
{
    const string SecurityHub = "securityhub-";
    const string OrganizationRule = "OrgConfigRule-";
    const string ConformancePack = "-conformance-pack-";

    static readonly SearchValues<char> lettersAndDigits = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>The name without generated prefix and suffix; unchanged where nothing in it looks generated.</summary>
    /// <param name="name">A rule's name as deployed.</param>
    /// <param name="isManaged">Whether a name is that of a managed rule: such a name is never shortened.</param>
    public static string Strip(string name, Func<string, bool> isManaged)
    {
        var rest = name.Trim();
        var pack = rest.LastIndexOf(ConformancePack, StringComparison.OrdinalIgnoreCase);
        if (pack > 0)
            rest = rest[..pack];

        // Organization rules always end in eight generated characters, Security Hub's in six or eight.
        var generated = TakeOff(ref rest, OrganizationRule) | TakeOff(ref rest, SecurityHub);
        if (isManaged(rest))
            return rest;

        var hyphen = rest.LastIndexOf('-');
        if (hyphen <= 0)
            return rest;
        var stem = rest[..hyphen];
        var last = rest.AsSpan(hyphen + 1);
        return (generated && IsToken(last) && (isManaged(stem) || HasDigit(last))) || LooksRandom(last) ? stem : rest;
    }

    static bool TakeOff(ref string name, string prefix)
    {
        if (name.Length <= prefix.Length || !name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            return false;
        name = name[prefix.Length..];
        return true;
    }

    static bool IsToken(ReadOnlySpan<char> text) => text.Length is >= 6 and <= 13 && text.IndexOfAnyExcept(lettersAndDigits) < 0;

    static bool HasDigit(ReadOnlySpan<char> text) => text.IndexOfAnyInRange('0', '9') >= 0;

    // A word such as imdsv2, level1 or sha256 has its digits at the end; a generated token mixes them.
    static bool LooksRandom(ReadOnlySpan<char> text)
    {
        if (!IsToken(text))
            return false;
        var changes = 0;
        for (var i = 1; i < text.Length; i++)
        {
            if (char.IsAsciiDigit(text[i]) != char.IsAsciiDigit(text[i - 1]))
                changes++;
        }

        return changes >= 2;
    }
}

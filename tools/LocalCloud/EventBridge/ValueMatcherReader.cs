using System.Net;
using System.Text.Json;

namespace GovCloud.LocalCloud.EventBridge;

/// <summary>Compiles one entry of a field's list.</summary>
static class ValueMatcherReader
{
    /// <summary>Null for <c>exists: false</c>, which is no question about a value.</summary>
    public static ValueMatcher? Read(JsonElement entry, string path)
    {
        if (entry.ValueKind == JsonValueKind.Array)
        {
            throw new InvalidEventPatternException("Match value must be String, number, true, false, or null", path);
        }

        if (entry.ValueKind != JsonValueKind.Object)
        {
            return new LiteralMatcher(entry);
        }

        var comparison = Single(entry, path);
        return comparison.Name is "exists" ? Exists(comparison.Value, path) : ReadComparison(comparison, path);
    }

    static ValueMatcher ReadComparison(JsonProperty comparison, string path) => comparison.Name switch
    {
        "exactly" => Exactly(Text(comparison, path)),
        "prefix" => Affix(comparison, path, prefix: true),
        "suffix" => Affix(comparison, path, prefix: false),
        "equals-ignore-case" => IgnoreCase(Text(comparison, path)),
        "wildcard" => Wildcard(Text(comparison, path), path),
        "numeric" => NumericReader.Read(comparison.Value, path),
        "cidr" => Cidr(Text(comparison, path), path),
        "anything-but" => new NoneOfMatcher(Excluded(comparison.Value, path)),
        _ => throw new InvalidEventPatternException($"Unrecognized match type {comparison.Name}", path),
    };

    static PresenceMatcher? Exists(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.True => new PresenceMatcher(),
        JsonValueKind.False => null,
        _ => throw new InvalidEventPatternException("exists match pattern must be either true or false.", path),
    };

    static TextMatcher Affix(JsonProperty comparison, string path, bool prefix)
    {
        var ignoreCase = comparison.Value.ValueKind == JsonValueKind.Object;
        var inner = ignoreCase ? Single(comparison.Value, path) : comparison;
        if (ignoreCase && inner.Name is not "equals-ignore-case")
        {
            throw new InvalidEventPatternException($"Unsupported {comparison.Name} match pattern: {inner.Name}", path);
        }

        var text = Text(inner, path);
        var rule = ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return new(prefix ? value => value.StartsWith(text, rule) : value => value.EndsWith(text, rule));
    }

    static IReadOnlyList<ValueMatcher> Excluded(JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return ExcludedValues(value, path);
        }

        var inner = Single(value, path);
        if (inner.Name is not ("prefix" or "suffix" or "wildcard" or "equals-ignore-case"))
        {
            throw new InvalidEventPatternException($"Unsupported anything-but pattern: {inner.Name}", path);
        }

        var texts = inner.Value.ValueKind == JsonValueKind.Array ? inner.Value.EnumerateArray().ToList() : [inner.Value];
        if (texts.Count == 0 || texts.Any(text => text.ValueKind != JsonValueKind.String))
        {
            throw new InvalidEventPatternException($"Value of anything-but {inner.Name} must be an array of strings or a single string", path);
        }

        return inner.Name is "prefix" or "suffix" && texts.Any(text => text.ValueEquals(""))
            ? throw new InvalidEventPatternException("Null prefix/suffix not allowed", path)
            : [.. texts.Select(text => ExcludedText(inner.Name, text.GetString()!, path))];
    }

    static TextMatcher ExcludedText(string comparison, string text, string path) => comparison switch
    {
        "prefix" => new(value => value.StartsWith(text, StringComparison.Ordinal)),
        "suffix" => new(value => value.EndsWith(text, StringComparison.Ordinal)),
        "wildcard" => Wildcard(text, path),
        _ => IgnoreCase(text),
    };

    static IReadOnlyList<ValueMatcher> ExcludedValues(JsonElement value, string path)
    {
        var list = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToList() : [value];
        if (list.Count > 0 && list.TrueForAll(item => item.ValueKind == JsonValueKind.String))
        {
            return [.. list.Select(item => Exactly(item.GetString()!))];
        }

        if (list.Count > 0 && list.TrueForAll(item => item.ValueKind == JsonValueKind.Number))
        {
            return [.. list.Select(item => NumericReader.Equal(item, path))];
        }

        throw new InvalidEventPatternException(
            value.ValueKind == JsonValueKind.Array
                ? "Inside anything but list, either all values are number or string, mixed type is not supported"
                : "Value of anything-but must be an array or single string/number value.",
            path);
    }

    static TextMatcher Exactly(string text) => new(value => string.Equals(value, text, StringComparison.Ordinal));

    static TextMatcher IgnoreCase(string text) => new(value => string.Equals(value, text, StringComparison.OrdinalIgnoreCase));

    static TextMatcher Wildcard(string pattern, string path)
    {
        var wildcard = WildcardText.Parse(pattern, path);
        return new(wildcard.Matches);
    }

    static CidrMatcher Cidr(string text, string path)
    {
        // IPNetwork refuses host bits, EventBridge masks them.
        if (text.Split('/') is not [var host, var bits])
        {
            throw new InvalidEventPatternException("Malformed CIDR, one '/' required", path);
        }

        if (!IPAddress.TryParse(host, out var address) || !int.TryParse(bits, out var length) || length < 0 || length > address.GetAddressBytes().Length * 8)
        {
            throw new InvalidEventPatternException($"Nonstandard IP address or malformed CIDR, mask bits must be an integer in range: {text}", path);
        }

        var network = address.GetAddressBytes();
        for (var bit = length; bit < network.Length * 8; bit++)
        {
            network[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        return new(new IPNetwork(new IPAddress(network), length));
    }

    static JsonProperty Single(JsonElement json, string path)
    {
        var properties = json.EnumerateObject().ToList();
        return properties.Count switch
        {
            0 => throw new InvalidEventPatternException("Match expression name not found", path),
            1 => properties[0],
            _ => throw new InvalidEventPatternException("Only one key allowed in match expression", path),
        };
    }

    static string Text(JsonProperty comparison, string path) => comparison.Value.ValueKind == JsonValueKind.String
        ? comparison.Value.GetString()!
        : throw new InvalidEventPatternException($"{comparison.Name} match pattern must be a string", path);
}

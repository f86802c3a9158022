using System.Collections.Immutable;
using System.Text;

namespace GovCloud.Cost.Sources;

/// <summary>A tag that was asked for, and where its value stands: in a column of its own, or under a name in the map of all tags.</summary>
/// <remarks>
/// CUR writes <c>resourceTags/user:CostCenter</c>. CUR 2.0 and reports for Athena write <c>user_cost_center</c>: upper case becomes an underscore and lower case,
/// and what is no letter or digit an underscore. So keys are compared as they are, and where none fits without case and underscores. FOCUS leaves keys as they are.
/// </remarks>
public sealed class TagColumn
{
    static readonly string[] Prefixes = ["user:", "user_", "", "aws:", "aws_"];
    static readonly string[] ColumnPrefixes = ["resourceTags/", "resource_tags_", "resource_tags/", "resource_tags.", "tags_"];

    readonly ImmutableArray<byte[]> exact;
    readonly ImmutableArray<byte[]> loose;

    TagColumn(string key, int place)
    {
        Key = key;
        Place = place;
        exact = [.. Prefixes.Select(p => Encoding.UTF8.GetBytes(p + key))];
        loose = [.. Prefixes.Select(p => Encoding.UTF8.GetBytes(Loose(p + key))).Distinct(Utf8KeyComparer.Instance)];
    }

    /// <summary>The key as it was asked for.</summary>
    public string Key { get; }

    /// <summary>The column; -1 where it has none of its own.</summary>
    public int Place { get; }

    /// <summary>How well a name in a map of tags fits. Of several the one that fits best is meant; what a user set goes before what AWS set.</summary>
    /// <param name="name">The name as UTF-8.</param>
    /// <returns>0 where it is another tag.</returns>
    public int Fit(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < exact.Length; i++)
        {
            if (name.SequenceEqual(exact[i]))
            {
                return Prefixes.Length + exact.Length - i;
            }
        }

        for (var i = 0; i < loose.Length; i++)
        {
            if (EqualsLoosely(name, loose[i]))
            {
                return loose.Length - i;
            }
        }

        return 0;
    }

    /// <summary>Finds a tag's column.</summary>
    public static TagColumn Find(string key, IReadOnlyList<string> header)
    {
        ArgumentNullException.ThrowIfNull(header);
        var tag = new TagColumn(key, -1);
        var (best, place) = (0, -1);
        for (var i = 0; i < header.Count; i++)
        {
            var prefix = Array.Find(ColumnPrefixes, p => header[i].StartsWith(p, StringComparison.OrdinalIgnoreCase));
            var fit = prefix is null ? 0 : tag.Fit(Encoding.UTF8.GetBytes(header[i][prefix.Length..]));
            (best, place) = fit > best ? (fit, i) : (best, place);
        }

        return place < 0 ? tag : new TagColumn(key, place);
    }

    static string Loose(string name) => string.Concat(name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));

    static bool EqualsLoosely(ReadOnlySpan<byte> name, ReadOnlySpan<byte> wanted)
    {
        var at = 0;
        foreach (var character in name)
        {
            var letter = character is >= (byte)'A' and <= (byte)'Z' ? (byte)(character | 0x20) : character;
            if (letter < 0x80 && !char.IsAsciiLetterOrDigit((char)letter))
            {
                continue;
            }

            if (at == wanted.Length || wanted[at++] != letter)
            {
                return false;
            }
        }

        return at == wanted.Length;
    }
}

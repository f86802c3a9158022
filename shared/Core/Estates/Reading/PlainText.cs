using System.Text.RegularExpressions;

namespace GovCloud.Estates.Reading;

/// <summary>What an unquoted value is in YAML 1.2 (core schema, section 10.3.2), so that the reader and editors see the same type.</summary>
static partial class PlainText
{
    /// <summary>Nothing, as in <c>key:</c> or <c>key: null</c>.</summary>
    public static bool IsNull(SourceNode.Scalar node) => node is { Quoted: false, Text: "" or "~" or "null" or "Null" or "NULL" };

    /// <summary>A truth value.</summary>
    public static bool IsBoolean(SourceNode.Scalar node) => node is { Quoted: false, Text: "true" or "True" or "TRUE" or "false" or "False" or "FALSE" };

    /// <summary>A number.</summary>
    public static bool IsNumber(SourceNode.Scalar node) => !node.Quoted && NumberPattern().IsMatch(node.Text);

    [GeneratedRegex(@"^([-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NumberPattern();
}

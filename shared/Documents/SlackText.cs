using System.Text.Json;

namespace GovCloud.Documents;

/// <summary>A part of a line, in bold or not.</summary>
/// <param name="Text">The text, with markup resolved and nothing escaped.</param>
/// <param name="Bold">Whether Slack shows it in bold.</param>
public sealed record SlackSpan(string Text, bool Bold);

/// <summary>A block of a Slack message.</summary>
/// <param name="IsHeader">A header block.</param>
/// <param name="Lines">Its lines.</param>
public sealed record SlackBlock(bool IsHeader, IReadOnlyList<IReadOnlyList<SlackSpan>> Lines);

/// <summary>Reads the blocks of a Slack message as Slack shows them: <c>*bold*</c>, line breaks and the three escaped characters.</summary>
/// <remarks>Source: Slack API, "Formatting text for app surfaces" and "Block Kit".</remarks>
public static class SlackText
{
    /// <summary>The blocks; a message without blocks is one block with its text.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static IReadOnlyList<SlackBlock> Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var message = document.RootElement;
        if (message.TryGetProperty("blocks", out var blocks) && blocks.ValueKind == JsonValueKind.Array)
        {
            return [.. blocks.EnumerateArray().SelectMany(Block)];
        }

        return message.TryGetProperty("text", out var text) ? [new SlackBlock(IsHeader: false, Lines(text.GetString() ?? "", markup: true))] : [];
    }

    static IEnumerable<SlackBlock> Block(JsonElement block)
    {
        var header = block.GetProperty("type").GetString() == "header";
        if (block.TryGetProperty("text", out var text))
        {
            yield return Text(text, header);
        }

        if (block.TryGetProperty("elements", out var elements))
        {
            foreach (var element in elements.EnumerateArray().Where(element => element.TryGetProperty("text", out _)))
            {
                yield return Text(element, header);
            }
        }
    }

    static SlackBlock Text(JsonElement text, bool header) =>
        new(header, Lines(text.GetProperty("text").GetString() ?? "", markup: text.GetProperty("type").GetString() == "mrkdwn"));

    static IReadOnlyList<SlackSpan>[] Lines(string text, bool markup) => [.. text.Split('\n').Select(line => markup ? Spans(line) : [new SlackSpan(line, Bold: false)])];

    static List<SlackSpan> Spans(string line)
    {
        var spans = new List<SlackSpan>();
        var rest = line;
        while (rest.Length > 0)
        {
            var open = rest.IndexOf('*', StringComparison.Ordinal);
            var close = open < 0 ? -1 : rest.IndexOf('*', open + 1);
            if (close <= open + 1)
            {
                spans.Add(new SlackSpan(Unescape(rest), Bold: false));
                break;
            }

            if (open > 0)
            {
                spans.Add(new SlackSpan(Unescape(rest[..open]), Bold: false));
            }

            spans.Add(new SlackSpan(Unescape(rest[(open + 1)..close]), Bold: true));
            rest = rest[(close + 1)..];
        }

        return spans;
    }

    static string Unescape(string text) =>
        text.Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal);
}

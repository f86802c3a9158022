using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using GovCloud.Triage;

namespace GovCloud.Functions.Notifier;

/// <summary>Says in a message that its reader may have it already.</summary>
static class RepeatMark
{
    // The default encoder writes Japanese as six characters a letter.
    static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    const string Text = "※ 再送の可能性があります(前回の送信結果を確認できませんでした)。";

    /// <summary>The marked message. The subject stays, so that mail programs still keep both together.</summary>
    public static RenderedMessage Apply(RenderedMessage message) =>
        message with { Body = $"{Text}\n\n{message.Body}", SlackJson = message.SlackJson is { } json ? Mark(json) : null };

    static string Mark(string slackJson)
    {
        var message = JsonNode.Parse(slackJson)!.AsObject();
        if (message["blocks"] is JsonArray blocks)
        {
            blocks.Insert(0, new JsonObject { ["type"] = "context", ["elements"] = new JsonArray(new JsonObject { ["type"] = "mrkdwn", ["text"] = Text }) });
        }

        message["text"] = $"{Text} {message["text"]}";
        return message.ToJsonString(Readable);
    }
}

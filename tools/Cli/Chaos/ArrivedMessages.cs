using System.Text.Json.Nodes;
using GovCloud.Estates;
using GovCloud.LocalCloud;
using GovCloud.Triage;

namespace GovCloud.Cli.Chaos;

/// <summary>What arrived at one address with one text.</summary>
/// <param name="Plain">So often without a mark.</param>
/// <param name="Marked">So often with the mark that it may be a repeat.</param>
sealed record Arrivals(int Plain, int Marked)
{
    public static Arrivals None { get; } = new(0, 0);

    public int All => Plain + Marked;
}

/// <summary>Messages as their receivers have them, by address and text. A repeat says that it may be one; without that sentence it is the same text.</summary>
static class ArrivedMessages
{
    const string Mark = "※ 再送の可能性があります";

    /// <summary>Address and text of an entry, as they would arrive; null where its organisation has no such address.</summary>
    public static string? KeyOf(Notification notification, EstateIndex estate)
    {
        var message = MessageRenderer.Render(notification, estate);
        return notification.Channel == NotificationChannel.Slack
            ? message.SlackJson is { } json ? $"slack {notification.Organisation}\n{Unmarked(JsonNode.Parse(json)!.AsObject()).Json}" : null
            : estate.Organisation(notification.Organisation) is { Mail.IsEmpty: false } organisation ? MailKey(organisation.Mail, message.Subject, message.Body) : null;
    }

    /// <summary>Everything that Slack and SES took.</summary>
    public static Dictionary<string, Arrivals> Of(LocalCloudState state)
    {
        var arrivals = new Dictionary<string, Arrivals>(StringComparer.Ordinal);
        foreach (var post in state.SlackPosts.Where(post => post.Status == 200))
        {
            var (json, marked) = Unmarked(JsonNode.Parse(post.Body)!.AsObject());
            Add($"slack {post.Channel}\n{json}", marked);
        }

        foreach (var mail in state.Mails)
        {
            var marked = mail.Text.StartsWith(Mark, StringComparison.Ordinal);
            Add(MailKey(mail.To, mail.Subject, marked ? mail.Text[(mail.Text.IndexOf("\n\n", StringComparison.Ordinal) + 2)..] : mail.Text), marked);
        }

        return arrivals;

        void Add(string key, bool marked)
        {
            var before = arrivals.GetValueOrDefault(key, Arrivals.None);
            arrivals[key] = marked ? before with { Marked = before.Marked + 1 } : before with { Plain = before.Plain + 1 };
        }
    }

    static string MailKey(IEnumerable<string> to, string subject, string text) => $"mail {string.Join(',', to)}\n{subject}\n{text}";

    static (string Json, bool Marked) Unmarked(JsonObject message)
    {
        var marked = message["text"]!.GetValue<string>() is var text && text.StartsWith(Mark, StringComparison.Ordinal);
        if (marked)
        {
            // The mark is a sentence and a space before the text, and a block of its own.
            message["text"] = text[(text.IndexOf("。 ", StringComparison.Ordinal) + 2)..];
            (message["blocks"] as JsonArray)?.RemoveAt(0);
        }

        return (message.ToJsonString(), marked);
    }
}

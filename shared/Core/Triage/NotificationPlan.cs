using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GovCloud.Estates;

namespace GovCloud.Triage;

/// <summary>Who is told what over which channel. Pure. Grouping, silences and escalation will choose among what this plans.</summary>
public static class NotificationPlan
{
    /// <summary>So many messages are stored together with their incident; further ones fan out from one entry.</summary>
    public const int MostAtOnce = 24;

    /// <summary>
    /// The messages that follow from a decision whose incident has its number; none where people are not told. Those responsible come first.
    /// At most <see cref="MostAtOnce"/> and one that <see cref="Expand"/> makes the others from.
    /// </summary>
    public static ImmutableArray<Notification> For(TriageDecision decision, EstateIndex estate, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(decision);
        ArgumentNullException.ThrowIfNull(estate);
        if (decision is not { Notify: { } kind, Incident: { } incident })
        {
            return [];
        }

        var policy = estate.Estate.Notification;
        ImmutableArray<Recipient> recipients =
        [
            .. from receiver in Receivers(incident.Ownership, estate, informed: incident.Severity >= policy.InformFrom)
               from channel in Channels(receiver.Organisation, receiver.Audience, incident, estate, policy)
               select new Recipient(receiver.Organisation.Id, channel, receiver.Audience),
        ];
        if (recipients.IsEmpty && incident.Severity >= policy.MailFromSeverity && estate.Organisation(estate.Estate.Profile.Operator) is { Mail.IsEmpty: false } fallback)
        {
            // Slack switched off and no mail address: the operator is told rather than nobody.
            recipients = [new Recipient(fallback.Id, NotificationChannel.Mail, Audience.Responsible)];
        }

        var direct = recipients.Take(MostAtOnce).Select(recipient => Message(incident, kind, recipient, now));
        return recipients.Length <= MostAtOnce
            ? [.. direct]
            : [.. direct, Message(incident, kind, recipients[MostAtOnce], now, "fan-out") with { FanOut = recipients[MostAtOnce..] }];
    }

    /// <summary>The messages that an entry with a fan-out stands for. Expanding twice gives the same ones.</summary>
    /// <exception cref="ArgumentException">The entry has no fan-out.</exception>
    public static ImmutableArray<Notification> Expand(Notification entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry is { FanOut.IsEmpty: false, Incident: { } incident }
            ? [.. entry.FanOut.Select(recipient => Message(incident, entry.Kind, recipient, entry.CreatedAt))]
            : throw new ArgumentException($"Entry {entry.Id} has no fan-out.", nameof(entry));
    }

    /// <summary>Tells the operator that something could not be read. One message for one location, however often it is decided.</summary>
    public static ImmutableArray<Notification> ForQuarantine(QuarantineNotice notice, EstateIndex estate, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(notice);
        ArgumentNullException.ThrowIfNull(estate);
        var organisation = estate.Organisation(estate.Estate.Profile.Operator);
        if (organisation is null)
        {
            return [];
        }

        return [.. Addresses(organisation).Select(channel => new Notification
        {
            Id = IdOf("quarantine", notice.Location, channel.ToString(), organisation.Id),
            Kind = NotificationKind.Quarantine,
            Channel = channel,
            Organisation = organisation.Id,
            Audience = Audience.Responsible,
            Quarantine = notice,
            CreatedAt = now,
        })];
    }

    /// <summary>
    /// Tells organisations something that is no incident: over every channel that they have, those of a body that switched Slack off by mail alone. One
    /// message for one key, channel and organisation, however often it is decided. Ids that the estate does not know are left out.
    /// </summary>
    public static ImmutableArray<Notification> ForAnnouncement(Announcement announcement, IEnumerable<string> organisations, EstateIndex estate, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(announcement);
        ArgumentNullException.ThrowIfNull(organisations);
        ArgumentNullException.ThrowIfNull(estate);
        return
        [
            .. from organisation in organisations.Distinct(StringComparer.Ordinal).Select(estate.Organisation).OfType<Organisation>()
               from channel in Addresses(organisation)
               where channel != NotificationChannel.Slack || !estate.Estate.Municipalities.Any(body => body.Code == organisation.Municipality && !body.Slack)
               select new Notification
               {
                   Id = IdOf("announcement", announcement.Key, channel.ToString(), organisation.Id),
                   Kind = NotificationKind.Announcement,
                   Channel = channel,
                   Organisation = organisation.Id,
                   Audience = Audience.Informed,
                   Announcement = announcement,
                   CreatedAt = now,
               },
        ];
    }

    static IEnumerable<(Organisation Organisation, Audience Audience)> Receivers(Ownership ownership, EstateIndex estate, bool informed)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var ordered = new[] { (ownership.Responsible, Audience.Responsible) }
            .Concat(ownership.Supporting.Select(o => (o, Audience.Supporting)))
            .Concat(informed ? ownership.Informed.Select(o => (o, Audience.Informed)) : []);
        foreach (var (id, audience) in ordered)
        {
            if (seen.Add(id) && estate.Organisation(id) is { } organisation)
            {
                yield return (organisation, audience);
            }
        }
    }

    static IEnumerable<NotificationChannel> Channels(Organisation organisation, Audience audience, Incident incident, EstateIndex estate, NotificationPolicy policy)
    {
        var slack = incident.Severity >= policy.SlackFrom && organisation.SlackWebhookParameter is not null && SlackAllowed(organisation, incident, estate);
        if (slack)
        {
            yield return NotificationChannel.Slack;
        }

        // Those who act get both, so that one channel may fail. Those who are only informed read it once, unless it is critical.
        var once = slack && audience == Audience.Informed && incident.Severity < Severity.Critical;
        if (incident.Severity >= policy.MailFromSeverity && !organisation.Mail.IsEmpty && !once)
        {
            yield return NotificationChannel.Mail;
        }
    }

    /// <summary>Slack is outside the closed network: one municipality that switched it off keeps its incidents out of everybody's channels.</summary>
    static bool SlackAllowed(Organisation organisation, Incident incident, EstateIndex estate)
    {
        foreach (var municipality in estate.Estate.Municipalities)
        {
            if (!municipality.Slack && (organisation.Municipality == municipality.Code || incident.Ownership.Municipalities.Contains(municipality.Code)))
            {
                return false;
            }
        }

        return true;
    }

    static IEnumerable<NotificationChannel> Addresses(Organisation organisation)
    {
        if (organisation.SlackWebhookParameter is not null)
        {
            yield return NotificationChannel.Slack;
        }

        if (!organisation.Mail.IsEmpty)
        {
            yield return NotificationChannel.Mail;
        }
    }

    static Notification Message(Incident incident, NotificationKind kind, Recipient recipient, DateTimeOffset now, string role = "message") => new()
    {
        Id = IdOf(
            role, incident.Fingerprint, incident.Number, incident.Version.ToString(CultureInfo.InvariantCulture), kind.ToString(), recipient.Channel.ToString(), recipient.Organisation),
        Kind = kind,
        Channel = recipient.Channel,
        Organisation = recipient.Organisation,
        Audience = recipient.Audience,
        Incident = incident,
        CreatedAt = now,
    };

    static string IdOf(params ReadOnlySpan<string?> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))).AsSpan(0, 16));
}

using System.Collections.Immutable;

namespace GovCloud.Triage;

/// <summary>One message to one organisation over one channel: the content of one outbox entry. Redacted.</summary>
public sealed record Notification
{
    /// <summary>Derived from the incident, its version, kind and destination, so that deciding twice makes one entry.</summary>
    public required string Id { get; init; }

    /// <summary>Why people are told.</summary>
    public required NotificationKind Kind { get; init; }

    /// <summary>How the message travels.</summary>
    public required NotificationChannel Channel { get; init; }

    /// <summary>The receiving organisation's id.</summary>
    public required string Organisation { get; init; }

    /// <summary>Why this organisation receives it.</summary>
    public required Audience Audience { get; init; }

    /// <summary>The incident as it was when the message was decided; none for a quarantine notice.</summary>
    public Incident? Incident { get; init; }

    /// <summary>For a quarantine notice: what could not be read and where it is kept.</summary>
    public QuarantineNotice? Quarantine { get; init; }

    /// <summary>For an announcement: what is said.</summary>
    public Announcement? Announcement { get; init; }

    /// <summary>
    /// Receivers of messages that are still to be made from this one, which itself is not sent. A system shared by a hundred municipalities has
    /// more receivers than one transaction has room for.
    /// </summary>
    public ImmutableArray<Recipient> FanOut { get; init; } = [];

    /// <summary>When it was decided, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>One receiver of a message.</summary>
/// <param name="Organisation">The organisation's id.</param>
/// <param name="Channel">How the message travels.</param>
/// <param name="Audience">Why the organisation receives it.</param>
public sealed record Recipient(string Organisation, NotificationChannel Channel, Audience Audience);

/// <summary>How a message travels.</summary>
public enum NotificationChannel
{
    /// <summary>A Slack incoming webhook.</summary>
    Slack,

    /// <summary>Mail through SES.</summary>
    Mail,
}

/// <summary>Why an organisation receives a message.</summary>
public enum Audience
{
    /// <summary>主担当.</summary>
    Responsible,

    /// <summary>支援.</summary>
    Supporting,

    /// <summary>情報共有.</summary>
    Informed,
}

/// <summary>Something that could not be read.</summary>
/// <param name="Location">Where it is kept, such as an S3 key.</param>
/// <param name="Reason">Why it could not be read, redacted.</param>
/// <param name="Bytes">Its size in bytes.</param>
public sealed record QuarantineNotice(string Location, string Reason, int Bytes);

/// <summary>News that is no incident, such as a statement that was published. In Japanese, without personal data.</summary>
public sealed record Announcement
{
    /// <summary>Equal for what is the same to its readers: it is told once.</summary>
    public required string Key { get; init; }

    /// <summary>One line.</summary>
    public required string Subject { get; init; }

    /// <summary>Facts with their labels.</summary>
    public required ImmutableArray<AlertFact> Facts { get; init; }

    /// <summary>What to do.</summary>
    public required string Closing { get; init; }
}

/// <summary>A message as people read it.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Body">Plain text.</param>
/// <param name="SlackJson">The body of a Slack incoming webhook, as JSON; none for mail.</param>
public sealed record RenderedMessage(string Subject, string Body, string? SlackJson);

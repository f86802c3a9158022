using GovCloud.Calendar;
using GovCloud.Estates;
using GovCloud.Triage;
using GovCloud.Triage.Catalogue;

namespace GovCloud.Documents;

/// <summary>An incident as a row of the table and what folds out under it.</summary>
sealed record IncidentView
{
    public required string Number { get; init; }

    public required string SeverityClass { get; init; }

    public required string Severity { get; init; }

    public required string Title { get; init; }

    public required string Category { get; init; }

    public required string Municipality { get; init; }

    public required string System { get; init; }

    public required string Environment { get; init; }

    public required string Responsible { get; init; }

    public required string Status { get; init; }

    public required bool Open { get; init; }

    public required int Count { get; init; }

    public required string FirstSeen { get; init; }

    public required string LastSeen { get; init; }

    public required string Sources { get; init; }

    public required string Account { get; init; }

    public required string Resource { get; init; }

    public required string Supporting { get; init; }

    public required string Informed { get; init; }

    public required IReadOnlyList<AlertFact> Facts { get; init; }

    public required IReadOnlyList<CourseRow> History { get; init; }

    public required bool Recurred { get; init; }

    public required string PlaybookTitle { get; init; }

    public required string Summary { get; init; }

    public required string Impact { get; init; }

    public required IReadOnlyList<string> Steps { get; init; }

    public static IncidentView Of(IncidentCourse course, EstateIndex estate)
    {
        var incident = course.Incident;
        var owner = incident.Ownership;
        var playbook = PlaybookCatalogue.Get(incident.Playbook);
        return new()
        {
            Number = incident.Number,
            SeverityClass = ClassOf(incident.Severity),
            Severity = Labels.Of(incident.Severity),
            Title = incident.Title,
            Category = Labels.Of(incident.Category),
            Municipality = Or(string.Join("、", estate.Estate.Municipalities.Where(m => owner.Municipalities.Contains(m.Code)).Select(m => m.Name))),
            System = owner.System is null ? "—" : estate.FindAccount(incident.Account)?.System?.Name ?? owner.System,
            Environment = Labels.Of(owner.Environment),
            Responsible = PageText.Organisation(owner.Responsible, estate),
            Status = Labels.Of(incident.Status),
            Open = incident.Status == IncidentStatus.Open,
            Count = incident.Count,
            FirstSeen = PageText.Time(incident.FirstSeen),
            LastSeen = PageText.Time(incident.LastSeen),
            Sources = string.Join("、", incident.Sources.Select(PageText.SourceName)),
            Account = incident.Account is null ? "不明" : owner.AccountKnown ? incident.Account : $"{incident.Account}(台帳に未登録)",
            Resource = incident.Resource,
            Supporting = Or(string.Join("、", owner.Supporting.Select(id => PageText.Organisation(id, estate)))),
            Informed = Or(string.Join("、", owner.Informed.Select(id => PageText.Organisation(id, estate)))),
            Facts = incident.Facts,
            History = [.. course.History.Select(CourseRow.Of)],
            Recurred = incident.Reopened > 0,
            PlaybookTitle = playbook.Title,
            Summary = playbook.Summary,
            Impact = playbook.Impact,
            Steps = playbook.Steps,
        };
    }

    public static string ClassOf(Severity severity) => severity switch
    {
        Triage.Severity.Critical => "critical",
        Triage.Severity.High => "high",
        Triage.Severity.Medium => "medium",
        Triage.Severity.Low => "low",
        _ => "info",
    };

    static string Or(string text) => text.Length == 0 ? "—" : text;
}

sealed record CourseRow(string Time, string Disposition, string Severity, string Source, string Reason, string Rule)
{
    public static CourseRow Of(CourseEntry entry) => new(
        JapanTime.Of(entry.At).ToString("HH:mm:ss", global::System.Globalization.CultureInfo.InvariantCulture),
        Labels.Of(entry.Disposition),
        Labels.Of(entry.Severity),
        PageText.SourceName(entry.Source),
        entry.Reason,
        entry.Rule);
}

/// <summary>Everything that one organisation received.</summary>
sealed record ReceiverView(string Name, int Slack, int Mail, IReadOnlyList<MessageView> Messages)
{
    public static ReceiverView Of(string organisation, IReadOnlyList<SentMessage> messages, EstateIndex estate) => new(
        PageText.Organisation(organisation, estate),
        messages.Count(message => message.Channel == NotificationChannel.Slack),
        messages.Count(message => message.Channel == NotificationChannel.Mail),
        [.. messages.Select(MessageView.Of)]);
}

/// <summary>One message as its reader sees it.</summary>
sealed record MessageView(string Time, bool IsSlack, string Subject, IReadOnlyList<SlackBlock> Blocks, string Text)
{
    public static MessageView Of(SentMessage message)
    {
        if (message.Channel == NotificationChannel.Mail)
        {
            return new(PageText.Time(message.At), IsSlack: false, message.Subject, [], message.Content);
        }

        var blocks = SlackText.Read(message.Content);
        var subject = blocks.FirstOrDefault(block => block.IsHeader)?.Lines[0] ?? [];
        return new(PageText.Time(message.At), IsSlack: true, string.Concat(subject.Select(span => span.Text)), blocks, "");
    }
}

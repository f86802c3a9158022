using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using GovCloud.Documents.Audit;
using GovCloud.Resilience.Checks;

namespace GovCloud.Documents.Resilience;

/// <summary>A rehearsal of audits as one file of HTML: what was made to go wrong, what the audits said of it and when, and maps of the days.</summary>
public static class RehearsalPage
{
    /// <summary>The page.</summary>
    public static string Render(RehearsalView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        var body = new StringBuilder("<section><h2>まとめ</h2><ul class=\"figures\">");
        foreach (var figure in view.Figures)
        {
            body.Append(CultureInfo.InvariantCulture, $"<li{(figure.Alarming ? " class=\"alarming\"" : "")}><span class=\"label\">{Escaping.Html(figure.Label)}</span><span class=\"value\">{Escaping.Html(figure.Value)}</span><span class=\"note\">{Escaping.Html(figure.Note)}</span></li>");
        }

        body.Append("</ul></section>");
        Faults(body, view.Faults);
        Invented(body, view.Invented);
        foreach (var (heading, map) in view.Maps)
        {
            body.Append(BackupAuditPage.Section(map, heading));
        }

        return AuditPage.Page(view.Title, view.Subtitle, body).Replace("</style>", BackupAuditPage.Style + Style + "</style>", StringComparison.Ordinal);
    }

    static void Faults(StringBuilder body, ImmutableArray<RehearsedFault> faults)
    {
        body.Append(CultureInfo.InvariantCulture, $"<section><h2>仕込んだ障害と監査の所見({faults.Length})</h2><div class=\"scroll\"><table class=\"rehearsal\"><thead><tr><th>日</th><th>仕込んだ障害</th><th>アカウント</th><th>検査</th><th>対象</th><th>見つけた日</th><th>最後の日</th><th>結果</th></tr></thead><tbody>");
        foreach (var fault in faults)
        {
            var span = Math.Max(1, fault.Findings.Length);
            body.Append(CultureInfo.InvariantCulture, $"<tr class=\"first\"><td rowspan=\"{span}\" class=\"when\">{fault.Day:MM-dd}</td><td rowspan=\"{span}\">{Escaping.Html(fault.Title)}</td><td rowspan=\"{span}\">{Escaping.Html(fault.Account)}</td>");
            if (fault.Findings.IsEmpty)
            {
                body.Append(CultureInfo.InvariantCulture, $"<td colspan=\"4\">{Escaping.Html(fault.Note)}</td><td>{Sign(fault.Holds)}</td></tr>");
            }

            foreach (var (finding, number) in fault.Findings.Select((finding, number) => (finding, number)))
            {
                body.Append(number == 0 ? "" : "<tr>");
                body.Append(CultureInfo.InvariantCulture, $"<td class=\"when\">{Escaping.Html(finding.Check)}</td><td class=\"subject\">{Escaping.Html(finding.Subject)}</td><td class=\"when\">{Day(finding.First)}</td><td class=\"when\">{Day(finding.Last)}</td><td>{Sign(finding.Holds)}</td></tr>");
            }
        }

        body.Append("</tbody></table></div></section>");
    }

    static void Invented(StringBuilder body, ImmutableArray<RehearsedFinding> invented)
    {
        body.Append(CultureInfo.InvariantCulture, $"<section><h2>仕込んでいないのに出た所見({invented.Length})</h2>");
        if (invented.IsEmpty)
        {
            body.Append("<p>ありません。</p></section>");
            return;
        }

        body.Append("<table class=\"rehearsal\"><thead><tr><th>検査</th><th>対象</th><th>最初の日</th><th>最後の日</th></tr></thead><tbody>");
        foreach (var one in invented)
        {
            body.Append(CultureInfo.InvariantCulture, $"<tr><td class=\"when\">{Escaping.Html(one.Check)}</td><td class=\"subject\">{Escaping.Html(one.Subject)}</td><td class=\"when\">{Day(one.First)}</td><td class=\"when\">{Day(one.Last)}</td></tr>");
        }

        body.Append("</tbody></table></section>");
    }

    static string Day(DateOnly? day) => day is { } found ? string.Create(CultureInfo.InvariantCulture, $"{found:MM-dd}") : "–";

    static string Sign(bool holds) => holds ? "<span class=\"ok\">○</span>" : "<span class=\"bad\">×</span>";

    const string Style =
        """
        .rehearsal td { padding: 5px 9px; } .rehearsal .when { white-space: nowrap; font-variant-numeric: tabular-nums; }
        .heatmap td.heat, .heatmap th.day { min-width: 28px; }
        .rehearsal tr.first td { border-top: 2px solid var(--line); } .rehearsal .subject { overflow-wrap: anywhere; font-size: 13px; }
        """;
}

/// <summary>What is on the page.</summary>
public sealed record RehearsalView
{
    /// <summary>Title.</summary>
    public required string Title { get; init; }

    /// <summary>What stands below it.</summary>
    public required string Subtitle { get; init; }

    /// <summary>Numbers.</summary>
    public required ImmutableArray<RehearsalFigure> Figures { get; init; }

    /// <summary>What was made to go wrong, in order of days.</summary>
    public required ImmutableArray<RehearsedFault> Faults { get; init; }

    /// <summary>What was found though nothing was wrong.</summary>
    public required ImmutableArray<RehearsedFinding> Invented { get; init; }

    /// <summary>Maps with their headings.</summary>
    public required ImmutableArray<(string Heading, BackupHeatMap Map)> Maps { get; init; }
}

/// <summary>A number.</summary>
/// <param name="Label">What of.</param>
/// <param name="Value">The number.</param>
/// <param name="Note">More about it.</param>
/// <param name="Alarming">Whether it is bad.</param>
public sealed record RehearsalFigure(string Label, string Value, string Note, bool Alarming);

/// <summary>Something that was made to go wrong.</summary>
/// <param name="Day">When.</param>
/// <param name="Title">What.</param>
/// <param name="Account">Where.</param>
/// <param name="Findings">What the audits said of it.</param>
/// <param name="Note">What is to be said where they say no failure.</param>
/// <param name="Holds">Whether that is what they should say.</param>
public sealed record RehearsedFault(DateOnly Day, string Title, string Account, ImmutableArray<RehearsedFinding> Findings, string Note, bool Holds);

/// <summary>A check that fails for a subject.</summary>
/// <param name="Check">The check.</param>
/// <param name="Subject">The subject.</param>
/// <param name="First">The first morning; none where it was not found.</param>
/// <param name="Last">The last.</param>
/// <param name="Holds">Whether it was found on its day.</param>
public sealed record RehearsedFinding(string Check, string Subject, DateOnly? First, DateOnly? Last, bool Holds);

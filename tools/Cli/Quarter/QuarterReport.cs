using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Audit;
using GovCloud.Calendar;
using GovCloud.Documents.Audit;
using GovCloud.Documents.Resilience;
using GovCloud.Estates;
using Spectre.Console;

namespace GovCloud.Cli.Quarter;

/// <summary>What people see of a quarter.</summary>
sealed class QuarterReport(EstateIndex index, QuarterScenario scenario, QuarterRecord record, QuarterVerdict verdict, TimeSpan took)
{
    /// <summary>Every fault with what the audits made of it, and what they made of nothing.</summary>
    public void Write(IAnsiConsole console)
    {
        var table = new Table().AddColumns("日", "仕込んだ障害", "アカウント", "検査", "対象", "見つけた日", "最後の日", "結果");
        foreach (var fault in Faults())
        {
            if (fault.Findings.IsEmpty)
            {
                table.AddRow(Cells(fault.Day, fault.Title, fault.Account, "", fault.Note, null, null, fault.Holds));
            }

            foreach (var (finding, number) in fault.Findings.Select((finding, number) => (finding, number)))
            {
                table.AddRow(Cells(number == 0 ? fault.Day : null, number == 0 ? fault.Title : "", number == 0 ? fault.Account : "", finding.Check, finding.Subject, finding.First, finding.Last, finding.Holds));
            }
        }

        console.WriteTable(table);
        foreach (var one in verdict.Invented)
        {
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"仕込んでいない所見: {one.Check} {one.Account} {one.Subject} {one.First:MM-dd}〜{one.Last:MM-dd}"));
        }

        foreach (var group in verdict.UnexplainedUnknown.Concat(verdict.PassedUnread).GroupBy(one => (one.Result.Check.Id, one.Result.Message)).OrderByDescending(group => group.Count()))
        {
            console.WriteLine($"説明のつかない判定: {group.Key.Id} {Number(group.Count())}件 {group.Key.Message} ({Short(group.First().Result.Subject.Id)})");
        }

        foreach (var figure in Figures())
        {
            console.WriteLine($"{figure.Label}: {figure.Value}{(figure.Note.Length > 0 ? $" ({figure.Note})" : "")}");
        }
    }

    /// <summary>Writes the pages into a folder: the quarter, and the audit of the morning with most failures.</summary>
    /// <returns>Their paths.</returns>
    public async Task<ImmutableArray<string>> WriteAsync(string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var worst = record.Results.Where(one => one.Result.Outcome is Failed).GroupBy(one => one.Day).OrderByDescending(day => day.Count()).ThenBy(day => day.Key).FirstOrDefault()?.Key ?? record.Days[^1];
        var quarter = Path.Combine(folder, "index.html");
        var morning = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"audit-{worst:yyyy-MM-dd}.html"));
        await File.WriteAllTextAsync(quarter, RehearsalPage.Render(Page()), cancellationToken);
        var run = AuditRun.Of(JapanTime.At(worst, QuarterRun.AuditTime), [], record.Results.Where(one => one.Day == worst).Select(one => one.Result));
        await File.WriteAllTextAsync(morning, AuditPage.Run($"{index.Estate.Profile.Title} 監査(模擬)", run, run.Results.Where(result => result.Outcome is Failed or NotKnown or Waived)), cancellationToken);
        return [quarter, morning];
    }

    RehearsalView Page() => new()
    {
        Title = $"{index.Estate.Profile.Title} 模擬四半期の監査",
        Subtitle = string.Create(CultureInfo.InvariantCulture, $"{scenario.First:yyyy-MM-dd} から {scenario.Last:yyyy-MM-dd} まで、毎朝7時(日本時間)。アカウントもデータも模擬です。"),
        Figures = [.. Figures()],
        Faults = [.. Faults()],
        Invented = [.. verdict.Invented.Select(one => new RehearsedFinding(one.Check, one.Subject, one.First, one.Last, Holds: false))],
        Maps = QuarterMap.Of(index, record),
    };

    IEnumerable<RehearsalFigure> Figures()
    {
        var expected = verdict.Rows.Sum(row => row.Found.Length);
        var found = verdict.Rows.Sum(row => row.Found.Count(one => one.Found?.First == one.Expected.FoundOn));
        yield return new("仕込んだ障害", Number(verdict.Rows.Length), "うち読み取りを妨げるもの " + Number(verdict.Rows.Count(row => row.Unknown is not null)), Alarming: false);
        yield return new("予定の日に見つけた所見", $"{Number(found)} / {Number(expected)}", "", found < expected);
        yield return new("仕込んでいない所見", Number(verdict.Invented.Length), "", !verdict.Invented.IsEmpty);
        yield return new("不明", Number(verdict.Rows.Sum(row => row.Unknown ?? 0)), $"説明のつかないもの {Number(verdict.UnexplainedUnknown.Length)}", !verdict.UnexplainedUnknown.IsEmpty);
        yield return new("読めないのに判定したもの", Number(verdict.PassedUnread.Length), "", !verdict.PassedUnread.IsEmpty);
        yield return new("監査", $"{Number(record.Days.Length)}日", $"判定 {Number(record.Results.Length)}件、呼び出し {Number(record.ModelledCalls)}回、{took.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)}秒", Alarming: false);
        yield return new("AWSのAPIモデルとの違い", Number(record.ModelDeviations.Count), record.ModelCoverage?.Summary ?? "照合していない", record.ModelDeviations.Count > 0);
    }

    IEnumerable<RehearsedFault> Faults() => verdict.Rows.Select(row => new RehearsedFault(
        row.Fault.Day, row.Fault.Title, NameOf(row.Fault.Account),
        [.. row.Found.Select(one => new RehearsedFinding(one.Expected.Check, Short(one.Expected.Subject), one.Found?.First, one.Found?.Last, one.Found?.First == one.Expected.FoundOn))],
        row.Unknown is { } unknown ? $"{Number(unknown)}件が不明(適合なし)" : "所見なし(読み取れる)",
        row.Holds));

    string NameOf(AccountId account) => index.FindAccount(account.ToString())?.Account.Name ?? account.ToString();

    // The account stands in the row already.
    static string Short(string subject) => subject.Split(':', 6) is ["arn", _, var service, var region, _, var resource] ? $"{service}{(region.Length > 0 ? $" ({region})" : "")} {resource}" : subject;

    static string Number(int number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    static string[] Cells(DateOnly? day, string title, string account, string check, string subject, DateOnly? first, DateOnly? last, bool holds) =>
        [.. new[] { Day(day), title, account, check, subject, Day(first), Day(last), holds ? "○" : "×" }.Select(Markup.Escape)];

    static string Day(DateOnly? day) => day is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known:MM-dd}") : "";
}

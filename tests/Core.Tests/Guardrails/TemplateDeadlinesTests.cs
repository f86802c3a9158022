using System.Collections.Immutable;
using System.Text;
using GovCloud.Calendar;
using GovCloud.Estates;
using GovCloud.Guardrails;
using GovCloud.Triage;

namespace GovCloud.Core.Tests.Guardrails;

public sealed class TemplateDeadlinesTests
{
    static readonly GuardrailTemplate Obtained = new()
    {
        Id = "mandatory-2026-11",
        Title = "必須適用テンプレート(例)",
        Layer = TemplateLayer.Mandatory,
        Version = "2026-11",
        Source = "GCAS",
        AsOf = new DateOnly(2026, 11, 2),
        DueBusinessDays = 3,
    };

    [Fact]
    public void The_due_day_counts_business_days_and_neither_the_first_day_nor_holidays() =>
        // 2026-11-03 is a holiday; Wednesday, Thursday and Friday are left.
        Assert.Equal(new DateOnly(2026, 11, 6), TemplateDeadlines.DueOn(With(Obtained), Obtained));

    [Theory]
    [InlineData("2026-11-06", TemplateState.Pending)]
    [InlineData("2026-11-07", TemplateState.Overdue)]
    public void A_template_is_late_from_the_day_after_its_due_day(string today, TemplateState expected) =>
        Assert.Equal(expected, Assert.Single(TemplateDeadlines.Judge(With(Obtained), DateOnly.Parse(today, System.Globalization.CultureInfo.InvariantCulture))).State);

    [Fact]
    public void A_late_template_is_told_until_it_is_applied_and_its_recovery_once()
    {
        var applied = With(Obtained with { AppliedOn = new DateOnly(2026, 11, 9) });

        Assert.Empty(Told(On(6), On(6)));
        Assert.Equal(["active"], Told(On(6), On(7)));
        Assert.Equal(["active"], Told(On(7), On(8)));
        Assert.Equal(["resolved"], Told(On(8), On(9, applied)));
        Assert.Empty(Told(On(9, applied), On(10, applied)));
    }

    [Fact]
    public void Every_day_tells_the_same_incident()
    {
        var days = new[] { Alert(On(6), On(7)), Alert(On(7), On(8)), Alert(On(8), On(9, With(Obtained with { AppliedOn = new DateOnly(2026, 11, 9) }))) };

        Assert.Single(days.Select(alert => (alert.Source, alert.Type, alert.Account, alert.Resource)).Distinct());
        Assert.Equal(("template-overdue", Severity.High, AlertCategory.Posture), (days[0].Type, days[0].SourceSeverity, days[0].Category));
        Assert.Equal(GuardrailSample.Estate.Profile.OperationsAccount.ToString(), days[0].Account);
        Assert.Contains(days[0].Facts, fact => fact.Value.Contains("適用期限 2026-11-06", StringComparison.Ordinal));
    }

    [Fact]
    public void A_template_that_is_taken_out_of_the_registry_is_no_longer_late()
    {
        var ended = Assert.Single(AuditFinding.Of(On(7), On(8, With())));

        Assert.Equal(("resolved", "登録から外された"), (ended.Status, ended.Reason));
    }

    [Fact]
    public void Where_the_last_audit_is_not_known_what_is_applied_is_told_as_mended() =>
        Assert.Equal(["resolved"], AuditFinding.Of(null, On(9, With(Obtained with { AppliedOn = new DateOnly(2026, 11, 9) }))).Select(finding => finding.Status));

    [Fact]
    public void Evidence_from_before_templates_were_judged_can_be_read()
    {
        var old = GuardrailEvidence.Read("""{"at":"2026-11-06T21:00:00Z","estateDigest":"digest","summary":{},"accounts":[]}"""u8);

        Assert.Equal(["active"], Told(old, On(7)));
    }

    static GuardrailEvidence On(int day, Estate? estate = null)
    {
        var at = new DateTimeOffset(2026, 11, day, 6, 0, 0, TimeSpan.FromHours(9));
        var evidence = GuardrailEvidence.Of([], at, "digest") with { Templates = TemplateDeadlines.Judge(estate ?? With(Obtained), JapanTime.DateOf(at)) };
        return GuardrailEvidence.Read(evidence.Write());
    }

    static IEnumerable<string> Told(GuardrailEvidence before, GuardrailEvidence after) => AuditFinding.Of(before, after).Select(finding => finding.Status);

    static Alert Alert(GuardrailEvidence before, GuardrailEvidence after)
    {
        var detail = Assert.Single(AuditFinding.Of(before, after)).Detail();
        var body = $$"""{"source":"govcloud-audit.guardrails","detail-type":"Guardrail Finding","account":"131229090201","region":"ap-northeast-1","detail":{{detail}} }""";
        return Assert.IsType<Reading.Normalised>(Assert.Single(AlertReader.Read(Encoding.UTF8.GetBytes(body)))).Alert;
    }

    static Estate With(params ImmutableArray<GuardrailTemplate> templates) =>
        GuardrailSample.Estate with { Guardrails = GuardrailSample.Estate.Guardrails with { Templates = templates } };
}

using System.Text;
using GovCloud.Estates;
using GovCloud.Guardrails;
using GovCloud.Triage;

namespace GovCloud.Core.Tests.Guardrails;

public sealed class BaselineAuditTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 21, 21, 0, 0, TimeSpan.Zero);
    static readonly Estate Estate = GuardrailSample.Estate;
    static readonly AccountId Election = AccountId.Parse("131229000602");
    static readonly AccountId Pension = AccountId.Parse("131229002601");

    [Fact]
    public void An_account_that_is_as_it_should_be_conforms()
    {
        var audit = BaselineAudit.Judge(Estate, Reading(Election), Now);

        Assert.Equal(AuditOutcome.Conforming, audit.Outcome);
        Assert.All(audit.Items, item => Assert.Equal(AuditState.Met, item.State));
        Assert.Equal(("v1.1", "v1.1"), (audit.Expected, audit.Deployed));
    }

    [Fact]
    public void An_account_without_the_stack_deviates() => Assert.Equal(
        "Version Violated v1.1 が適用されていない", Open(Reading(Election) with { Stack = null }));

    [Fact]
    public void A_stack_that_could_not_be_read_is_unknown_and_not_missing()
    {
        var audit = BaselineAudit.Judge(Estate, Reading(Election) with { Stack = null, StackUnreadable = "権限がない" }, Now);

        Assert.Equal(AuditOutcome.Unknown, audit.Outcome);
        Assert.Contains(audit.Items, item => item is { Check: AuditCheck.Version, State: AuditState.Unknown });
    }

    [Fact]
    public void An_account_that_cannot_be_read_is_unknown_with_the_reason() => Assert.Equal(
        "Unreadable Unknown 監査用ロールがない", Open(new AccountReading { Account = Election, Unreadable = "監査用ロールがない" }));

    [Fact]
    public void An_older_version_deviates_unless_the_account_is_pinned_to_it()
    {
        var pinned = AccountId.Parse("131229000101");
        var old = BaselineReleases.All[0];

        Assert.Equal("Version Violated 指定の版は v1.1、適用されている版は v1.0", Open(Reading(Election, old)));
        Assert.Equal("", Open(Reading(pinned, old)));
    }

    [Theory]
    [InlineData("UPDATE_ROLLBACK_COMPLETE", "Version Violated スタックの更新に失敗している(UPDATE_ROLLBACK_COMPLETE)")]
    [InlineData("ROLLBACK_FAILED", "Version Violated スタックの更新に失敗している(ROLLBACK_FAILED)")]
    [InlineData("DELETE_IN_PROGRESS", "Version Violated スタックが削除されている(DELETE_IN_PROGRESS)")]
    [InlineData("UPDATE_COMPLETE", "")]
    public void A_stack_that_was_rolled_back_or_is_being_deleted_deviates(string status, string expected) => Assert.Equal(expected, Open(With(stack => stack with { Status = status })));

    [Fact]
    public void A_template_that_was_changed_by_hand_deviates_and_one_that_cannot_be_read_is_unknown()
    {
        Assert.Equal("Template Violated 公開版 v1.1 と異なるテンプレートが適用されている", Open(With(stack => stack with { TemplateDigest = new string('0', 64) })));
        Assert.StartsWith("Template Unknown", Open(With(stack => stack with { TemplateDigest = null })), StringComparison.Ordinal);
    }

    [Fact]
    public void A_parameter_other_than_the_estates_deviates() => Assert.Equal(
        "Parameters Violated 環境定義と異なる: OwnGuardDuty", Open(With(stack => stack with { Parameters = stack.Parameters.SetItem("OwnGuardDuty", "no") })));

    [Fact]
    public void What_was_changed_since_is_told_by_control() => Assert.Equal(
        "Drift Violated 適用後に変更または削除されている: Trail、Key|Drift Violated 適用後に変更または削除されている: Detector",
        Open(With(stack => stack with
        {
            DriftStatus = "DRIFTED",
            Drifted = [new("Trail", "trail-recorded"), new("Key", "trail-recorded"), new("Detector", "threats-detected")],
        })));

    [Theory]
    [InlineData("NOT_CHECKED", 1)]
    [InlineData("UNKNOWN", 1)]
    [InlineData("IN_SYNC", 37)]
    public void A_comparison_that_was_not_made_or_is_old_proves_nothing(string status, int hours) => Assert.StartsWith(
        "Drift Unknown", Open(With(stack => stack with { DriftStatus = status, DriftCheckedAt = Now.AddHours(-hours) })), StringComparison.Ordinal);

    [Fact]
    public void An_exception_holds_for_its_accounts_until_its_end()
    {
        var reading = Reading(Pension) with { Settings = [new("instance-metadata-v2", SettingState.NotMet, "optional")] };

        Assert.Equal(AuditState.Excepted, BaselineAudit.Judge(Estate, reading, Now).Items[^1].State);
        Assert.Equal(AuditState.Violated, BaselineAudit.Judge(Estate, reading, Now.AddYears(4)).Items[^1].State);
    }

    [Fact]
    public void What_is_wrong_is_told_every_day_and_what_is_mended_once()
    {
        var well = Evidence(Reading(Election));
        var wrong = Evidence(Reading(Election) with { Forwarding = false });

        Assert.Equal(["active"], Told(well, wrong));
        Assert.Equal(["active"], Told(wrong, wrong));
        Assert.Equal(["resolved"], Told(wrong, well));
        Assert.Empty(Told(well, well));
    }

    [Fact]
    public void Without_the_last_evidence_everything_that_is_well_is_told_as_mended() =>
        Assert.All(AuditFinding.Of(null, Evidence(Reading(Election))), finding => Assert.Equal("resolved", finding.Status));

    [Fact]
    public void Silence_is_no_recovery()
    {
        var drifted = Evidence(With(stack => stack with { DriftStatus = "DRIFTED", Drifted = [new("Trail", "trail-recorded")] }));
        var unseen = Evidence(With(stack => stack with { DriftStatus = "NOT_CHECKED" }));
        var unreadable = Evidence(new AccountReading { Account = Election, Unreadable = "応答がない" });

        Assert.Equal(["active"], Told(drifted, unseen));
        Assert.Equal(["active"], Told(drifted, unreadable));
        Assert.Equal(["resolved"], Told(drifted, Evidence(Reading(Election))));
        Assert.Equal(["resolved"], Told(unreadable, Evidence(Reading(Election))));
    }

    [Fact]
    public void A_finding_and_its_recovery_are_one_incident_for_triage()
    {
        var wrong = Alert(Assert.Single(AuditFinding.Of(Evidence(Reading(Election)), Evidence(Reading(Election) with { Forwarding = false }))));
        var mended = Alert(Assert.Single(AuditFinding.Of(Evidence(Reading(Election) with { Forwarding = false }), Evidence(Reading(Election)))));

        Assert.Equal((AlertStatus.Active, AlertStatus.Resolved), (wrong.Status, mended.Status));
        Assert.Equal((wrong.Type, wrong.Account, wrong.Resource), (mended.Type, mended.Account, mended.Resource));
        Assert.Equal(("baseline-forwarding", "131229000602", Severity.High, AlertCategory.Posture), (wrong.Type, wrong.Account, wrong.SourceSeverity, wrong.Category));
    }

    [Fact]
    public void Evidence_reads_back_as_it_was_written()
    {
        var evidence = Evidence(Reading(Election) with { Forwarding = false });

        Assert.Equal(evidence.Write(), GuardrailEvidence.Read(evidence.Write()).Write());
        Assert.Equal(1, evidence.Summary["deviating"]);
    }

    static Alert Alert(AuditFinding finding)
    {
        var body = $$"""{"source":"govcloud-audit.guardrails","detail-type":"Guardrail Finding","account":"131229090201","region":"ap-northeast-1","detail":{{finding.Detail()}} }""";
        return Assert.IsType<Reading.Normalised>(Assert.Single(AlertReader.Read(Encoding.UTF8.GetBytes(body)))).Alert;
    }

    static IEnumerable<string> Told(GuardrailEvidence before, GuardrailEvidence after) => AuditFinding.Of(before, after).Select(finding => finding.Status).Distinct(StringComparer.Ordinal);

    static GuardrailEvidence Evidence(AccountReading reading) => GuardrailEvidence.Of([BaselineAudit.Judge(Estate, reading, Now)], Now, "digest");

    static string Open(AccountReading reading) =>
        string.Join('|', BaselineAudit.Judge(Estate, reading, Now).Items.Where(item => item.State is AuditState.Violated or AuditState.Unknown).Select(item => $"{item.Check} {item.State} {item.Reason}"));

    static AccountReading With(Func<StackReading, StackReading> change)
    {
        var reading = Reading(Election);
        return reading with { Stack = change(reading.Stack!) };
    }

    static AccountReading Reading(AccountId account, BaselineRelease? release = null) => GuardrailSample.Reading(Estate, account, Now, release);
}

using GovCloud.Estates;
using GovCloud.Triage;

namespace GovCloud.Core.Tests.Triage;

public sealed class TriageEngineTests
{
    static readonly DateTimeOffset Start = new(2026, 11, 20, 1, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_first_alert_makes_a_numbered_incident_and_is_told()
    {
        var decision = Session().Apply(Alert(), Start);

        Assert.Equal((Disposition.New, "first-seen", NotificationKind.New), (decision.Disposition, decision.Rule, decision.Notify));
        Assert.Equal(("INC-2026-000001", IncidentStatus.Open, 1, 1L), (decision.Incident!.Number, decision.Incident.Status, decision.Incident.Count, decision.Incident.Version));
        Assert.Equal("digest-1", decision.Incident.EstateDigest);
    }

    [Fact]
    public void A_repeat_is_counted_and_not_told()
    {
        var session = Session();
        session.Apply(Alert(), Start);
        var decision = session.Apply(Alert(minutes: 5), Start.AddMinutes(5));

        Assert.Equal((Disposition.Repeat, "open-incident", null), (decision.Disposition, decision.Rule, decision.Notify));
        Assert.Equal((2, Start, Start.AddMinutes(5)), (decision.Incident!.Count, decision.Incident.FirstSeen, decision.Incident.LastSeen));
    }

    [Fact]
    public void A_worse_repeat_is_told_and_a_milder_one_keeps_the_worst()
    {
        var session = Session();
        session.Apply(Alert(), Start);
        var worse = session.Apply(Alert(minutes: 1, severity: Severity.Critical), Start);
        var milder = session.Apply(Alert(minutes: 2, severity: Severity.Low), Start);

        Assert.Equal(("severity-raised", NotificationKind.SeverityRaised, Severity.Critical), (worse.Rule, worse.Notify, worse.Incident!.Severity));
        Assert.Equal((null, Severity.Critical), (milder.Notify, milder.Incident!.Severity));
    }

    [Fact]
    public void A_recovery_resolves_and_is_told_once()
    {
        var session = Session();
        session.Apply(Alert(), Start);
        var recovery = session.Apply(Alert(minutes: 5, status: AlertStatus.Resolved), Start.AddMinutes(6));
        var again = session.Apply(Alert(minutes: 6, status: AlertStatus.Resolved), Start.AddMinutes(7));

        Assert.Equal(("source-resolved", NotificationKind.Recovery), (recovery.Rule, recovery.Notify));
        Assert.Equal((IncidentStatus.Resolved, Start.AddMinutes(5)), (recovery.Incident!.Status, recovery.Incident.ResolvedAt));
        Assert.Equal((Disposition.Recovery, "already-resolved", null), (again.Disposition, again.Rule, again.Notify));
        Assert.Equal(Start.AddMinutes(5), again.Incident!.ResolvedAt);
    }

    [Fact]
    public void A_recovery_of_nothing_stores_nothing()
    {
        var session = Session();
        var decision = session.Apply(Alert(status: AlertStatus.Resolved), Start);

        Assert.Equal((Disposition.Recovery, "nothing-open", null), (decision.Disposition, decision.Rule, decision.Notify));
        Assert.Null(decision.Incident);
        Assert.Empty(session.Incidents);
    }

    [Fact]
    public void A_recurrence_within_the_window_reopens_the_incident()
    {
        var session = Session();
        session.Apply(Alert(), Start);
        session.Apply(Alert(minutes: 5, status: AlertStatus.Resolved), Start);
        var decision = session.Apply(Alert(minutes: 5 + (7 * 24 * 60)), Start.AddDays(7));

        Assert.Equal((Disposition.Recurrence, "within-reopen-window", NotificationKind.Recurrence), (decision.Disposition, decision.Rule, decision.Notify));
        Assert.Equal(("INC-2026-000001", IncidentStatus.Open, 2, 1), (decision.Incident!.Number, decision.Incident.Status, decision.Incident.Count, decision.Incident.Reopened));
        Assert.Null(decision.Incident.ResolvedAt);
    }

    [Fact]
    public void After_the_window_a_new_incident_names_the_previous_one()
    {
        var session = Session();
        session.Apply(Alert(), Start);
        session.Apply(Alert(minutes: 5, status: AlertStatus.Resolved), Start);
        var decision = session.Apply(Alert(minutes: 6 + (7 * 24 * 60)), Start.AddDays(7));

        Assert.Equal((Disposition.New, "after-reopen-window", NotificationKind.New), (decision.Disposition, decision.Rule, decision.Notify));
        Assert.Equal(("INC-2026-000002", "INC-2026-000001", 3L), (decision.Incident!.Number, decision.Incident.Previous, decision.Incident.Version));
    }

    [Theory]
    [InlineData(AlertStatus.Active)]
    [InlineData(AlertStatus.Resolved)]
    [InlineData(AlertStatus.Suppressed)]
    public void An_older_update_never_overwrites_a_newer_one(AlertStatus status)
    {
        var session = Session();
        var open = session.Apply(Alert(minutes: 10), Start).Incident!;
        var decision = session.Apply(Alert(minutes: 5, status: status), Start);

        Assert.Equal((Disposition.Repeat, "older-update", null), (decision.Disposition, decision.Rule, decision.Notify));
        Assert.Equal((open.Status, open.Severity, open.SourceUpdatedAt, open.LastSeen), (decision.Incident!.Status, decision.Incident.Severity, decision.Incident.SourceUpdatedAt, decision.Incident.LastSeen));
    }

    [Fact]
    public void An_older_update_never_reopens()
    {
        var session = Session();
        session.Apply(Alert(), Start);
        session.Apply(Alert(minutes: 10, status: AlertStatus.Resolved), Start);
        var decision = session.Apply(Alert(minutes: 5), Start.AddHours(1));

        Assert.Equal(("older-update", IncidentStatus.Resolved), (decision.Rule, decision.Incident!.Status));
    }

    [Fact]
    public void Suppressed_at_the_source_closes_an_open_incident_silently_and_makes_none()
    {
        var session = Session();
        var nothing = session.Apply(Alert(status: AlertStatus.Suppressed), Start);
        session.Apply(Alert(minutes: 1), Start);
        var closed = session.Apply(Alert(minutes: 2, status: AlertStatus.Suppressed), Start);

        Assert.Equal((Disposition.Suppressed, "suppressed-at-source", null), (nothing.Disposition, nothing.Rule, nothing.Incident));
        Assert.Equal((IncidentStatus.Resolved, null), (closed.Incident!.Status, closed.Notify));
    }

    [Fact]
    public void An_update_older_than_a_suppression_at_the_source_does_not_reopen()
    {
        var session = Session();
        session.Apply(Alert(), Start);
        var later = Start.AddMinutes(30);
        session.Apply(Alert(minutes: 5, status: AlertStatus.Resolved), later);
        session.Apply(Alert(minutes: 20, status: AlertStatus.Suppressed), later);
        var decision = session.Apply(Alert(minutes: 10), later);

        Assert.Equal(("older-update", IncidentStatus.Resolved), (decision.Rule, decision.Incident!.Status));
    }

    [Fact]
    public void A_worse_report_that_was_overtaken_still_raises_an_open_incident_and_is_told()
    {
        var session = Session();
        session.Apply(Alert(minutes: 5, severity: Severity.Medium), Start.AddMinutes(6));
        var decision = session.Apply(Alert(minutes: 1, severity: Severity.Critical), Start.AddMinutes(7));

        Assert.Equal(("older-update-worse", Severity.Critical, NotificationKind.SeverityRaised), (decision.Rule, decision.Incident!.Severity, decision.Notify));
        Assert.Equal(Start.AddMinutes(5), decision.Incident.SourceUpdatedAt);
    }

    [Fact]
    public void A_source_whose_clock_runs_ahead_does_not_make_later_updates_look_old()
    {
        var session = Session();
        session.Apply(Alert(minutes: 60 * 24 * 365), Start);
        var decision = session.Apply(Alert(minutes: 1, status: AlertStatus.Resolved), Start.AddMinutes(1));

        Assert.Equal((Disposition.Recovery, IncidentStatus.Resolved), (decision.Disposition, decision.Incident!.Status));
    }

    [Fact]
    public void An_alarm_whose_actions_are_suppressed_stays_open()
    {
        var session = Session();
        session.Apply(Alert() with { Category = AlertCategory.Monitoring }, Start);
        var decision = session.Apply(Alert(minutes: 5, status: AlertStatus.Suppressed) with { Category = AlertCategory.Monitoring }, Start.AddMinutes(5));

        Assert.Equal((Disposition.Suppressed, IncidentStatus.Open), (decision.Disposition, decision.Incident!.Status));
    }

    [Theory]
    [InlineData("2026-11-19T14:59:59Z", false)]
    [InlineData("2026-11-19T15:00:00Z", true)]
    [InlineData("2026-11-21T14:59:59Z", true)]
    [InlineData("2026-11-21T15:00:00Z", false)]
    public void A_suppression_holds_on_its_first_and_last_day_in_japan(string now, bool suppressed)
    {
        var decision = Session(Rule()).Apply(Alert(severity: Severity.Medium), Instant(now));

        Assert.Equal(suppressed ? Disposition.Suppressed : Disposition.New, decision.Disposition);
        Assert.Equal(suppressed ? "known-noise" : "first-seen", decision.Rule);
    }

    [Theory]
    [InlineData(Severity.Medium, Severity.Medium, true)]
    [InlineData(Severity.High, Severity.Medium, false)]
    [InlineData(Severity.High, Severity.High, true)]
    [InlineData(Severity.Critical, Severity.Critical, false)]
    public void A_suppression_never_hides_more_than_it_says_and_never_the_critical(Severity severity, Severity upTo, bool suppressed) =>
        Assert.Equal(suppressed, Session(Rule() with { UpTo = upTo }).Apply(Alert(severity: severity), Start).Disposition == Disposition.Suppressed);

    [Theory]
    [InlineData("Recon:*", null, true)]
    [InlineData("*PortProbe*", null, true)]
    [InlineData("Recon:EC2/PortProbeUnprotectedPort", null, true)]
    [InlineData("recon:*", null, false)]
    [InlineData("Recon:EC2/PortProbe", null, false)]
    [InlineData(null, "arn:aws:ec2:*:instance/i-*", true)]
    [InlineData(null, "arn:aws:s3:*", false)]
    [InlineData("Recon:*", "arn:aws:s3:*", false)]
    public void A_suppression_matches_type_and_resource_whole(string? type, string? resource, bool suppressed) =>
        Assert.Equal(suppressed, Session(Rule() with { Type = type, Resource = resource }).Apply(Alert(severity: Severity.Low), Start).Disposition == Disposition.Suppressed);

    [Theory]
    [InlineData(TriageEstates.Production, true)]
    [InlineData(TriageEstates.Verification, false)]
    [InlineData(null, false)]
    [InlineData("not-an-account", false)]
    public void A_suppression_of_accounts_holds_for_them_only(string? account, bool suppressed) =>
        Assert.Equal(suppressed, Session(Rule() with { Accounts = [AccountId.Parse(TriageEstates.Production)] }).Apply(Alert(severity: Severity.Low) with { Account = account }, Start).Disposition == Disposition.Suppressed);

    [Fact]
    public void A_notice_makes_no_incident_and_changes_none()
    {
        var session = Session();
        var open = session.Apply(Alert(), Start).Incident!;
        var decision = session.Apply(Alert(minutes: 5, status: AlertStatus.Notice), Start);

        Assert.Equal((Disposition.Suppressed, "notice", null), (decision.Disposition, decision.Rule, decision.Incident));
        Assert.Equal(open, session.Incidents[open.Fingerprint]);
    }

    [Theory]
    [InlineData(TriageEstates.Unknown)]
    [InlineData(null)]
    [InlineData("x")]
    public void An_unknown_account_falls_to_the_operator_by_a_row_for_all(string? account)
    {
        var ownership = Session().Apply(Alert() with { Account = account }, Start).Ownership;

        Assert.Equal(("operator", false, true), (ownership.Responsible, ownership.AccountKnown, ownership.Owned));
        Assert.Empty(ownership.Municipalities);
        Assert.Empty(ownership.Informed);
    }

    [Theory]
    [InlineData(AlertCategory.Posture)]
    [InlineData(AlertCategory.Cost)]
    public void What_no_row_or_nobody_owns_falls_to_the_operator_and_is_shown_as_unowned(AlertCategory category)
    {
        var ownership = Session().Apply(Alert() with { Category = category }, Start).Ownership;

        Assert.Equal(("operator", false, true), (ownership.Responsible, ownership.Owned, ownership.AccountKnown));
    }

    [Fact]
    public void The_responsibility_matrix_routes_by_category_and_usage()
    {
        var monitoring = Session().Apply(Alert() with { Category = AlertCategory.Monitoring }, Start).Ownership;
        var network = Session().Apply(Alert() with { Account = TriageEstates.Network }, Start).Ownership;

        Assert.Equal("vendor-a", monitoring.Responsible);
        Assert.Equal(["operator"], monitoring.Supporting, StringComparer.Ordinal);
        Assert.Equal(["katsushika-it", "katsushika-kokuho"], monitoring.Informed, StringComparer.Ordinal);
        Assert.Equal("network-operator", network.Responsible);
    }

    [Fact]
    public void The_first_severity_rule_that_matches_wins()
    {
        var estate = TriageEstates.With(p => p with
        {
            Severity =
            [
                new SeverityRule { From = [Severity.High], Environments = [DeploymentEnvironment.Verification], To = Severity.Medium },
                new SeverityRule { From = [Severity.High], DataClassAtLeast = DataClass.SpecificPersonal, Categories = [AlertCategory.Threat], To = Severity.Critical },
                new SeverityRule { From = [Severity.High], To = Severity.Low },
            ],
        });
        Severity Of(Alert alert) => new TriageEngine(estate).Decide(alert, null, Start).Severity;

        Assert.Equal(Severity.Medium, Of(Alert() with { Account = TriageEstates.Verification }));
        Assert.Equal(Severity.Critical, Of(Alert()));
        Assert.Equal(Severity.Low, Of(Alert() with { Account = TriageEstates.Unknown }));
        Assert.Equal(Severity.Low, Of(Alert() with { Category = AlertCategory.Monitoring }));
        Assert.Equal(Severity.Medium, Of(Alert(severity: Severity.Medium)));
    }

    [Fact]
    public void What_is_stored_of_an_alert_is_redacted()
    {
        var incident = Session().Apply(
            Alert() with { Account = "tanaka@example.jp", Region = "tanaka@example.jp", Resource = "export/tanaka@example.jp", Facts = [new AlertFact("説明", "tanaka@example.jp")] },
            Start).Incident!;

        Assert.DoesNotContain("tanaka", System.Text.Json.JsonSerializer.Serialize(incident, TriageJsonContext.Default.Incident), StringComparison.Ordinal);
    }

    static TriageSession Session(Suppression? suppression = null) =>
        new(suppression is null ? TriageEstates.Index() : TriageEstates.With(p => p with { Suppressions = [suppression] }));

    static Suppression Rule() => new()
    {
        Id = "known-noise",
        Owner = "operator",
        Reason = "既知",
        From = new DateOnly(2026, 11, 20),
        Until = new DateOnly(2026, 11, 21),
        Type = "Recon:*",
    };

    static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    static Alert Alert(int minutes = 0, AlertStatus status = AlertStatus.Active, Severity severity = Severity.High) => new()
    {
        Source = "aws.guardduty",
        Type = "Recon:EC2/PortProbeUnprotectedPort",
        Category = AlertCategory.Threat,
        SourceSeverity = severity,
        Status = status,
        Account = TriageEstates.Production,
        Region = "ap-northeast-1",
        Resource = "arn:aws:ec2:ap-northeast-1:131229000101:instance/i-0a1b2c3d4e5f60718",
        UpdatedAt = Start.AddMinutes(minutes),
    };
}

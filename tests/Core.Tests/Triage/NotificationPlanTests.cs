using System.Collections.Immutable;
using GovCloud.Estates;
using GovCloud.Triage;

namespace GovCloud.Core.Tests.Triage;

public sealed class NotificationPlanTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 20, 1, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Responsible_supporting_and_informed_are_told_in_their_roles()
    {
        var plan = Plan(severity: Severity.Critical);

        Assert.Equal(
            [("vendor-a", Audience.Responsible), ("operator", Audience.Supporting), ("katsushika-it", Audience.Informed), ("katsushika-kokuho", Audience.Informed)],
            plan.Where(n => n.Channel == NotificationChannel.Mail).Select(n => (n.Organisation, n.Audience)));
        Assert.All(plan, n => Assert.Equal((NotificationKind.New, Now), (n.Kind, n.CreatedAt)));
    }

    [Theory]
    [InlineData(Severity.Critical, 4, 4)]
    [InlineData(Severity.High, 4, 2)]
    [InlineData(Severity.Medium, 0, 2)]
    [InlineData(Severity.Low, 0, 0)]
    public void Channels_and_the_informed_begin_at_their_thresholds(Severity severity, int slack, int mail)
    {
        var plan = Plan(severity: severity);

        Assert.Equal((slack, mail), (plan.Count(n => n.Channel == NotificationChannel.Slack), plan.Count(n => n.Channel == NotificationChannel.Mail)));
    }

    [Fact]
    public void Those_only_informed_read_it_once_unless_it_is_critical()
    {
        Assert.All(Plan(severity: Severity.High).Where(n => n.Audience == Audience.Informed), n => Assert.Equal(NotificationChannel.Slack, n.Channel));
        Assert.Contains(Plan(severity: Severity.Critical), n => (n.Audience, n.Channel) == (Audience.Informed, NotificationChannel.Mail));
        Assert.Contains(Plan(account: TriageEstates.SlackOff, severity: Severity.High), n => (n.Audience, n.Channel) == (Audience.Informed, NotificationChannel.Mail));
    }

    [Fact]
    public void A_municipality_without_slack_keeps_its_incidents_out_of_everybodys_slack()
    {
        var plan = Plan(account: TriageEstates.SlackOff, severity: Severity.Critical);

        Assert.Equal(["vendor-a", "operator", "setagaya-it"], TriageEstates.Organisations(plan), StringComparer.Ordinal);
        Assert.All(plan, n => Assert.Equal(NotificationChannel.Mail, n.Channel));
    }

    [Fact]
    public void Nobody_is_told_twice_and_every_id_is_unique()
    {
        var estate = TriageEstates.Estate() with { Responsibilities = [new Responsibility { Responsible = Role.Operator, Supporting = [Role.Operator, Role.Vendor], Informed = [Role.Vendor, Role.Operator] }] };
        var plan = Plan(TriageEstates.Index(estate));

        Assert.Equal(["operator", "vendor-a"], TriageEstates.Organisations(plan), StringComparer.Ordinal);
        Assert.Equal(4, plan.Select(n => n.Id).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Deciding_twice_gives_the_same_ids_and_the_next_version_others()
    {
        var first = Decision();
        var next = first with { Incident = first.Incident! with { Version = 2 } };

        Assert.Equal(Ids(first), Ids(first), StringComparer.Ordinal);
        Assert.Empty(Ids(first).Intersect(Ids(next), StringComparer.Ordinal));
    }

    [Fact]
    public void A_decision_that_tells_nobody_plans_nothing() => Assert.Empty(NotificationPlan.For(Decision() with { Notify = null }, TriageEstates.Index(), Now));

    [Fact]
    public void A_hundred_receivers_fan_out_from_one_entry_and_none_is_forgotten()
    {
        var estate = TriageEstates.Estate();
        var departments = Enumerable.Range(0, 100)
            .Select(i => estate.Organisations[3] with { Id = $"department-{i}", Mail = [$"desk@d{i}.example.jp"] }).ToImmutableArray();
        var index = TriageEstates.Index(estate with
        {
            Organisations = [.. estate.Organisations, .. departments],
            Systems = [.. estate.Systems.Select(s => s.Id == "kokuho" ? s with { OwningDepartments = [.. departments.Select(d => d.Id)] } : s)],
        });

        var plan = Plan(index, severity: Severity.Critical);

        Assert.Equal(NotificationPlan.MostAtOnce + 1, plan.Length);
        Assert.All(plan[..^1], n => Assert.Empty(n.FanOut));
        var expanded = NotificationPlan.Expand(plan[^1]);
        Assert.Equal(expanded.Select(n => n.Id), NotificationPlan.Expand(plan[^1]).Select(n => n.Id), StringComparer.Ordinal);
        var all = plan[..^1].AddRange(expanded);
        Assert.Equal(2 * 103, all.Length);
        Assert.Equal(all.Length, all.Append(plan[^1]).Select(n => n.Id).Distinct(StringComparer.Ordinal).Count() - 1);
        Assert.Equal(103, TriageEstates.Organisations(all).Length);
    }

    [Fact]
    public void When_slack_is_off_and_there_is_no_mail_the_operator_is_told_instead_of_nobody()
    {
        var estate = TriageEstates.Estate();
        estate = estate with
        {
            Organisations = [.. estate.Organisations.Select(o => o.Id == "vendor-a" ? o with { Mail = [] } : o)],
            Responsibilities = [new Responsibility { Responsible = Role.Vendor }],
        };
        var plan = Plan(TriageEstates.Index(estate), TriageEstates.SlackOff, Severity.Critical);

        Assert.Equal(("operator", NotificationChannel.Mail), Assert.Single(plan.Select(n => (n.Organisation, n.Channel))));
    }

    [Fact]
    public void A_quarantine_notice_goes_to_the_operator_once_for_each_place()
    {
        var notice = new QuarantineNotice("quarantine/1", "not valid JSON", 10);
        var plan = NotificationPlan.ForQuarantine(notice, TriageEstates.Index(), Now);
        var again = NotificationPlan.ForQuarantine(notice with { Reason = "other" }, TriageEstates.Index(), Now.AddHours(1));

        Assert.Equal([("operator", NotificationChannel.Slack), ("operator", NotificationChannel.Mail)], plan.Select(n => (n.Organisation, n.Channel)));
        Assert.Equal(plan.Select(n => n.Id), again.Select(n => n.Id), StringComparer.Ordinal);
        Assert.All(plan, n => Assert.Equal((NotificationKind.Quarantine, notice, null), (n.Kind, n.Quarantine, n.Incident)));
    }

    static ImmutableArray<string> Ids(TriageDecision decision) => [.. NotificationPlan.For(decision, TriageEstates.Index(), Now).Select(n => n.Id)];

    static ImmutableArray<Notification> Plan(EstateIndex? estate = null, string account = TriageEstates.Production, Severity severity = Severity.High) =>
        NotificationPlan.For(Decision(estate, account, severity), estate ?? TriageEstates.Index(), Now);

    static TriageDecision Decision(EstateIndex? estate = null, string account = TriageEstates.Production, Severity severity = Severity.High) =>
        new TriageSession(estate ?? TriageEstates.Index()).Apply(Events.One(Events.Alarm()) with { Account = account, SourceSeverity = severity }, Now);
}

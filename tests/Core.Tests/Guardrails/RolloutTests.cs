using GovCloud.Estates;
using GovCloud.Guardrails;

namespace GovCloud.Core.Tests.Guardrails;

public sealed class RolloutTests
{
    static readonly Estate Estate = GuardrailSample.Estate;
    static readonly RolloutPlan Plan = RolloutPlan.Of(Estate);

    [Fact]
    public void The_canary_comes_first_then_verification_then_production_and_the_operations_account_last()
    {
        Assert.Equal([Stage.Canary, Stage.Verification, Stage.Production], Plan.Waves.Select(wave => wave.Stage).Distinct());
        Assert.Equal("131229000602", Assert.Single(Plan.Waves[0].Targets).Account.Id.ToString());
        Assert.Equal(Estate.Profile.OperationsAccount, Plan.Waves[^1].Targets[^1].Account.Id);
        Assert.All(Plan.Waves.Where(wave => wave.Stage == Stage.Production), wave => Assert.InRange(wave.Targets.Length, 1, 10));
        Assert.Equal(
            Estate.Accounts.Select(account => account.Id.ToString()).Order(StringComparer.Ordinal),
            Plan.Waves.SelectMany(wave => wave.Targets.Select(target => target.Account.Id.ToString())).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_wave_begins_only_when_the_one_before_is_deployed_and_audited()
    {
        var deployed = Record(Plan.Waves[0], RolloutOutcome.Deployed, AuditOutcome.None);
        var audited = Record(Plan.Waves[0], RolloutOutcome.Deployed, AuditOutcome.Conforming);

        Assert.Equal(1, Assert.IsType<RolloutDecision.Deploy>(Decide(new RolloutRecord())).Wave.Number);
        Assert.Equal(ObstacleKind.Unaudited, Assert.Single(Assert.IsType<RolloutDecision.Stopped>(Decide(deployed)).Obstacles).Kind);
        Assert.Equal(2, Assert.IsType<RolloutDecision.Deploy>(Decide(audited)).Wave.Number);
    }

    [Theory]
    [InlineData(RolloutOutcome.Failed, AuditOutcome.None, ObstacleKind.Failed)]
    [InlineData(RolloutOutcome.Deployed, AuditOutcome.Deviating, ObstacleKind.Deviating)]
    [InlineData(RolloutOutcome.Deployed, AuditOutcome.Unknown, ObstacleKind.Unknown)]
    public void What_failed_or_is_not_known_stops_the_rest_and_is_named(RolloutOutcome outcome, AuditOutcome audit, ObstacleKind expected)
    {
        var stopped = Assert.IsType<RolloutDecision.Stopped>(Decide(Record(Plan.Waves[0], outcome, audit)));

        Assert.Equal((1, expected), (stopped.Wave.Number, Assert.Single(stopped.Obstacles).Kind));
    }

    [Fact]
    public void One_failure_stops_the_rest_of_its_own_wave()
    {
        var record = Record(Plan.Waves[0], RolloutOutcome.Deployed, AuditOutcome.Conforming).With(Entry(Plan.Waves[1].Targets[0], RolloutOutcome.Failed, AuditOutcome.None));

        Assert.IsType<RolloutDecision.Stopped>(Decide(record));
        var tolerant = Estate.Guardrails.Rollout! with { FailuresTolerated = 1 };
        Assert.Equal(Plan.Waves[1].Targets.Length - 1, Assert.IsType<RolloutDecision.Deploy>(RolloutDecision.Of(Plan, record, tolerant)).Targets.Length);
    }

    [Fact]
    public void A_later_version_is_never_taken_back()
    {
        var later = new RolloutRecord().With(Entry(Plan.Waves[0].Targets[0], RolloutOutcome.Deployed, AuditOutcome.Conforming) with { Version = "v1.2" });

        Assert.Equal(ObstacleKind.Downgrade, Assert.Single(Assert.IsType<RolloutDecision.Stopped>(Decide(later)).Obstacles).Kind);
    }

    [Fact]
    public void When_all_conform_it_is_done()
    {
        var record = Plan.Waves.SelectMany(wave => wave.Targets).Aggregate(new RolloutRecord(), (sum, target) => sum.With(Entry(target, RolloutOutcome.Deployed, AuditOutcome.Conforming)));

        Assert.IsType<RolloutDecision.Done>(Decide(record));
        Assert.Equal(record.Write(), RolloutRecord.Read(record.Write()).Write());
    }

    static RolloutDecision Decide(RolloutRecord record) => RolloutDecision.Of(Plan, record, Estate.Guardrails.Rollout!);

    static RolloutRecord Record(RolloutWave wave, RolloutOutcome outcome, AuditOutcome audit) =>
        wave.Targets.Aggregate(new RolloutRecord(), (record, target) => record.With(Entry(target, outcome, audit)));

    static RolloutEntry Entry(RolloutTarget target, RolloutOutcome outcome, AuditOutcome audit) => new()
    {
        Account = target.Account.Id.ToString(),
        Version = target.Version.ToString(),
        Outcome = outcome,
        Audit = audit,
        At = new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero),
        Who = "運用担当",
    };
}

using System.Collections.Immutable;
using System.Text.Json.Nodes;
using GovCloud.Audit;
using GovCloud.Resilience.Drills;
using GovCloud.Resilience.Readiness;
using static GovCloud.Core.Tests.Resilience.BackupScene;

namespace GovCloud.Core.Tests.Resilience;

/// <summary>Whether what a disaster would need was rehearsed as it is now.</summary>
public sealed class ReadinessCheckTests
{
    const string Template = """{"Resources":{"Vault":{"Type":"AWS::Backup::BackupVault","Properties":{"BackupVaultName":"v","Tags":{"b":"2","a":"1"}},"Metadata":{"aws:cdk:path":"x"}},"Key":{"Type":"AWS::KMS::Key"},"CDKMetadata":{"Type":"AWS::CDK::Metadata","Properties":{"Analytics":"z"}}}}""";

    static readonly RecoveryTemplate Stack = Of(Template);

    [Fact]
    public void What_is_as_it_was_rehearsed_passes() => Assert.Equal(AuditOutcomeKind.Pass, Only(Evidence()).Outcome.Kind);

    [Fact]
    public void How_a_template_is_written_and_where_its_code_lies_makes_no_difference()
    {
        var rewritten = Of("""{ "Resources": { "Key": { "Type": "AWS::KMS::Key" }, "Vault": { "Metadata": { "aws:cdk:path": "y" }, "Properties": { "Tags": { "a": "1", "b": "2" }, "BackupVaultName": "v" }, "Type": "AWS::Backup::BackupVault" } } }""");
        Assert.Equal(Stack.Digest, rewritten.Digest);
        Assert.Equal(AuditOutcomeKind.Pass, Only(Evidence(now: [rewritten])).Outcome.Kind);
    }

    [Fact]
    public void What_changed_is_named_resource_by_resource()
    {
        var changed = Of(Template.Replace("\"v\"", "\"w\"", StringComparison.Ordinal).Replace("\"Key\"", "\"NewKey\"", StringComparison.Ordinal));
        var result = Only(Evidence(now: [changed]));
        Assert.Equal(AuditOutcomeKind.Fail, result.Outcome.Kind);
        Assert.Equal(["-Key(AWS::KMS::Key)", "+NewKey(AWS::KMS::Key)", "~Vault(AWS::Backup::BackupVault)"], changed.ChangesSince(Stack).ToArray());
        Assert.Contains("3リソースが変わりました: -Key(AWS::KMS::Key)、+NewKey(AWS::KMS::Key)、~Vault(AWS::Backup::BackupVault)。", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stack_that_came_or_went_since_the_drill_fails()
    {
        Assert.Equal(AuditOutcomeKind.Fail, Results(Evidence(now: [Stack, Stack with { Name = "New" }])).Single(result => result.Subject.Id == "New").Outcome.Kind);
        Assert.Equal(AuditOutcomeKind.Fail, Results(Evidence(now: [Stack with { Name = "New" }])).Single(result => result.Subject.Id == Stack.Name).Outcome.Kind);
    }

    [Fact]
    public void What_was_never_synthesised_or_never_recorded_is_unknown()
    {
        Assert.Equal(AuditOutcomeKind.Unknown, Only(Evidence() with { Stacks = Readings.Unknown<ImmutableArray<RecoveryTemplate>>("合成した結果がない") }).Outcome.Kind);
        Assert.Equal(AuditOutcomeKind.Unknown, Only(Evidence() with { Drills = Readings.Unknown<ImmutableArray<DrillRecord>>("フォルダーがない") }).Outcome.Kind);
        Assert.Equal(AuditOutcomeKind.Unknown, Only(Evidence(drill: one => one with { Stacks = [] })).Outcome.Kind);
        Assert.Equal(AuditOutcomeKind.Unknown, Only(Evidence(drill: one => one with { Steps = [one.Steps[0] with { Outcome = DrillOutcome.Failed }] })).Outcome.Kind);
    }

    [Fact]
    public void Of_two_drills_the_one_that_ended_later_counts()
    {
        var earlier = Drill() with { Id = "earlier", Declared = Morning.AddDays(-300), Steps = [new DrillStep { Title = "復元", Began = Morning.AddDays(-300), Ended = Morning.AddDays(-299), Outcome = DrillOutcome.Done }], Stacks = [] };
        var evidence = Evidence() with { Drills = Readings.Known<ImmutableArray<DrillRecord>>([Drill(), earlier with { Stacks = [Stack with { Digest = "other" }] }]) };
        Assert.Equal(AuditOutcomeKind.Pass, Only(evidence).Outcome.Kind);
    }

    [Fact]
    public void A_long_list_of_changes_is_cut_and_counted()
    {
        var many = Stack with { Digest = "many", Resources = [.. Enumerable.Range(0, 25).Select(number => new RecoveryResource($"R{number:00}", "AWS::SNS::Topic", "d"))] };
        Assert.Contains(" ほか7。", Only(Evidence(now: [many])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(72, AuditOutcomeKind.Pass)]
    [InlineData(73, AuditOutcomeKind.Fail)]
    public void Data_is_to_be_handed_over_within_72_hours(int hours, AuditOutcomeKind expected) => Assert.Equal(expected, Provided(Handing(Morning.AddDays(-10), hours)));

    [Theory]
    [InlineData(0, AuditOutcomeKind.Pass)]
    [InlineData(1, AuditOutcomeKind.Fail)]
    public void A_rehearsal_counts_to_the_second(int seconds, AuditOutcomeKind expected) =>
        Assert.Equal(expected, Provided(Handing(Morning.AddDays(-Sample.Backup.DrilledWithinDays).AddSeconds(-seconds).AddHours(-1), 1)));

    [Fact]
    public void Without_a_rehearsal_it_fails_and_without_records_it_is_unknown()
    {
        Assert.Equal(AuditOutcomeKind.Fail, Provided(Drill()));
        Assert.Contains(
            AuditEngine.Judge(ReadinessChecks.All, Evidence() with { Drills = Readings.Unknown<ImmutableArray<DrillRecord>>("フォルダーがない") }, []),
            result => result.Check.Id == "BKP-056" && result.Outcome.Kind == AuditOutcomeKind.Unknown);
    }

    static DrillRecord Handing(DateTimeOffset declared, int hours) => Drill() with
    {
        Scenario = DrillScenario.DataProvision,
        RtoHours = 72,
        Declared = declared,
        Steps = [new DrillStep { Title = "受け渡しと確認", Began = declared, Ended = declared.AddHours(hours), Outcome = DrillOutcome.Done }],
    };

    static AuditOutcomeKind Provided(DrillRecord drill) => AuditEngine
        .Judge(ReadinessChecks.All.Where(check => check.Definition.Id == "BKP-056"), Evidence() with { Drills = Readings.Known<ImmutableArray<DrillRecord>>([drill]) }, [])
        .Single(result => result.Subject.Id == "residents").Outcome.Kind;

    static RecoveryTemplate Of(string template) => RecoveryTemplate.Of("GovCloud-BackupRecovery", JsonNode.Parse(template)!.AsObject());

    static DrillRecord Drill() => Drills(Morning)[0] with { Stacks = [Stack] };

    static ReadinessEvidence Evidence(ImmutableArray<RecoveryTemplate>? now = null, Func<DrillRecord, DrillRecord>? drill = null) => new()
    {
        At = Morning,
        Estate = Sample,
        Stacks = Readings.Known(now ?? [Stack]),
        Drills = Readings.Known<ImmutableArray<DrillRecord>>([(drill ?? (one => one))(Drill())]),
    };

    static List<AuditResult> Results(ReadinessEvidence evidence) => [.. AuditEngine.Judge(ReadinessChecks.All.Where(check => check.Definition.Id == "BKP-055"), evidence, [])];

    static AuditResult Only(ReadinessEvidence evidence) => Assert.Single(Results(evidence));
}

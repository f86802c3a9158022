using GovCloud.Contracts;

namespace GovCloud.Infra.Tests;

/// <summary>What the confirmation of accounts may do, and when it is held.</summary>
[Collection(Synthesis.Collection)]
public sealed class AccountAttestationTests(Synthesis synthesis)
{
    const string Role = "AccountAttestationLambdaRole";

    Template Automation => automation ??= synthesis.Sample("GovCloud-Automation");

    Template? automation;

    [Fact]
    public void The_function_may_do_exactly_this() => Assert.Equal(
        [
            "dynamodb:PutItem", "events:PutEvents", "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:ReEncryptTo",
            "logs:CreateLogStream", "logs:PutLogEvents", "s3:GetObject", "s3:ListBucket", "s3:PutObject", "s3:PutObjectRetention",
            "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage", "xray:PutTelemetryRecords", "xray:PutTraceSegments",
        ],
        Automation.StatementsOfRole(Role).SelectMany(statement => statement.Actions).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("KeepCampaigns", "/campaigns/*")]
    [InlineData("ReadAnswers", "/inbox/*")]
    [InlineData("GiveDocuments", "/attestation/*")]
    [InlineData("KeepEvidence", "/attestation/*")]
    [InlineData("ReadTheRoster", "/accounts/roster.json")]
    [InlineData("PutIntoQuarantine", "/quarantine/*")]
    public void It_reaches_its_own_folders_and_no_others(string sid, string folder)
    {
        var statement = Assert.Single(Automation.StatementsOfRole(Role), statement => statement.Sid == sid);
        Assert.EndsWith(folder, Assert.Single(statement.ResourceNodes)["Fn::Join"]![1]!.AsArray()[^1]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void It_never_writes_the_inbox_and_assumes_no_role() => Assert.All(
        Automation.StatementsOfRole(Role).Where(statement => statement.Sid == "ReadAnswers" || statement.Actions.Any(action => action.StartsWith("sts:", StringComparison.Ordinal))),
        statement => Assert.Equal(["s3:GetObject"], statement.Actions));

    [Fact]
    public void It_adds_messages_to_the_outbox_and_tells_triage_in_its_own_name()
    {
        var messages = Assert.Single(Automation.StatementsOfRole(Role), statement => statement.NamesResource("Incidents"));
        Assert.Contains(IncidentsTable.OutboxPrefix, messages.Body["Condition"]!["ForAllValues:StringLike"]!["dynamodb:LeadingKeys"]!.ToJsonString(), StringComparison.Ordinal);
        var events = Assert.Single(Automation.StatementsOfRole(Role), statement => statement.Sid == "TellTriage");
        Assert.Equal(EventNames.AttestationFindings, events.Body["Condition"]!["StringEquals"]!["events:source"]!.GetValue<string>());
    }

    [Fact]
    public void The_inbox_tells_of_answers_and_the_bucket_is_as_protected_as_the_others()
    {
        var bucket = Automation.Named("AWS::S3::Bucket", "AccountAttestationCampaigns");
        Assert.True(bucket["NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled"]!.GetValue<bool>());
        Assert.Equal("Enabled", bucket["VersioningConfiguration.Status"]!.GetValue<string>());
        Assert.NotNull(bucket["BucketEncryption.ServerSideEncryptionConfiguration"]![0]!["ServerSideEncryptionByDefault"]!["KMSMasterKeyID"]);
        Assert.Equal("Retain", bucket.Body["DeletionPolicy"]!.GetValue<string>());
        Assert.Equal("""{"key":[{"prefix":"inbox/"}]}""", Automation.Named("AWS::Events::Rule", "AccountAttestationAnswersRule")["EventPattern.detail.object"]!.ToJsonString());
    }

    [Fact]
    public void The_round_is_held_every_morning_in_Japan_but_for_a_sample()
    {
        var real = Template.Read(synthesis.Synthesise("attestation-real", SampleEstates.Katsushika with { Profile = SampleEstates.Katsushika.Profile with { Sample = false } }), "GovCloud-Automation");
        var (sample, schedule) = (Round(Automation), Round(real));
        Assert.Equal(("DISABLED", "ENABLED"), (sample["State"]!.GetValue<string>(), schedule["State"]!.GetValue<string>()));
        Assert.Equal(("cron(0 9 * * ? *)", "Asia/Tokyo"), (schedule["ScheduleExpression"]!.GetValue<string>(), schedule["ScheduleExpressionTimezone"]!.GetValue<string>()));

        static Resource Round(Template template) => template.Named("AWS::Scheduler::Schedule", "AccountAttestationRound");
    }
}

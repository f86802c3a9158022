using GovCloud.Triage;

namespace GovCloud.Core.Tests.Triage;

public sealed class FindingNormaliserTests
{
    [Theory]
    [InlineData("10", Severity.Critical)]
    [InlineData("9.0", Severity.Critical)]
    [InlineData("8.9", Severity.High)]
    [InlineData("7.0", Severity.High)]
    [InlineData("6.9", Severity.Medium)]
    [InlineData("4.0", Severity.Medium)]
    [InlineData("3.9", Severity.Low)]
    [InlineData("1.0", Severity.Low)]
    [InlineData("\"9.5\"", Severity.Critical)]
    [InlineData("null", Severity.Medium)]
    [InlineData("\"NaN\"", Severity.Medium)]
    [InlineData("\"severe?\"", Severity.Medium)]
    public void Guardduty_severity_is_compared_by_its_lower_bound(string severity, Severity expected) =>
        Assert.Equal(expected, Events.One(Events.GuardDuty(severity: severity)).SourceSeverity);

    [Theory]
    [InlineData("Recon:EC2/PortProbeUnprotectedPort", Events.Instance, "arn:aws:ec2:ap-northeast-1:131229000101:instance/i-0a1b2c3d4e5f60718")]
    [InlineData("Exfiltration:S3/AnomalousBehavior", Events.Bucket, "arn:aws:s3:::zeimu-export")]
    [InlineData("UnauthorizedAccess:IAMUser/MaliciousIPCaller", Events.AccessKey, "AKIAEXAMPLE000000002")]
    [InlineData("Discovery:S3/MaliciousIPCaller.Custom", Events.Bucket, "arn:aws:s3:::zeimu-export")]
    [InlineData("PrivilegeEscalation:IAMUser/AnomalousBehavior", Events.Bucket, "ASIAEXAMPLE000000001")]
    [InlineData("Discovery:Kubernetes/MaliciousIPCaller", Events.Cluster, "arn:aws:eks:ap-northeast-1:131229000101:cluster/core")]
    [InlineData("CredentialAccess:RDS/AnomalousBehavior.SuccessfulLogin", Events.Database, "arn:aws:rds:ap-northeast-1:131229000101:db:kokuho-db")]
    [InlineData("Backdoor:Lambda/C&CActivity.B", Events.Function, "arn:aws:lambda:ap-northeast-1:131229000101:function:export")]
    [InlineData("Execution:Runtime/NewBinaryExecuted", Events.Instance, "arn:aws:ec2:ap-northeast-1:131229000101:instance/i-0a1b2c3d4e5f60718")]
    [InlineData("Recon:EC2/Portscan", "{}", "AWS::::Account:131229000101")]
    public void Guardduty_names_the_resource_that_the_type_is_about(string type, string resource, string expected)
    {
        var alert = Events.One(Events.GuardDuty(type, resource: resource));

        Assert.Equal((type, AlertCategory.Threat, expected), (alert.Type, alert.Category, alert.Resource));
        Assert.False(alert.Generic);
    }

    [Fact]
    public void Guardduty_facts_of_time_id_and_archive_are_kept()
    {
        var active = Events.One(Events.GuardDuty());
        var archived = Events.One(Events.GuardDuty(archived: true));

        Assert.Equal(new DateTimeOffset(2026, 11, 20, 1, 0, 0, TimeSpan.Zero), active.UpdatedAt);
        Assert.Equal(new DateTimeOffset(2026, 11, 19, 23, 0, 0, TimeSpan.Zero), active.FirstObservedAt);
        Assert.Equal((AlertStatus.Active, AlertStatus.Resolved), (active.Status, archived.Status));
        Assert.True(Events.One(Events.GuardDuty(sample: true)).Sample);
        Assert.False(active.Sample);
    }

    [Fact]
    public void Guardduty_in_the_form_of_the_api_reads_as_the_event()
    {
        var api = Events.One($$"""
            {"AccountId":"{{Events.Account}}","Region":"{{Events.Region}}","Id":"f1","Type":"Exfiltration:S3/AnomalousBehavior","Severity":8,"UpdatedAt":"{{Events.Time}}","CreatedAt":"2026-11-19T23:30:00Z","Title":"t",
            "Resource":{"ResourceType":"S3Bucket","AccessKeyDetails":{"AccessKeyId":"ASIAEXAMPLE000000001"},"S3BucketDetails":[{"Arn":"arn:aws:s3:::zeimu-export"}]},"Service":{"Archived":false,"EventFirstSeen":"2026-11-19T23:00:00Z"} }
            """);
        var native = Events.One(Events.GuardDuty("Exfiltration:S3/AnomalousBehavior", "8", Events.Bucket));

        Assert.Equal(Fingerprint.Of(native), Fingerprint.Of(api));
        Assert.Equal((native.SourceSeverity, native.UpdatedAt, native.FirstObservedAt), (api.SourceSeverity, api.UpdatedAt, api.FirstObservedAt));
    }

    [Theory]
    [InlineData("""{"Label":"CRITICAL","Normalized":1}""", Severity.Critical)]
    [InlineData("""{"Normalized":90}""", Severity.Critical)]
    [InlineData("""{"Normalized":89}""", Severity.High)]
    [InlineData("""{"Normalized":40}""", Severity.Medium)]
    [InlineData("""{"Normalized":1}""", Severity.Low)]
    [InlineData("""{"Label":"INFORMATIONAL"}""", Severity.Info)]
    [InlineData("""{"Original":"HIGH"}""", Severity.High)]
    [InlineData("{}", Severity.Medium)]
    public void Asff_severity_is_the_label_and_else_the_normalised_number(string severity, Severity expected) =>
        Assert.Equal(expected, Events.One(Events.Imported(Events.Asff(severity: severity))).SourceSeverity);

    [Fact]
    public void Guarddutys_own_number_raises_an_asff_label_from_before_critical_existed() =>
        Assert.Equal(
            Severity.Critical,
            Events.One(Events.Imported(Events.AsffGuardDuty("""["TTPs/Discovery/Recon:EC2-Portscan"]""", "[]", """{"Label":"HIGH","Normalized":70,"Product":9.0}"""))).SourceSeverity);

    [Theory]
    [InlineData("NEW", "ACTIVE", "FAILED", AlertStatus.Active)]
    [InlineData("NOTIFIED", "ACTIVE", "FAILED", AlertStatus.Active)]
    [InlineData("NEW", "ACTIVE", "WARNING", AlertStatus.Active)]
    [InlineData("NEW", "ACTIVE", "NOT_AVAILABLE", AlertStatus.Active)]
    [InlineData("NEW", "ACTIVE", "PASSED", AlertStatus.Resolved)]
    [InlineData("NEW", "ARCHIVED", "FAILED", AlertStatus.Resolved)]
    [InlineData("RESOLVED", "ACTIVE", "FAILED", AlertStatus.Resolved)]
    [InlineData("SUPPRESSED", "ACTIVE", "FAILED", AlertStatus.Suppressed)]
    [InlineData("SUPPRESSED", "ACTIVE", "PASSED", AlertStatus.Resolved)]
    public void Asff_status_follows_record_workflow_and_compliance(string workflow, string record, string compliance, AlertStatus expected) =>
        Assert.Equal(expected, Events.One(Events.Imported(Events.Asff(workflow: workflow, record: record, more: $$"""
            "Compliance":{"Status":"{{compliance}}","SecurityControlId":"S3.8"},
            """))).Status);

    [Fact]
    public void One_bad_record_of_a_batch_is_rejected_in_its_place_and_the_rest_is_read()
    {
        var readings = Events.Read(Events.Imported(Events.Asff(id: "a"), "42", Events.Asff(id: "c")));

        Assert.True(Events.Ids(readings) is ["a", null, "c"]);
        Assert.IsType<Reading.Rejected>(readings[1]);
    }

    [Fact]
    public void A_record_with_broken_unicode_costs_only_itself()
    {
        var readings = Events.Read(Events.Imported(Events.Asff(id: "a"), Events.Asff(id: "\\ud800"), Events.Asff(id: "c")));

        Assert.True(Events.Ids(readings) is ["a", null, "c"]);
    }

    [Fact]
    public void A_finding_of_another_product_is_named_by_taxonomy_and_generator()
    {
        var alert = Events.One(Events.Imported(Events.Asff("threatwatch", """["TTPs/Initial Access"]""", more: "", generator: "rule-7")));

        Assert.Equal(("TTPs/Initial Access: rule-7", AlertCategory.Threat), (alert.Type, alert.Category));
    }

    [Theory]
    [InlineData(1, Severity.Info)]
    [InlineData(2, Severity.Low)]
    [InlineData(3, Severity.Medium)]
    [InlineData(4, Severity.High)]
    [InlineData(5, Severity.Critical)]
    [InlineData(6, Severity.Critical)]
    [InlineData(0, Severity.Medium)]
    [InlineData(99, Severity.Medium)]
    public void Ocsf_severity_follows_its_id(int id, Severity expected) => Assert.Equal(expected, Events.One(Events.ImportedV2(Events.Ocsf(severityId: id))).SourceSeverity);

    [Theory]
    [InlineData(1, AlertStatus.Active)]
    [InlineData(2, AlertStatus.Active)]
    [InlineData(3, AlertStatus.Suppressed)]
    [InlineData(4, AlertStatus.Resolved)]
    [InlineData(5, AlertStatus.Resolved)]
    [InlineData(0, AlertStatus.Active)]
    public void Ocsf_status_follows_its_id(int id, AlertStatus expected) => Assert.Equal(expected, Events.One(Events.ImportedV2(Events.Ocsf(statusId: id))).Status);

    [Theory]
    [InlineData("ACTIVE", AlertStatus.Active)]
    [InlineData("CLOSED", AlertStatus.Resolved)]
    [InlineData("SUPPRESSED", AlertStatus.Suppressed)]
    public void Inspector_findings_carry_the_vulnerability_as_type(string status, AlertStatus expected)
    {
        var alert = Events.One(Events.Bus("aws.inspector2", "Inspector2 Finding", $$"""
            {"awsAccountId":"{{Events.Account}}","findingArn":"arn:aws:inspector2:{{Events.Region}}:{{Events.Account}}:finding/1","severity":"HIGH","status":"{{status}}","title":"CVE-2026-0001 - openssl","type":"PACKAGE_VULNERABILITY",
            "packageVulnerabilityDetails":{"vulnerabilityId":"CVE-2026-0001","vulnerablePackages":[{"name":"openssl","fixedInVersion":"3.2"}]},"resources":[{"id":"i-0a1b2c3d4e5f60718","type":"AWS_EC2_INSTANCE","region":"{{Events.Region}}"}],"updatedAt":"{{Events.Time}}"}
            """));

        Assert.Equal(("CVE-2026-0001", Severity.High, expected, AlertCategory.Vulnerability), (alert.Type, alert.SourceSeverity, alert.Status, alert.Category));
        Assert.EndsWith("instance/i-0a1b2c3d4e5f60718", alert.Resource, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ACTIVE", "true", AlertStatus.Active, Severity.High)]
    [InlineData("ACTIVE", "false", AlertStatus.Active, Severity.Medium)]
    [InlineData("RESOLVED", "true", AlertStatus.Resolved, Severity.High)]
    [InlineData("ARCHIVED", "false", AlertStatus.Resolved, Severity.Medium)]
    public void Access_from_outside_is_worse_when_public(string status, string isPublic, AlertStatus expected, Severity severity)
    {
        var alert = Events.One(AccessAnalyzer("arn:aws:s3:::zeimu-export", "AWS::S3::Bucket", status, isPublic));

        Assert.Equal((expected, severity, "arn:aws:s3:::zeimu-export"), (alert.Status, alert.SourceSeverity, alert.Resource));
    }

    [Fact]
    public void A_role_and_a_bucket_of_one_name_are_two_problems() =>
        Events.AreTwo(
            AccessAnalyzer("arn:aws:s3:::export", "AWS::S3::Bucket", "ACTIVE", "false"),
            AccessAnalyzer($"arn:aws:iam::{Events.Account}:role/export", "AWS::IAM::Role", "ACTIVE", "false"));

    [Fact]
    public void Macie_never_reads_the_names_of_what_was_found()
    {
        var alert = Events.One(Events.Bus("aws.macie", "Macie Finding", $$"""
            {"id":"m1","accountId":"{{Events.Account}}","region":"{{Events.Region}}","type":"SensitiveData:S3Object/Personal","title":"The S3 object contains personal information.","severity":{"score":3,"description":"High"},"archived":false,"count":4,
            "resourcesAffected":{"s3Bucket":{"arn":"arn:aws:s3:::zeimu-export","name":"zeimu-export"},"s3Object":{"key":"tanaka-taro.csv"} },"updatedAt":"{{Events.Time}}"}
            """));

        Assert.Equal((Severity.High, AlertCategory.DataProtection, "arn:aws:s3:::zeimu-export"), (alert.SourceSeverity, alert.Category, alert.Resource));
        Assert.DoesNotContain("tanaka", alert.ToString() + string.Concat(alert.Facts), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ERROR", AlertStatus.Active, Severity.High)]
    [InlineData("WARN", AlertStatus.Active, Severity.Medium)]
    [InlineData("OK", AlertStatus.Resolved, Severity.Info)]
    public void Trusted_advisor_items_follow_their_colour(string status, AlertStatus expected, Severity severity)
    {
        var alert = Events.One(Events.Bus("aws.trustedadvisor", "Trusted Advisor Check Item Refresh Notification", $$"""
            {"check-name":"Low Utilization Amazon EC2 Instances","check-item-detail":{"Region/AZ":"ap-northeast-1a"},"status":"{{status}}","resource_id":"arn:aws:ec2:x:1:instance/i-1","uuid":"u"}
            """));

        Assert.Equal((expected, severity), (alert.Status, alert.SourceSeverity));
    }

    static string AccessAnalyzer(string resource, string resourceType, string status, string isPublic) => Events.Bus("aws.access-analyzer", "Access Analyzer Finding", $$"""
        {"version":"1.0","id":"a1","status":"{{status}}","resourceType":"{{resourceType}}","resource":"{{resource}}","createdAt":"{{Events.Time}}","analyzedAt":"{{Events.Time}}","updatedAt":"{{Events.Time}}","accountId":"{{Events.Account}}","region":"{{Events.Region}}","isPublic":{{isPublic}},"isDeleted":false,"action":["s3:GetObject"],"principal":{"AWS":"*"} }
        """);
}

using GovCloud.Triage;

namespace GovCloud.Core.Tests.Triage;

public sealed class ServiceEventTests
{
    const string Cluster = $"arn:aws:ecs:{Events.Region}:{Events.Account}:cluster/main";
    const string Service = $"arn:aws:ecs:{Events.Region}:{Events.Account}:service/main/web";

    [Theory]
    [InlineData("EC2 Instance State-change Notification", "running", AlertStatus.Resolved, Severity.Info)]
    [InlineData("EC2 Instance State-change Notification", "stopped", AlertStatus.Active, Severity.Low)]
    [InlineData("EC2 Instance State-change Notification", "terminated", AlertStatus.Active, Severity.Low)]
    [InlineData("EC2 Instance State-change Notification", "pending", AlertStatus.Notice, Severity.Info)]
    public void Instances_follow_their_state(string detailType, string state, AlertStatus status, Severity severity) =>
        Check(Events.Bus("aws.ec2", detailType, $$"""{"instance-id":"i-1","state":"{{state}}"}"""), status, severity);

    [Theory]
    [InlineData("RDS-EVENT-0004", "availability", AlertStatus.Active, Severity.Medium)]
    [InlineData("RDS-EVENT-0006", "availability", AlertStatus.Resolved, Severity.Info)]
    [InlineData("RDS-EVENT-0007", "low storage", AlertStatus.Active, Severity.High)]
    [InlineData("RDS-EVENT-0013", "failover", AlertStatus.Active, Severity.High)]
    [InlineData("RDS-EVENT-0031", "failure", AlertStatus.Active, Severity.Critical)]
    [InlineData("RDS-EVENT-0049", "failover", AlertStatus.Resolved, Severity.Info)]
    [InlineData("RDS-EVENT-0001", "backup", AlertStatus.Notice, Severity.Info)]
    [InlineData("RDS-EVENT-9999", "failure", AlertStatus.Active, Severity.High)]
    [InlineData("RDS-EVENT-0052", "recovery", AlertStatus.Active, Severity.Medium)]
    [InlineData("RDS-EVENT-0066", "recovery", AlertStatus.Notice, Severity.Info)]
    [InlineData("RDS-EVENT-0053", "recovery", AlertStatus.Resolved, Severity.Info)]
    public void Database_events_follow_their_id_and_else_their_category(string id, string category, AlertStatus status, Severity severity) =>
        Check(Rds(id, category), status, severity);

    [Theory]
    [InlineData("RDS-EVENT-0004", "availability", "RDS-EVENT-0006", "availability")]
    [InlineData("RDS-EVENT-0013", "failover", "RDS-EVENT-0015", "failover")]
    [InlineData("RDS-EVENT-0020", "recovery", "RDS-EVENT-0021", "recovery")]
    public void The_end_of_a_database_problem_has_the_fingerprint_of_its_begin(string begin, string beginCategory, string end, string endCategory) =>
        Events.AreOne(Rds(begin, beginCategory), Rds(end, endCategory));

    [Fact]
    public void A_failover_and_a_full_disk_are_two_problems() =>
        Events.AreTwo(Rds("RDS-EVENT-0013", "failover"), Rds("RDS-EVENT-0007", "low storage"));

    [Fact]
    public void The_end_of_a_recovery_does_not_end_a_failure_that_needs_a_restore() => Events.AreTwo(Rds("RDS-EVENT-0031", "failure"), Rds("RDS-EVENT-0021", "recovery"));

    [Fact]
    public void One_running_task_is_no_proof_that_a_crashing_service_recovered()
    {
        var crash = Events.One(Task("STOPPED", "EssentialContainerExited", 1));
        var replacement = Events.One(Task("RUNNING", "", null));
        var steady = Events.One(Action("INFO", "SERVICE_STEADY_STATE"));

        Assert.Equal((AlertStatus.Active, AlertStatus.Notice, AlertStatus.Resolved), (crash.Status, replacement.Status, steady.Status));
        Assert.Equal(Fingerprint.Of(crash), Fingerprint.Of(steady));
    }

    [Theory]
    [InlineData("TaskFailedToStart", null, AlertStatus.Active)]
    [InlineData("EssentialContainerExited", 137, AlertStatus.Active)]
    [InlineData("ServiceSchedulerInitiated", 0, AlertStatus.Notice)]
    [InlineData("UserInitiated", null, AlertStatus.Notice)]
    public void A_task_that_scaling_stopped_is_no_failure(string code, int? exit, AlertStatus expected) => Assert.Equal(expected, Events.One(Task("STOPPED", code, exit)).Status);

    [Theory]
    [InlineData(0, AlertStatus.Resolved)]
    [InlineData(1, AlertStatus.Active)]
    public void A_task_of_its_own_recovers_when_a_run_ends_well(int exit, AlertStatus expected) => Assert.Equal(expected, Events.One(Task("STOPPED", "EssentialContainerExited", exit, "family:nightly")).Status);

    [Theory]
    [InlineData("ERROR", "SERVICE_TASK_PLACEMENT_FAILURE", AlertStatus.Active, Severity.High)]
    [InlineData("WARN", "SERVICE_TASK_START_IMPAIRED", AlertStatus.Active, Severity.Medium)]
    [InlineData("INFO", "SERVICE_STEADY_STATE", AlertStatus.Resolved, Severity.Info)]
    [InlineData("INFO", "SERVICE_DESIRED_COUNT_UPDATED", AlertStatus.Notice, Severity.Info)]
    public void Service_actions_follow_their_kind(string type, string name, AlertStatus status, Severity severity) => Check(Action(type, name), status, severity);

    [Theory]
    [InlineData("""{"CRITICAL":1,"LOW":9}""", AlertStatus.Active, Severity.Critical)]
    [InlineData("""{"HIGH":2}""", AlertStatus.Active, Severity.High)]
    [InlineData("{}", AlertStatus.Resolved, Severity.Info)]
    public void Image_scans_are_as_bad_as_the_worst_finding(string counts, AlertStatus status, Severity severity) =>
        Check(Events.Bus("aws.ecr", "ECR Image Scan", $$"""{"scan-status":"COMPLETE","repository-name":"web","finding-severity-counts":{{counts}},"image-tags":["1"]}"""), status, severity);

    [Theory]
    [InlineData("FAILED", AlertStatus.Active)]
    [InlineData("IN_PROGRESS", AlertStatus.Notice)]
    [InlineData("SOMETHING_NEW", AlertStatus.Notice)]
    public void A_scan_that_did_not_complete_is_no_recovery(string scan, AlertStatus status) =>
        Assert.Equal(status, Events.One(Events.Bus("aws.ecr", "ECR Image Scan", $$"""{"scan-status":"{{scan}}","repository-name":"web"}""")).Status);

    [Theory]
    [InlineData("ACM Certificate Approaching Expiration", "45", AlertStatus.Active, Severity.Medium)]
    [InlineData("ACM Certificate Approaching Expiration", "30", AlertStatus.Active, Severity.High)]
    [InlineData("ACM Certificate Approaching Expiration", "7", AlertStatus.Active, Severity.Critical)]
    [InlineData("ACM Certificate Expired", "0", AlertStatus.Active, Severity.Critical)]
    [InlineData("ACM Certificate Available", "395", AlertStatus.Resolved, Severity.Info)]
    public void Certificates_grow_worse_towards_their_end(string detailType, string days, AlertStatus status, Severity severity) =>
        Check(Events.Bus("aws.acm", detailType, $$"""{"DaysToExpiry":{{days}},"CommonName":"example.jp"}""", """["arn:aws:acm:ap-northeast-1:1:certificate/c"]"""), status, severity);

    [Theory]
    [InlineData("aws.kms", "KMS CMK Deletion", """{"key-id":"k"}""", AlertStatus.Active, Severity.High)]
    [InlineData("aws.kms", "KMS CMK Rotation", """{"key-id":"k"}""", AlertStatus.Notice, Severity.Info)]
    [InlineData("aws.autoscaling", "EC2 Instance Launch Unsuccessful", """{"StatusCode":"Failed","AutoScalingGroupName":"web"}""", AlertStatus.Active, Severity.Medium)]
    [InlineData("aws.autoscaling", "EC2 Instance Launch Successful", """{"StatusCode":"InProgress","AutoScalingGroupName":"web"}""", AlertStatus.Resolved, Severity.Info)]
    [InlineData("aws.autoscaling", "EC2 Instance-launch Lifecycle Action", """{"AutoScalingGroupName":"web"}""", AlertStatus.Notice, Severity.Info)]
    [InlineData("aws.states", "Step Functions Execution Status Change", """{"status":"FAILED","stateMachineArn":"arn:aws:states:r:1:stateMachine:m"}""", AlertStatus.Active, Severity.High)]
    [InlineData("aws.states", "Step Functions Execution Status Change", """{"status":"RUNNING","stateMachineArn":"arn:aws:states:r:1:stateMachine:m"}""", AlertStatus.Notice, Severity.Info)]
    [InlineData("aws.states", "Step Functions Execution Status Change", """{"status":"SUCCEEDED","stateMachineArn":"arn:aws:states:r:1:stateMachine:m"}""", AlertStatus.Resolved, Severity.Info)]
    [InlineData("aws.batch", "Batch Job State Change", """{"status":"FAILED","jobName":"nightly","jobQueue":"q"}""", AlertStatus.Active, Severity.High)]
    [InlineData("aws.batch", "Batch Job State Change", """{"status":"RUNNABLE","jobName":"nightly","jobQueue":"q"}""", AlertStatus.Notice, Severity.Info)]
    [InlineData("aws.batch", "Batch Job State Change", """{"status":"SUCCEEDED","jobName":"nightly","jobQueue":"q"}""", AlertStatus.Resolved, Severity.Info)]
    [InlineData("aws.ssm", "Configuration Compliance State Change", """{"compliance-status":"non_compliant","resource-id":"i-1","compliance-type":"Patch","severity":"HIGH"}""", AlertStatus.Active, Severity.High)]
    [InlineData("aws.ssm", "Configuration Compliance State Change", """{"compliance-status":"compliant","resource-id":"i-1","compliance-type":"Patch","severity":"INFORMATIONAL"}""", AlertStatus.Resolved, Severity.Info)]
    [InlineData("aws.ssm", "EC2 Command Status-change Notification", """{"command-id":"c","document-name":"d","status":"TimedOut"}""", AlertStatus.Active, Severity.Medium)]
    [InlineData("aws.ssm", "Parameter Store Change", """{"operation":"Delete","name":"/a"}""", AlertStatus.Active, Severity.Low)]
    [InlineData("aws.directconnect", "Direct Connect Connection State Change", """{"connectionId":"dxcon-1","connectionState":"down"}""", AlertStatus.Active, Severity.High)]
    [InlineData("aws.directconnect", "Direct Connect Connection State Change", """{"connectionId":"dxcon-1","connectionState":"available"}""", AlertStatus.Resolved, Severity.Info)]
    [InlineData("aws.directconnect", "Direct Connect Virtual Interface State Change", """{"virtualInterfaceId":"dxvif-1","virtualInterfaceState":"down"}""", AlertStatus.Active, Severity.High)]
    [InlineData("aws.s3", "Object Created", """{"bucket":{"name":"b"}}""", AlertStatus.Notice, Severity.Info)]
    public void Services_follow_their_words(string source, string detailType, string detail, AlertStatus status, Severity severity) => Check(Events.Bus(source, detailType, detail), status, severity);

    static void Check(string json, AlertStatus status, Severity severity)
    {
        var alert = Events.One(json);
        Assert.Equal((status, severity, false), (alert.Status, alert.SourceSeverity, alert.Generic));
    }

    static string Rds(string id, string category) => Events.Bus("aws.rds", "RDS DB Instance Event", $$"""
        {"EventCategories":["{{category}}"],"SourceType":"DB_INSTANCE","SourceArn":"arn:aws:rds:{{Events.Region}}:{{Events.Account}}:db:kokuho-db","Date":"{{Events.Time}}","Message":"m","SourceIdentifier":"kokuho-db","EventID":"{{id}}"}
        """);

    static string Task(string state, string code, int? exit, string group = "service:web") => Events.Bus("aws.ecs", "ECS Task State Change", $$"""
        {"clusterArn":"{{Cluster}}","group":"{{group}}","lastStatus":"{{state}}","desiredStatus":"{{state}}","stopCode":"{{code}}","containers":[{"name":"app"{{(exit is null ? "" : $",\"exitCode\":{exit}")}}}],"taskArn":"arn:aws:ecs:{{Events.Region}}:{{Events.Account}}:task/main/t1"}
        """);

    static string Action(string type, string name) => Events.Bus("aws.ecs", "ECS Service Action", $$"""
        {"eventType":"{{type}}","eventName":"{{name}}","clusterArn":"{{Cluster}}","createdAt":"{{Events.Time}}"}
        """, $"""["{Service}"]""");
}

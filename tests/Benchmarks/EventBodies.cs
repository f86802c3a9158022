namespace GovCloud.Benchmarks;

/// <summary>EventBridge events with the members and about the sizes that the services' documentation shows: 1 to 3 KB each.</summary>
static class EventBodies
{
    static readonly string[] Threats =
    [
        "UnauthorizedAccess:EC2/SSHBruteForce", "Recon:EC2/PortProbeUnprotectedPort", "CryptoCurrency:EC2/BitcoinTool.B!DNS", "Backdoor:EC2/C&CActivity.B!DNS",
    ];

    static readonly string[] Controls = ["S3.8", "EC2.19", "IAM.3", "RDS.3", "CloudTrail.1", "KMS.4", "EC2.2", "S3.5"];

    static readonly string[] Rules =
    [
        "securityhub-s3-bucket-server-side-encryption-enabled-1a2b3c4d", "restricted-ssh", "rds-storage-encrypted", "securityhub-vpc-flow-logs-enabled-5e6f7a8b",
    ];

    public static string GuardDuty(EventFacts e) => Envelope(e, "aws.guardduty", "GuardDuty Finding", "", $$$$"""
        {"schemaVersion":"2.0","accountId":"{{{{e.Account}}}}","region":"ap-northeast-1","partition":"aws","id":"{{{{e.Hex}}}}","arn":"arn:aws:guardduty:ap-northeast-1:{{{{e.Account}}}}:detector/b6b992d6d2f48e64bc59180bfexample/finding/{{{{e.Hex}}}}",
         "type":"{{{{Threats[e.Problem % Threats.Length]}}}}","resource":{"resourceType":"Instance","instanceDetails":{"instanceId":"i-{{{{e.Hex}}}}","instanceType":"m6i.large","launchTime":"{{{{e.Since}}}}","platform":null,"productCodes":[],
         "iamInstanceProfile":{"arn":"arn:aws:iam::{{{{e.Account}}}}:instance-profile/application","id":"AIPAEXAMPLE"},"networkInterfaces":[{"ipv6Addresses":[],"networkInterfaceId":"eni-{{{{e.Hex}}}}","privateDnsName":"ip-10-0-0-1.ap-northeast-1.compute.internal","privateIpAddress":"10.0.0.1","privateIpAddresses":[{"privateDnsName":"ip-10-0-0-1.ap-northeast-1.compute.internal","privateIpAddress":"10.0.0.1"}],"subnetId":"subnet-9931ceec","vpcId":"vpc-9931c8ec","securityGroups":[{"groupName":"application","groupId":"sg-9931c0ec"}],"publicDnsName":"","publicIp":"198.51.100.1"}],
         "outpostArn":null,"tags":[{"key":"Name","value":"application"},{"key":"Environment","value":"production"}],"instanceState":"running","availabilityZone":"ap-northeast-1a","imageId":"ami-99999999","imageDescription":"application"}},
         "service":{"serviceName":"guardduty","detectorId":"b6b992d6d2f48e64bc59180bfexample","action":{"actionType":"NETWORK_CONNECTION","networkConnectionAction":{"connectionDirection":"INBOUND","remoteIpDetails":{"ipAddressV4":"203.0.113.{{{{e.Problem % 250}}}}","organization":{"asn":"64500","asnOrg":"Example","isp":"Example","org":"Example"},"country":{"countryName":"Example"},"city":{"cityName":"Example"},"geoLocation":{"lat":35.0,"lon":139.0}},"remotePortDetails":{"port":32794,"portName":"Unknown"},"localPortDetails":{"port":22,"portName":"SSH"},"protocol":"TCP","blocked":false}},
         "resourceRole":"TARGET","additionalInfo":{"value":"{}","type":"default"},"eventFirstSeen":"{{{{e.Since}}}}","eventLastSeen":"{{{{e.Time}}}}","archived":{{{{(e.Recovered ? "true" : "false")}}}},"count":{{{{e.Sequence % 90 + 1}}}}},
         "severity":{{{{e.Problem % 9}}}},"createdAt":"{{{{e.Since}}}}","updatedAt":"{{{{e.Time}}}}","title":"198.51.100.1 is performing SSH brute force attacks against i-{{{{e.Hex}}}}.","description":"203.0.113.1 is performing SSH brute force attacks against i-{{{{e.Hex}}}}. Brute force attacks are used to gain unauthorized access to your instance by guessing the SSH password."}
        """);

    public static string SecurityHub(EventFacts e) => Envelope(e, "aws.securityhub", "Security Hub Findings - Imported", "",
        $$$$"""{"findings":[{{{{string.Join(',', Enumerable.Range(0, e.Findings).Select(finding => Asff(e, finding)))}}}}]}""");

    public static string Alarm(EventFacts e)
    {
        var (state, before) = e.Recovered ? ("OK", "ALARM") : ("ALARM", "OK");
        return Envelope(e, "aws.cloudwatch", "CloudWatch Alarm State Change", $"\"arn:aws:cloudwatch:ap-northeast-1:{e.Account}:alarm:cpu-{e.Problem}\"", $$$$"""
            {"alarmName":"cpu-{{{{e.Problem}}}}","configuration":{"description":"CPU使用率が高い状態が続いています","metrics":[{"id":"m1","metricStat":{"metric":{"namespace":"AWS/EC2","name":"CPUUtilization","dimensions":{"InstanceId":"i-{{{{e.Hex}}}}"}},"period":300,"stat":"Average"},"returnData":true}]},
             "previousState":{"value":"{{{{before}}}}","reason":"Threshold Crossed: 1 out of the last 1 datapoints [12.5] was not greater than the threshold (50.0).","reasonData":"{\"version\":\"1.0\",\"queryDate\":\"{{{{e.Since}}}}\",\"statistic\":\"Average\",\"period\":300,\"recentDatapoints\":[12.5],\"threshold\":50.0}","timestamp":"{{{{e.Since}}}}"},
             "state":{"value":"{{{{state}}}}","reason":"Threshold Crossed: 1 out of the last 1 datapoints [99.5] was greater than the threshold (50.0) (minimum 1 datapoint for OK -> ALARM transition).","reasonData":"{\"version\":\"1.0\",\"queryDate\":\"{{{{e.Time}}}}\",\"statistic\":\"Average\",\"period\":300,\"recentDatapoints\":[99.5],\"threshold\":50.0}","timestamp":"{{{{e.Time}}}}"}}
            """);
    }

    public static string Backup(EventFacts e) => Envelope(e, "aws.backup", "Backup Job State Change", "", $$$$"""
        {"backupJobId":"{{{{e.Id}}}}","backupVaultArn":"arn:aws:backup:ap-northeast-1:{{{{e.Account}}}}:backup-vault:daily","backupVaultName":"daily","bytesTransferred":"0","creationDate":"{{{{e.Since}}}}",
         "iamRoleArn":"arn:aws:iam::{{{{e.Account}}}}:role/backup","resourceArn":"arn:aws:rds:ap-northeast-1:{{{{e.Account}}}}:db:db-{{{{e.Problem}}}}","resourceType":"RDS","state":"{{{{(e.Recovered ? "COMPLETED" : "FAILED")}}}}",
         "statusMessage":{{{{(e.Recovered ? "null" : "\"Backup job failed because the instance is not in the available state.\"")}}}},"startBy":"{{{{e.Time}}}}","percentDone":{{{{(e.Recovered ? 100 : 0)}}}},"retryCount":3}
        """);

    public static string ConfigCompliance(EventFacts e)
    {
        var rule = Rules[e.Problem % Rules.Length];
        var (now, before) = e.Recovered ? ("COMPLIANT", "NON_COMPLIANT") : ("NON_COMPLIANT", "COMPLIANT");
        return Envelope(e, "aws.config", "Config Rules Compliance Change", "", $$$$"""
            {"resourceId":"resource-{{{{e.Hex}}}}","awsRegion":"ap-northeast-1","awsAccountId":"{{{{e.Account}}}}","configRuleName":"{{{{rule}}}}","recordVersion":"1.0","configRuleARN":"arn:aws:config:ap-northeast-1:{{{{e.Account}}}}:config-rule/config-rule-a1b2c3","messageType":"ComplianceChangeNotification",
             "newEvaluationResult":{"evaluationResultIdentifier":{"evaluationResultQualifier":{"configRuleName":"{{{{rule}}}}","resourceType":"AWS::S3::Bucket","resourceId":"resource-{{{{e.Hex}}}}"},"orderingTimestamp":"{{{{e.Time}}}}"},"complianceType":"{{{{now}}}}","resultRecordedTime":"{{{{e.Time}}}}","configRuleInvokedTime":"{{{{e.Time}}}}"},
             "oldEvaluationResult":{"evaluationResultIdentifier":{"evaluationResultQualifier":{"configRuleName":"{{{{rule}}}}","resourceType":"AWS::S3::Bucket","resourceId":"resource-{{{{e.Hex}}}}"},"orderingTimestamp":"{{{{e.Since}}}}"},"complianceType":"{{{{before}}}}","resultRecordedTime":"{{{{e.Since}}}}","configRuleInvokedTime":"{{{{e.Since}}}}"},
             "notificationCreationTime":"{{{{e.Time}}}}","resourceType":"AWS::S3::Bucket"}
            """);
    }

    public static string Health(EventFacts e) => Envelope(e, "aws.health", "AWS Health Event", "", $$$$"""
        {"eventArn":"arn:aws:health:ap-northeast-1::event/EC2/AWS_EC2_INSTANCE_STORE_DRIVE_PERFORMANCE_DEGRADED/{{{{e.Problem}}}}","service":"EC2","eventTypeCode":"AWS_EC2_INSTANCE_STORE_DRIVE_PERFORMANCE_DEGRADED","eventTypeCategory":"issue","eventScopeCode":"ACCOUNT_SPECIFIC",
         "communicationId":"{{{{e.Hex}}}}-1","startTime":"{{{{e.Since}}}}","endTime":"","lastUpdatedTime":"{{{{e.Time}}}}","statusCode":"{{{{(e.Recovered ? "closed" : "open")}}}}","eventRegion":"ap-northeast-1","eventDescription":[{"language":"en_US","latestDescription":"The underlying hardware of one of your instances is degraded."}],
         "affectedEntities":[{"entityValue":"i-{{{{e.Hex}}}}","status":"IMPAIRED","lastUpdatedTime":"{{{{e.Time}}}}"}],"affectedAccount":"{{{{e.Account}}}}","page":"1","totalPages":"1"}
        """);

    public static string EcsTask(EventFacts e) => Envelope(e, "aws.ecs", "ECS Task State Change", $"\"arn:aws:ecs:ap-northeast-1:{e.Account}:task/application/{e.Hex}\"", $$$$"""
        {"availabilityZone":"ap-northeast-1a","clusterArn":"arn:aws:ecs:ap-northeast-1:{{{{e.Account}}}}:cluster/application","containers":[{"containerArn":"arn:aws:ecs:ap-northeast-1:{{{{e.Account}}}}:container/{{{{e.Hex}}}}","lastStatus":"STOPPED","name":"web","exitCode":137,"reason":"OutOfMemoryError: Container killed due to memory usage"}],
         "createdAt":"{{{{e.Since}}}}","desiredStatus":"STOPPED","group":"service:web-{{{{e.Problem}}}}","lastStatus":"STOPPED","launchType":"FARGATE","startedAt":"{{{{e.Since}}}}","stoppedAt":"{{{{e.Time}}}}","stoppedReason":"Essential container in task exited","stopCode":"EssentialContainerExited","taskArn":"arn:aws:ecs:ap-northeast-1:{{{{e.Account}}}}:task/application/{{{{e.Hex}}}}","taskDefinitionArn":"arn:aws:ecs:ap-northeast-1:{{{{e.Account}}}}:task-definition/web:7","updatedAt":"{{{{e.Time}}}}","version":5}
        """);

    public static string RootSignIn(EventFacts e) => Envelope(e, "aws.signin", "AWS Console Sign In via CloudTrail", "", $$$$"""
        {"eventVersion":"1.08","userIdentity":{"type":"Root","principalId":"{{{{e.Account}}}}","arn":"arn:aws:iam::{{{{e.Account}}}}:root","accountId":"{{{{e.Account}}}}","accessKeyId":""},"eventTime":"{{{{e.Time}}}}","eventSource":"signin.amazonaws.com","eventName":"ConsoleLogin","awsRegion":"us-east-1",
         "sourceIPAddress":"203.0.113.9","userAgent":"Mozilla/5.0","requestParameters":null,"responseElements":{"ConsoleLogin":"Success"},"additionalEventData":{"LoginTo":"https://console.aws.amazon.com/console/home","MobileVersion":"No","MFAUsed":"No"},"eventID":"{{{{e.Id}}}}","readOnly":false,"eventType":"AwsConsoleSignIn","managementEvent":true,"recipientAccountId":"{{{{e.Account}}}}","eventCategory":"Management"}
        """);

    public static string Unknown(EventFacts e) =>
        Envelope(e, "example.application", "Job Failed", $"\"arn:aws:batch:ap-northeast-1:{e.Account}:job/{e.Hex}\"", $$$$"""{"severity":"HIGH","message":"job {{{{e.Problem}}}} failed","attempt":1}""");

    static string Envelope(EventFacts e, string source, string type, string resources, string detail) => $$$$"""
        {"version":"0","id":"{{{{e.Id}}}}","detail-type":"{{{{type}}}}","source":"{{{{source}}}}","account":"{{{{e.Account}}}}","time":"{{{{e.Time}}}}","region":"ap-northeast-1","resources":[{{{{resources}}}}],"detail":{{{{detail}}}}}
        """;

    static string Asff(EventFacts e, int finding)
    {
        var control = Controls[e.Problem % Controls.Length];
        var id = $"arn:aws:securityhub:ap-northeast-1:{e.Account}:security-control/{control}/finding/{e.Hex}-{finding}";
        var (status, workflow) = e.Recovered ? ("PASSED", "RESOLVED") : ("FAILED", "NEW");
        return $$$$"""
            {"SchemaVersion":"2018-10-08","Id":"{{{{id}}}}","ProductArn":"arn:aws:securityhub:ap-northeast-1::product/aws/securityhub","ProductName":"Security Hub","CompanyName":"AWS","Region":"ap-northeast-1","GeneratorId":"security-control/{{{{control}}}}","AwsAccountId":"{{{{e.Account}}}}",
             "Types":["Software and Configuration Checks/Industry and Regulatory Standards"],"FirstObservedAt":"{{{{e.Since}}}}","LastObservedAt":"{{{{e.Time}}}}","CreatedAt":"{{{{e.Since}}}}","UpdatedAt":"{{{{e.Time}}}}","Severity":{"Label":"MEDIUM","Normalized":40,"Original":"MEDIUM"},
             "Title":"{{{{control}}}} S3 buckets should have server-side encryption enabled","Description":"This AWS control checks that your Amazon S3 bucket either has Amazon S3 default encryption enabled or that the S3 bucket policy explicitly denies put-object requests without server side encryption.",
             "Remediation":{"Recommendation":{"Text":"For directions on how to fix this issue, consult the AWS Security Hub documentation.","Url":"https://docs.aws.amazon.com/console/securityhub/{{{{control}}}}/remediation"}},
             "ProductFields":{"RelatedAWSResources:0/name":"securityhub-rule-1a2b3c4d","RelatedAWSResources:0/type":"AWS::Config::ConfigRule","aws/securityhub/ProductName":"Security Hub","aws/securityhub/CompanyName":"AWS","Resources:0/Id":"arn:aws:s3:::bucket-{{{{e.Problem}}}}-{{{{finding}}}}","aws/securityhub/FindingId":"arn:aws:securityhub:ap-northeast-1::product/aws/securityhub/{{{{id}}}}"},
             "Resources":[{"Type":"AwsS3Bucket","Id":"arn:aws:s3:::bucket-{{{{e.Problem}}}}-{{{{finding}}}}","Partition":"aws","Region":"ap-northeast-1","Tags":{"Environment":"production","System":"residents"},"Details":{"AwsS3Bucket":{"OwnerId":"{{{{e.Hex}}}}","CreatedAt":"{{{{e.Since}}}}"}}}],
             "Compliance":{"Status":"{{{{status}}}}","SecurityControlId":"{{{{control}}}}","AssociatedStandards":[{"StandardsId":"standards/aws-foundational-security-best-practices/v/1.0.0"},{"StandardsId":"standards/nist-800-53/v/5.0.0"}]},
             "WorkflowState":"NEW","Workflow":{"Status":"{{{{workflow}}}}"},"RecordState":"ACTIVE","FindingProviderFields":{"Severity":{"Label":"MEDIUM","Original":"MEDIUM"},"Types":["Software and Configuration Checks/Industry and Regulatory Standards"]},"ProcessedAt":"{{{{e.Time}}}}"}
            """;
    }
}

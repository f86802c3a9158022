using System.Text.RegularExpressions;

namespace GovCloud.Estates;

/// <summary>A shape of text. The pattern means the same in .NET and in ECMAScript, which JSON Schema uses.</summary>
/// <param name="Pattern">Regular expression over the whole text.</param>
/// <param name="Needed">What the text must be, to follow "must be".</param>
sealed record TextFormat(string Pattern, string Needed)
{
    public const string Line = "line";
    public const string Id = "id";
    public const string AccountName = "account-name";
    public const string Mail = "mail";
    public const string ParameterName = "parameter-name";
    public const string Region = "region";
    public const string LinkageCode = "linkage-code";
    public const string NumberingRule = "numbering-rule";
    public const string VpcId = "vpc-id";
    public const string TransitGatewayId = "transit-gateway-id";
    public const string ConnectionId = "connection-id";
    public const string EndpointService = "endpoint-service";
    public const string EndpointServiceName = "endpoint-service-name";
    public const string ZoneId = "zone-id";
    public const string Uuid = "uuid";
    public const string Domain = "domain";
    public const string Ipv4 = "ipv4";
    public const string Ports = "ports";
    public const string RootId = "root-id";
    public const string UnitId = "unit-id";
    public const string RolePattern = "role-pattern";
    public const string Action = "action";
    public const string ContactName = "contact-name";
    public const string ContactTitle = "contact-title";
    public const string Phone = "phone";
    public const string TagKey = "tag-key";
    public const string Percent = "percent";
    public const string LoadBalancer = "load-balancer";
    public const string TargetGroup = "target-group";
    public const string LogGroup = "log-group";
    public const string MetricName = "metric-name";
    public const string IamPrincipal = "iam-principal";
    public const string IamAction = "iam-action";
    public const string SamlProvider = "saml-provider";
    public const string IdentityInstance = "identity-instance";
    public const string IdentityGroup = "identity-group";
    public const string Version = "version";
    public const string SpecificationId = "specification-id";
    public const string BaselineVersion = "baseline-version";
    public const string FilePath = "file-path";
    public const string Sha256 = "sha256";
    public const string BucketName = "bucket-name";
    public const string Telephone = "telephone";
    public const string VpcEndpointId = "vpc-endpoint-id";
    public const string KeyPrefix = "key-prefix";
    public const string KeySuffix = "key-suffix";
    public const string HeaderLine = "header-line";
    public const string CheckId = "check-id";
    public const string Arn = "arn";

    static readonly Dictionary<string, TextFormat> Formats = new(StringComparer.Ordinal)
    {
        [Line] = new(@"^[^\u0000-\u001f\u007f]{1,200}$", "one line of 1 to 200 characters"),
        [Arn] = new(@"^arn:[a-z-]+:[a-z0-9-]+:[a-z0-9*-]*:[0-9*]*:\S{1,1500}$", "an ARN, with * for any characters where a pattern is meant"),
        [CheckId] = new("^[A-Z]{2,4}-[0-9]{3}$", "the id of a check such as IAM-001"),
        [Id] = new("^[a-z][a-z0-9-]{0,39}$", "an ASCII name: a lower-case letter, then up to 39 lower-case letters, digits and hyphens"),
        [AccountName] = new("^[A-Za-z0-9][A-Za-z0-9._-]{0,49}$", "an ASCII account name: up to 50 letters, digits, '.', '_' and '-'"),
        [Mail] = new(@"^[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$", "a mail address such as desk@example.jp"),
        [ParameterName] = new("^(/[A-Za-z0-9_.-]+){1,15}$", "the name of an SSM parameter such as /govcloud/slack/vendor-a"),
        [Region] = new("^[a-z]{2}(-[a-z]+)+-[0-9]{1,2}$", "an AWS region such as ap-northeast-1"),
        [LinkageCode] = new("^[0-9]{3}$", "three digits, quoted, such as \"024\""),
        [VpcId] = new("^vpc-([0-9a-f]{8}|[0-9a-f]{17})$", "the id of a VPC: vpc- and 8 or 17 hexadecimal digits"),
        [TransitGatewayId] = new("^tgw-[0-9a-f]{17}$", "the id of a Transit Gateway: tgw- and 17 hexadecimal digits"),
        [ConnectionId] = new("^dxcon-[0-9a-z]{8,17}$", "the id of a Direct Connect connection such as dxcon-fexample1"),
        [EndpointService] = new(@"^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)*$", "the end of a service's name such as ssm or ecr.api"),
        [EndpointServiceName] = new(@"^com\.amazonaws\.vpce\.[a-z0-9-]+\.vpce-svc-[0-9a-f]{17}$", "the name of an endpoint service: com.amazonaws.vpce.<region>.vpce-svc- and 17 hexadecimal digits"),
        [ZoneId] = new("^[a-z]{3,5}[0-9]-az[0-9]$", "the id of an availability zone such as apne1-az4"),
        [Uuid] = new("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", "a UUID in lower case"),
        [Domain] = new(@"^\.?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$", "a domain name in lower case such as example.jp"),
        [Ipv4] = new(@"^((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])\.){3}(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])$", "an IPv4 address such as 10.0.0.10"),
        [Ports] = new("^(any|icmp|(tcp|udp)/[1-9][0-9]{0,4}(-[1-9][0-9]{0,4})?)$", "tcp/443, tcp/8000-8080, udp/53, icmp or any"),
        [RootId] = new("^r-[0-9a-z]{4,32}$", "the id of the organization's root such as r-ab12"),
        [UnitId] = new("^ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}$", "the id of an organizational unit such as ou-ab12-34cd56ef"),
        [RolePattern] = new("^([A-Za-z0-9+=,.@_-]+/){0,5}[A-Za-z0-9+=,.@_-]{4}[A-Za-z0-9+=,.@_*-]{0,60}$", "the name of a role: at least 4 letters, then '*' may stand for any text, such as cdk-hnb659fds-*"),
        [Action] = new(@"^[a-z0-9-]+:[A-Za-z0-9*]{1,60}$", "an action such as support:* or ec2:DescribeRegions"),
        [ContactName] = new(@"^[^\u0000-\u001f\u007f]{1,64}$", "one line of 1 to 64 characters"),
        [ContactTitle] = new(@"^[^\u0000-\u001f\u007f]{1,50}$", "one line of 1 to 50 characters"),
        [Phone] = new("^[0-9()+ -]{4,25}$", "a telephone number of up to 25 digits, spaces, '+', '-', '(' and ')'"),
        [TagKey] = new("^[A-Za-z][A-Za-z0-9_.:/=+@-]{0,126}$", "the key of a tag such as BackupClass"),
        [Percent] = new(@"^(100(\.0{1,3})?|[0-9]{1,2}(\.[0-9]{1,3})?)$", "a percentage from 0 to 100 with up to three decimals, quoted, such as \"99.9\""),
        [LoadBalancer] = new("^(app|net)/[A-Za-z0-9-]{1,32}/[0-9a-f]{16}$", "the end of a load balancer's ARN such as app/residents/0123456789abcdef"),
        [TargetGroup] = new("^targetgroup/[A-Za-z0-9-]{1,32}/[0-9a-f]{16}$", "the end of a target group's ARN such as targetgroup/residents/0123456789abcdef"),
        [LogGroup] = new("^[A-Za-z0-9_./#-]{1,512}$", "the name of a log group such as /residents/application"),
        [MetricName] = new("^[A-Za-z][A-Za-z0-9_./#-]{0,254}$", "the name of a metric or its namespace such as Batch/Residents"),
        [IamPrincipal] = new("^arn:aws:iam::[0-9]{12}:(user|role)(/[A-Za-z0-9_+=,.@-]+)+$", "the ARN of one IAM user or role, without wildcards"),
        [IamAction] = new(@"^(\*|[a-z0-9-]+:[A-Za-z0-9*]+)$", "an IAM action such as rds:StartDBInstance"),
        [SamlProvider] = new("^[A-Za-z0-9._-]{1,128}$", "the name of a SAML provider"),
        [IdentityInstance] = new("^arn:aws:sso:::instance/(sso)?ins-[a-z0-9.-]{16}$", "the ARN of an IAM Identity Center instance"),
        [IdentityGroup] = new("^([0-9a-f]{10}-)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", "the id of a group in IAM Identity Center"),
        [Version] = new(@"^[0-9]{1,4}(\.[0-9]{1,4}){0,3}$", "a version such as \"4.0\", quoted"),
        [SpecificationId] = new("^[0-9]{6}$", "six digits, quoted, such as \"004007\""),
        [BaselineVersion] = new(Guardrails.BaselineVersion.Pattern, "a version of the baseline such as v1.0"),
        [FilePath] = new("^[A-Za-z0-9][A-Za-z0-9_-]*([./][A-Za-z0-9_-]+)*$", "the path of a file below the estate's folder such as templates/mandatory.yaml"),
        [Sha256] = new("^[0-9a-f]{64}$", "a SHA-256: 64 hexadecimal digits in lower case"),
        [BucketName] = new("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", "the name of an S3 bucket without dots"),
        [Telephone] = new("^\\+[1-9][0-9-]{6,18}$", "a telephone number with country code such as +81-3-0000-0000"),
        [VpcEndpointId] = new("^vpce-([0-9a-f]{8}|[0-9a-f]{17})$", "the id of a VPC endpoint: vpce- and 8 or 17 hexadecimal digits"),
        [KeyPrefix] = new("^([a-z0-9][a-z0-9-]{0,39}/){1,6}$", "a folder such as residents/daily/: lower-case letters, digits and hyphens, each part followed by a slash"),
        [KeySuffix] = new("^[._-][A-Za-z0-9._-]{1,20}$", "the end of a file name such as .end"),
        [HeaderLine] = new(@"^[^\u0000-\u0008\u000a-\u001f\u007f]{1,500}$", "one line of 1 to 500 characters"),
        [NumberingRule] = new(
            @"^([A-Za-z0-9_-]|\{year\}|\{fiscalYear\})*\{seq:[1-9]\}([A-Za-z0-9_-]|\{year\}|\{fiscalYear\})*$",
            "letters, digits, '-' and '_' with {year}, {fiscalYear} and exactly one {seq:N} of 1 to 9 digits, such as INC-{year}-{seq:6}"),
    };

    readonly Regex regex = new(Pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    public static TextFormat Named(string name) => Formats[name];

    // '$' would also accept a line feed at the end.
    public bool Matches(string text) => !text.EndsWith('\n') && regex.IsMatch(text);
}

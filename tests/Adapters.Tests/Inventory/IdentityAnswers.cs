using System.Text;
using GovCloud.Adapters.Tests.Guardrails;

namespace GovCloud.Adapters.Tests.Inventory;

/// <summary>What AWS answers about the identities of a sound account, and about an organization that may be read; to be broken in one place by each test.</summary>
static class IdentityAnswers
{
    public const string Instance = "arn:aws:sso:::instance/ssoins-1";
    public const string Set = "arn:aws:sso:::permissionSet/ssoins-1/ps-1";

    const string Heading =
        "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,"
        + "access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,"
        + "access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,"
        + "cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated\n";

    const string Trust = "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C%22Principal%22%3A%7B%22Service%22%3A%22ec2.amazonaws.com%22%7D%2C%22Action%22%3A%22sts%3AAssumeRole%22%7D%5D%7D";

    /// <summary>Lets every account answer.</summary>
    public static void Install(AccountCloud cloud) => cloud.Answering = Answer;

    /// <summary>What is answered.</summary>
    public static (int Status, string Body)? Answer(AskedCall asked) => asked.Operation switch
    {
        "GenerateCredentialReport" => Xml("<State>COMPLETE</State>"),
        "GetCredentialReport" => Xml($"<Content>{Convert.ToBase64String(Encoding.UTF8.GetBytes(Report(asked.Account)))}</Content><ReportFormat>text/csv</ReportFormat><GeneratedTime>2026-11-22T21:25:00Z</GeneratedTime>"),
        "GetAccountAuthorizationDetails" => Xml($"<IsTruncated>false</IsTruncated>{Users(asked.Account)}<GroupDetailList/><RoleDetailList>{Role(asked.Account, "app", "2026-11-20T00:00:00Z")}{Role(asked.Account, "old", null)}</RoleDetailList>"),
        "GetAccountSummary" => Xml("<SummaryMap><entry><key>AccountMFAEnabled</key><value>1</value></entry><entry><key>AccountAccessKeysPresent</key><value>0</value></entry></SummaryMap>"),
        "GetAccountPasswordPolicy" => XmlError(404, "NoSuchEntity"),
        "ListServiceSpecificCredentials" => Xml("<ServiceSpecificCredentials/><IsTruncated>false</IsTruncated>"),
        "ListAccessKeys" => Xml($"<AccessKeyMetadata><member><UserName>{asked.Form["UserName"]}</UserName><AccessKeyId>AKIAONE</AccessKeyId><Status>Active</Status><CreateDate>2026-10-01T00:00:00Z</CreateDate></member></AccessKeyMetadata><IsTruncated>false</IsTruncated>"),
        "GenerateServiceLastAccessedDetails" => Xml($"<JobId>{asked.Form["Arn"]}</JobId>"),
        "GetServiceLastAccessedDetails" => Xml("<JobStatus>COMPLETED</JobStatus><IsTruncated>false</IsTruncated><ServicesLastAccessed><member><ServiceName>S3</ServiceName><ServiceNamespace>s3</ServiceNamespace><LastAuthenticated>2026-11-20T00:00:00Z</LastAuthenticated></member></ServicesLastAccessed>"),
        "POST /getAlternateContact" => (200, """{"AlternateContact":{"EmailAddress":"ops@example.jp","Name":"n","Title":"t","PhoneNumber":"1"} }"""),
        "GET /analyzer" => (200, """{"analyzers":[{"arn":"arn:external","type":"ACCOUNT","status":"ACTIVE"},{"arn":"arn:unused","type":"ACCOUNT_UNUSED_ACCESS","status":"ACTIVE"}]}"""),
        "POST /findingv2" => (200, """{"findings":[]}"""),
        "LookupEvents" => (200, """{"Events":[]}"""),
        "ListAccounts" => (200, """{"Accounts":[{"Id":"111122223333","Name":"resident-prod","Arn":"arn:aws:organizations::999999999999:account/o-1/111122223333","State":"ACTIVE","JoinedTimestamp":1700000000.5}]}"""),
        "DescribeOrganization" => (200, """{"Organization":{"Id":"o-1","MasterAccountId":"999999999999"} }"""),
        "ListTagsForResource" => (200, """{"Tags":[{"Key":"System","Value":"resident"}]}"""),
        "ListPolicies" => (200, asked.Body.Contains("SERVICE_CONTROL", StringComparison.Ordinal) ? """{"Policies":[{"Id":"p-1","Name":"gca-one","Type":"SERVICE_CONTROL_POLICY","AwsManaged":false}]}""" : """{"Policies":[]}"""),
        "DescribePolicy" => (200, """{"Policy":{"PolicySummary":{"Id":"p-1"},"Content":"{}"} }"""),
        "ListTargetsForPolicy" => (200, """{"Targets":[{"TargetId":"ou-1","Name":"production","Type":"ORGANIZATIONAL_UNIT"}]}"""),
        "ListInstances" => (200, $$"""{"Instances":[{"InstanceArn":"{{Instance}}"}]}"""),
        "ListPermissionSets" => (200, $$"""{"PermissionSets":["{{Set}}"]}"""),
        "DescribePermissionSet" => (200, $$"""{"PermissionSet":{"Name":"gca-operator","PermissionSetArn":"{{Set}}"} }"""),
        "ListAccountsForProvisionedPermissionSet" => (200, asked.Body.Contains("NOT_PROVISIONED", StringComparison.Ordinal) ? """{"AccountIds":[]}""" : """{"AccountIds":["111122223333"]}"""),
        "ListAccountAssignments" => (200, $$"""{"AccountAssignments":[{"AccountId":"111122223333","PermissionSetArn":"{{Set}}","PrincipalType":"GROUP","PrincipalId":"g-1"}]}"""),
        _ => null,
    };

    /// <summary>An answer in XML.</summary>
    public static (int, string) Xml(string body) => (200, $"<R>{body}</R>");

    /// <summary>An error of a service that answers in XML.</summary>
    public static (int, string) XmlError(int status, string code) => (status, $"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>m</Message></Error><RequestId>r</RequestId></ErrorResponse>");

    /// <summary>An error of a service that answers in JSON.</summary>
    public static (int, string) JsonError(int status, string code) => (status, $$"""{"__type":"{{code}}","message":"m"}""");

    /// <summary>A role.</summary>
    public static string Role(string account, string name, string? used) =>
        $"<member><RoleName>{name}</RoleName><Arn>arn:aws:iam::{account}:role/{name}</Arn><CreateDate>2025-01-01T00:00:00Z</CreateDate><AssumeRolePolicyDocument>{Trust}</AssumeRolePolicyDocument>"
        + "<InstanceProfileList><member><Roles><member><RoleName>inner</RoleName></member></Roles></member></InstanceProfileList>"
        + $"<RolePolicyList/><AttachedManagedPolicies/><RoleLastUsed>{(used is null ? "" : $"<LastUsedDate>{used}</LastUsedDate>")}</RoleLastUsed></member>";

    static string Users(string account) =>
        $"<UserDetailList><member><UserName>batch</UserName><Arn>arn:aws:iam::{account}:user/batch</Arn><GroupList><member>ops</member></GroupList><UserPolicyList/><AttachedManagedPolicies/></member></UserDetailList>";

    static string Report(string account) =>
        Heading
        + $"<root_account>,arn:aws:iam::{account}:root,2024-04-01T00:00:00Z,true,2025-01-10T00:00:00Z,2024-04-01T00:00:00Z,not_supported,true,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A\n"
        + $"batch,arn:aws:iam::{account}:user/batch,2024-04-01T00:00:00Z,false,N/A,N/A,N/A,false,true,2026-10-01T00:00:00Z,2026-11-20T00:00:00Z,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A\n";
}

using System.Text;
using System.Text.Json.Nodes;
using GovCloud.LocalCloud.Assembly;
using GovCloud.LocalCloud.Capture;
using GovCloud.LocalCloud.Gateway;
using GovCloud.LocalCloud.Permissions;
using Microsoft.AspNetCore.Http;

namespace GovCloud.LocalCloud.Tests.Permissions;

/// <summary>Who has assumed a role may do what that role's policies say, as the templates have them for the role's account.</summary>
public sealed class AssumedRoleTests
{
    const string Template = """
        { "Resources": {
            "Role": { "Type": "AWS::IAM::Role", "Properties": { "RoleName": "auditor",
              "Policies": [ { "PolicyName": "p", "PolicyDocument": { "Version": "2012-10-17", "Statement": { "Sid": "Read", "Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "arn:aws:iam::*:role/reader*" } } } ] } },
            "Auditor": { "Type": "AWS::Lambda::Function", "Properties": { @CODE@, "FunctionName": "auditor" } },
            "Unit": { "Type": "AWS::Organizations::OrganizationalUnit", "Properties": { "Name": "production", "ParentId": "r-root" } },
            "Body": { "Type": "AWS::Organizations::OrganizationalUnit", "Properties": { "Name": "katsushika", "ParentId": { "Fn::GetAtt": ["Unit", "Id"] } } },
            "Control": { "Type": "AWS::Organizations::Policy", "Properties": { "Name": "guard", "Type": "SERVICE_CONTROL_POLICY", "TargetIds": [ { "Fn::GetAtt": ["Unit", "Id"] } ], "Content": { "Version": "2012-10-17", "Statement": [
              { "Sid": "Regions", "Effect": "Deny", "NotAction": [ "iam:*", "sts:*" ], "Resource": "*", "Condition": { "StringNotEquals": { "aws:RequestedRegion": [ "ap-northeast-1" ] } } } ] } } } } }
        """;

    const string Open = """
        { "Parameters": { "OperationsAccount": { "Type": "String" } },
          "Resources": {
            "Reader": { "Type": "AWS::IAM::Role", "Properties": { "RoleName": "reader", "ManagedPolicyArns": [],
              "AssumeRolePolicyDocument": { "Version": "2012-10-17", "Statement": [ { "Effect": "Allow", "Principal": { "AWS": { "Fn::Sub": "arn:aws:iam::${OperationsAccount}:root" } }, "Action": "sts:AssumeRole",
                "Condition": { "ArnLike": { "aws:PrincipalArn": { "Fn::Sub": "arn:aws:iam::${OperationsAccount}:role/audit*" } }, "StringLike": { "sts:RoleSessionName": "audit-*" } } } ] },
              "Policies": [ { "PolicyName": "p", "PolicyDocument": { "Version": "2012-10-17", "Statement": [
                { "Sid": "Backups", "Effect": "Allow", "Action": [ "backup:ListBackupVaults", "backup:GetBackupVaultAccessPolicy", "backup:ListTags" ], "Resource": "*" },
                { "Sid": "Stacks", "Effect": "Allow", "Action": "cloudformation:DescribeStacks", "Resource": { "Fn::Sub": "arn:aws:cloudformation:*:${AWS::AccountId}:stack/GovCloud-*/*" } },
                { "Sid": "Iam", "Effect": "Allow", "Action": "iam:GetAccountSummary", "Resource": "*" } ] } } ] } } } }
        """;

    static readonly RoleSession session = new(Arn.Parse($"arn:aws:iam::{SampleAssembly.Member}:role/reader"), "audit-1");

    [Fact]
    public void What_trust_and_policies_of_the_account_allow_is_let_through_and_counted()
    {
        var (gate, denials) = Gate();
        gate.Check(Assume());
        gate.Check(Vaults());
        gate.Check(Stack("GovCloud-Guardrails"));
        gate.Check(Query("iam", "GetAccountSummary", region: "us-east-1"));
        Assert.Empty(denials());
        Assert.Equal([("reader", "backup:GetBackupVaultAccessPolicy"), ("reader", "backup:ListTags")], gate.Unused().Select(one => (one.Function, one.Action)));
    }

    [Theory]
    [InlineData("Reader.AssumeRolePolicyDocument.Statement.0.Condition.ArnLike", """{ "aws:PrincipalArn": "arn:aws:iam::111111111111:role/other*" }""", "sts:AssumeRole", "no resource-based policy allows")]
    [InlineData("Reader.AssumeRolePolicyDocument.Statement.0.Principal", """{ "AWS": "arn:aws:iam::333333333333:root" }""", "sts:AssumeRole", "no resource-based policy allows")]
    [InlineData("Reader.AssumeRolePolicyDocument.Statement.0.Condition.StringLike", """{ "sts:RoleSessionName": "other" }""", "sts:AssumeRole", "no resource-based policy allows")]
    [InlineData("Reader.AssumeRolePolicyDocument.Statement.0.Condition.StringLike", """{ "sts:ExternalId": "secret" }""", "sts:AssumeRole", "no resource-based policy allows")]
    [InlineData("Reader.AssumeRolePolicyDocument.Statement.0.Condition.StringLike", """{ "aws:PrincipalOrgID": "o-another" }""", "sts:AssumeRole", "no resource-based policy allows")]
    [InlineData("Reader.AssumeRolePolicyDocument.Statement.0.Condition.StringLike", """{ "aws:MultiFactorAuthPresent": "true" }""", "sts:AssumeRole", "cannot be told")]
    [InlineData("Reader.Policies.0.PolicyDocument.Statement.0.Action", "\"backup:ListTags\"", "backup:ListBackupVaults", "no identity-based policy allows")]
    [InlineData("Reader.Policies.0.PolicyDocument.Statement.0.Effect", "\"Deny\"", "backup:ListBackupVaults", "an explicit deny")]
    [InlineData("Reader.Policies.0.PolicyDocument.Statement.1.Resource", "\"arn:aws:cloudformation:*:*:stack/other/*\"", "cloudformation:DescribeStacks", "no identity-based policy allows")]
    [InlineData("Reader.ManagedPolicyArns", """[ "arn:aws:iam::aws:policy/AWSDenyAll" ]""", "backup:ListBackupVaults", "AWSDenyAll/: its contents are in no template")]
    [InlineData("Reader.PermissionsBoundary", "\"arn:aws:iam::aws:policy/SecurityAudit\"", "", "")]
    [InlineData("Control.Content.Statement.0.NotAction", "\"sts:*\"", "iam:GetAccountSummary", "guard/Regions")]
    public void A_broken_policy_of_the_account_is_found_and_named(string place, string value, string action, string reason)
    {
        var (gate, denials) = Gate(resources => TemplateChange.Set(resources, place, JsonNode.Parse(value)!));
        var refused = ((AwsRequest[])[Assume(), Vaults(), Stack("GovCloud-Guardrails"), Query("iam", "GetAccountSummary", region: "us-east-1")]).Select(call => Record.Exception(() => gate.Check(call))).OfType<AwsApiException>().ToList();
        if (action.Length == 0)
        {
            // What AWS's policy allows is known, and it allows all of this.
            Assert.Empty(refused);
            return;
        }

        Assert.Contains(refused, one => one.Message.Contains($"is not authorized to perform: {action} on resource: ", StringComparison.Ordinal) && one.Message.Contains(reason, StringComparison.Ordinal));
        Assert.Contains(denials(), one => one.Action == action && (action == "sts:AssumeRole" ? one is { Function: "auditor", Account: null } : one is { Function: "reader", Account: SampleAssembly.Member }));
    }

    [Fact]
    public void AWSs_words_name_the_session_the_action_and_the_resource()
    {
        var (gate, _) = Gate();
        var refused = Assert.Throws<AwsApiException>(() => gate.Check(Stack("Somebody-Elses")));
        Assert.Equal("AccessDenied", refused.Code);
        Assert.StartsWith(
            $"User: arn:aws:sts::{SampleAssembly.Member}:assumed-role/reader/audit-1 is not authorized to perform: cloudformation:DescribeStacks on resource: arn:aws:cloudformation:ap-northeast-1:{SampleAssembly.Member}:stack/Somebody-Elses/local because no identity-based policy allows the cloudformation:DescribeStacks action",
            refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_role_that_no_template_declares_is_not_to_be_assumed()
    {
        var (gate, denials) = Gate();
        Assert.Throws<AwsApiException>(() => gate.Check(Query("sts", "AssumeRole", function: true, more: $"&RoleArn=arn%3Aaws%3Aiam%3A%3A{SampleAssembly.Member}%3Arole%2Freader-2&RoleSessionName=audit-1")));
        Assert.Equal("sts:AssumeRole", Assert.Single(denials()).Action);
    }

    [Fact]
    public void A_session_with_an_identity_of_its_own_takes_the_right_to_set_it()
    {
        var (gate, denials) = Gate();
        Assert.Throws<AwsApiException>(() => gate.Check(Query("sts", "AssumeRole", function: true, more: $"&RoleArn={Uri.EscapeDataString(session.Role.ToString())}&RoleSessionName=audit-1&SourceIdentity=somebody")));
        Assert.Equal("sts:SetSourceIdentity", Assert.Single(denials()).Action);
    }

    [Fact]
    public void An_operation_whose_permission_is_not_known_is_denied_and_named()
    {
        var (gate, denials) = Gate();
        Assert.Throws<AwsApiException>(() => gate.Check(Request("backup", "GET", "/legal-holds") with { Operation = "ListLegalHolds" }));
        Assert.Equal(("reader", "backup:ListLegalHolds"), (denials()[0].Function, denials()[0].Action));
        Assert.Contains("It is not known here which permissions backup:ListLegalHolds needs", denials()[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Units_of_one_name_are_told_apart_by_the_way_from_the_root()
    {
        Assert.Contains("2 organizational units are called 'katsushika'", Assert.Throws<CloudAssemblyException>(() => Gate(
            resources => resources["Another"] = JsonNode.Parse("""{ "Type": "AWS::Organizations::OrganizationalUnit", "Properties": { "Name": "katsushika", "ParentId": "r-root" } }"""), "katsushika")).Message, StringComparison.Ordinal);
        Assert.Contains("0 organizational units are called 'nowhere'", Assert.Throws<CloudAssemblyException>(() => Gate(_ => { }, "nowhere")).Message, StringComparison.Ordinal);
    }

    static (PermissionGate Gate, Func<IReadOnlyList<PermissionDenial>> Denials) Gate(Action<JsonObject>? change = null, string unit = "production/katsushika")
    {
        var (operations, open) = (JsonNode.Parse(Template.Replace("@CODE@", SampleAssembly.FunctionCode, StringComparison.Ordinal))!, JsonNode.Parse(Open)!);
        var all = new JsonObject();
        foreach (var resources in (JsonObject[])[operations["Resources"]!.AsObject(), open["Resources"]!.AsObject()])
        {
            foreach (var (id, body) in resources)
            {
                all[id] = body!.DeepClone();
            }
        }

        change?.Invoke(all);
        operations["Resources"] = new JsonObject(all.Where(one => one.Key != "Reader").Select(one => KeyValuePair.Create(one.Key, one.Value?.DeepClone())));
        open["Resources"] = new JsonObject { ["Reader"] = all["Reader"]!.DeepClone() };
        using var assembly = new SampleAssembly().Stack("Operations", SampleAssembly.Operations, operations.ToJsonString()).Stack("Open", "unknown-account", open.ToJsonString());
        var stacks = CloudAssembly.Load(assembly.Directory).Stacks;
        TemplateResolver Resolver(IReadOnlyList<StackTemplate> of) => new(of, new Uri("http://127.0.0.1/"), _ => null);
        var book = PolicyBook.Read(stacks, Resolver(stacks), new OpenTemplates(stacks, new Dictionary<string, string>(StringComparer.Ordinal) { ["OperationsAccount"] = SampleAssembly.Operations }, Resolver));
        var captures = new Captures();
        var control = ServiceControl.Read(stacks, Resolver(stacks), new Dictionary<string, string>(StringComparer.Ordinal) { [SampleAssembly.Member] = unit });
        return (new PermissionGate(book, control, new NeededPermissions(book), captures) { OrganizationOf = _ => "o-ours" }, () => captures.Denials.All);
    }

    static AwsRequest Assume() => Query("sts", "AssumeRole", function: true, more: $"&RoleArn={Uri.EscapeDataString(session.Role.ToString())}&RoleSessionName=audit-1");

    static AwsRequest Vaults() => Request("backup", "GET", "/backup-vaults") with { Operation = "ListBackupVaults" };

    static AwsRequest Stack(string name) => Query("cloudformation", "DescribeStacks", more: $"&StackName={name}");

    static AwsRequest Query(string service, string action, bool function = false, string more = "", string region = "ap-northeast-1") =>
        Request(service, "POST", "/", function) with { Body = Encoding.UTF8.GetBytes($"Action={action}{more}"), Region = region };

    static AwsRequest Request(string service, string method, string path, bool function = false) => new()
    {
        Method = method,
        RawPath = path,
        RawQuery = "",
        Query = new QueryCollection(),
        Headers = new HeaderDictionary(),
        Body = [],
        Service = service,
        Region = "ap-northeast-1",
        Caller = function ? new Caller("key", "secret", SampleAssembly.Operations, $"arn:aws:lambda:ap-northeast-1:{SampleAssembly.Operations}:function:auditor") : new Caller("key", "secret", SampleAssembly.Member, null, session),
    };
}

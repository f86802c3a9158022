using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using GovCloud.Guardrails;

namespace GovCloud.Core.Tests.Guardrails;

public sealed class TemplateComparisonTests
{
    /// <summary>A resource's properties before and after, and what is said about the difference.</summary>
    public static TheoryData<string, string, string, string> Judged => new()
    {
        { "AWS::CloudTrail::Trail", """{"EnableLogFileValidation":true}""", """{"EnableLogFileValidation":false}""", "緩和 Properties.EnableLogFileValidation" },
        { "AWS::CloudTrail::Trail", """{"EnableLogFileValidation":true}""", """{"IsLogging":true}""", "緩和 Properties.EnableLogFileValidation|強化 Properties.IsLogging" },
        { "AWS::KMS::Key", """{"EnableKeyRotation":"true"}""", """{"EnableKeyRotation":false}""", "緩和 Properties.EnableKeyRotation" },
        { "AWS::KMS::Key", """{"EnableKeyRotation":"true"}""", """{"EnableKeyRotation":true}""", "" },
        { "AWS::Logs::LogGroup", """{"RetentionInDays":400}""", """{"RetentionInDays":90}""", "緩和 Properties.RetentionInDays" },
        { "AWS::Logs::LogGroup", """{"RetentionInDays":400}""", """{"RetentionInDays":"731"}""", "強化 Properties.RetentionInDays" },
        { "AWS::Logs::LogGroup", """{"RetentionInDays":400}""", """{}""", "強化 Properties.RetentionInDays" },
        { "AWS::Logs::LogGroup", """{"RetentionInDays":400}""", """{"RetentionInDays":{"Ref":"Days"}}""", "要確認 Properties.RetentionInDays" },
        { "AWS::CloudTrail::Trail", """{"KMSKeyId":"k"}""", """{}""", "緩和 Properties.KMSKeyId" },
        { "AWS::RDS::DBInstance", """{"StorageEncrypted":true}""", """{"StorageEncrypted":true,"PubliclyAccessible":true}""", "緩和 Properties.PubliclyAccessible" },
        { "AWS::S3::Bucket", """{"PublicAccessBlockConfiguration":{"BlockPublicAcls":true}}""", """{}""", "緩和 Properties.PublicAccessBlockConfiguration" },
        { "AWS::S3::Bucket", """{"VersioningConfiguration":{"Status":"Enabled"}}""", """{"VersioningConfiguration":{"Status":"Suspended"}}""", "緩和 Properties.VersioningConfiguration.Status" },
        { "AWS::CloudWatch::Alarm", """{"Threshold":1}""", """{"Threshold":5}""", "緩和 Properties.Threshold" },
        { "AWS::EC2::VPCBlockPublicAccessOptions", """{"InternetGatewayBlockMode":"block-ingress"}""", """{"InternetGatewayBlockMode":"block-bidirectional"}""", "強化 Properties.InternetGatewayBlockMode" },
        { "AWS::GuardDuty::Detector", """{"Features":[{"Name":"A","Status":"ENABLED"},{"Name":"B","Status":"ENABLED"}]}""", """{"Features":[{"Name":"B","Status":"DISABLED"}]}""", "緩和 Properties.Features[A]|緩和 Properties.Features[B].Status" },
        { "AWS::EC2::SecurityGroup", """{"SecurityGroupIngress":[{"CidrIp":"10.0.0.0/8"}]}""", """{"SecurityGroupIngress":[{"CidrIp":"0.0.0.0/0"}]}""", "緩和 Properties.SecurityGroupIngress[0].CidrIp" },
        { "AWS::Events::Rule", """{"EventPattern":{"detail":{"severity":[{"numeric":[">=",4]}]}}}""", """{"EventPattern":{"detail":{"severity":[{"numeric":[">=",7]}]}}}""", "緩和 Properties.EventPattern.detail.severity" },
        { "AWS::Events::Rule", """{"EventPattern":{"detail":{"Label":["HIGH","CRITICAL"]}}}""", """{"EventPattern":{"detail":{"Label":["CRITICAL"]}}}""", "緩和 Properties.EventPattern.detail.Label" },
        { "AWS::Events::Rule", """{"EventPattern":{"source":["aws.health"]}}""", """{"EventPattern":{"source":["aws.health"],"detail":{"service":["EC2"]}}}""", "緩和 Properties.EventPattern.detail" },
        { "AWS::IAM::Role", """{"ManagedPolicyArns":["a"]}""", """{"ManagedPolicyArns":["b","a"]}""", "緩和 Properties.ManagedPolicyArns" },
        { "AWS::IAM::Role", """{"Path":"/a/"}""", """{"Path":"/b/"}""", "要確認 Properties.Path" },
        { "AWS::Unheard::Of", """{"Something":1}""", """{"Something":2}""", "要確認 Properties.Something" },
    };

    [Theory]
    [MemberData(nameof(Judged))]
    public void A_change_of_a_property_is_judged(string type, string before, string after, string expected) => Assert.Equal(
        expected,
        string.Join('|', Compare(Template(type, before), Template(type, after)).Select(change => $"{Word(change.Judgement)} {change.Path}")));

    public static TheoryData<string, string, string> Statements => new()
    {
        { """{"Effect":"Allow","Action":"s3:GetObject","Resource":"r"}""", """{"Effect":"Allow","Action":["s3:GetObject"],"Resource":["r"]}""", "" },
        { """{"Effect":"Allow","Action":"s3:GetObject","Resource":"r"}""", """{"Effect":"Allow","Action":["s3:*","s3:GetObject"],"Resource":"r"}""", "緩和 許可される操作が増える" },
        { """{"Effect":"Deny","Action":["a","b"],"Resource":"r"}""", """{"Effect":"Deny","Action":"a","Resource":"r"}""", "緩和 許可される操作が増える" },
        { """{"Effect":"Allow","Action":"a","Resource":"r","Principal":{"AWS":"1"}}""", """{"Effect":"Allow","Action":"a","Resource":"r","Principal":"*"}""", "緩和 範囲が「*」に広がる" },
        { """{"Effect":"Deny","Action":"a","Resource":"r","Principal":{"AWS":"1"}}""", """{"Effect":"Deny","Action":"a","Resource":"r","Principal":"*"}""", "強化 範囲が「*」から狭まる" },
        {
            """{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"1"},"Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}""",
            """{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"1"}}""", "緩和 MFA の条件がなくなる"
        },
        { """{"Effect":"Deny","Action":"a","Resource":"r"}""", """{"Effect":"Allow","Action":"a","Resource":"r"}""", "緩和 拒否が許可に変わる" },
    };

    [Theory]
    [MemberData(nameof(Statements))]
    public void A_change_of_a_permission_is_judged_by_whom_it_lets_do_what(string before, string after, string expected)
    {
        var changes = Compare(Template("AWS::IAM::Policy", Policy(before)), Template("AWS::IAM::Policy", Policy(after)));

        Assert.Equal(expected, string.Join('|', changes.Select(change => $"{Word(change.Judgement)} {change.Reason}")));
    }

    [Fact]
    public void A_control_that_goes_is_loosened_and_one_that_comes_is_tightened()
    {
        var trail = Template("AWS::CloudTrail::Trail", "{}");
        var empty = JsonNode.Parse("""{"Resources":{}}""")!.AsObject();

        var gone = Assert.Single(Compare(trail, empty));
        Assert.Equal((ChangeKind.Removed, ChangeJudgement.Loosened, "Resources/R", "操作の記録がなくなる"), (gone.Kind, gone.Judgement, gone.Element, gone.Reason));
        Assert.Equal(ChangeJudgement.Tightened, Assert.Single(Compare(empty, trail)).Judgement);
    }

    [Fact]
    public void A_new_role_that_may_do_everything_is_loosened_and_an_ordinary_one_is_looked_at()
    {
        var empty = JsonNode.Parse("""{"Resources":{}}""")!.AsObject();

        Assert.Equal(ChangeJudgement.Loosened, Assert.Single(Compare(empty, Template("AWS::IAM::Policy", Policy("""{"Effect":"Allow","Action":"*","Resource":"*"}""")))).Judgement);
        Assert.Equal(ChangeJudgement.Review, Assert.Single(Compare(empty, Template("AWS::IAM::Policy", Policy("""{"Effect":"Allow","Action":"a:B","Resource":"*"}""")))).Judgement);
    }

    [Fact]
    public void The_same_resource_under_another_id_is_one_change_that_replaces_it()
    {
        var before = JsonNode.Parse("""{"Resources":{"Old":{"Type":"AWS::KMS::Key","Properties":{"EnableKeyRotation":true}}}}""")!.AsObject();
        var after = JsonNode.Parse("""{"Resources":{"New":{"Properties":{"EnableKeyRotation":true},"Type":"AWS::KMS::Key"}}}""")!.AsObject();

        Assert.Equal((ChangeKind.Renamed, ChangeJudgement.Review), Assert.Single(Compare(before, after).Select(change => (change.Kind, change.Judgement))));
    }

    [Fact]
    public void Parameters_and_conditions_are_looked_at()
    {
        var before = JsonNode.Parse("""{"Parameters":{"P":{"Default":"yes"}},"Resources":{}}""")!.AsObject();
        var after = JsonNode.Parse("""{"Parameters":{"P":{"Default":"no"}},"Resources":{},"Transform":"AWS::Serverless-2016-10-31"}""")!.AsObject();

        Assert.Equal(["Parameters/P", "Transform"], Compare(before, after).Select(change => change.Element));
        Assert.All(Compare(before, after), change => Assert.Equal(ChangeJudgement.Review, change.Judgement));
    }

    [Fact]
    public void A_template_does_not_differ_from_itself_however_it_is_written() =>
        Prop.ForAll(Nodes().ToArbitrary(), node =>
        {
            var template = new JsonObject { ["Resources"] = new JsonObject { ["R"] = new JsonObject { ["Type"] = "AWS::X::Y", ["Properties"] = node.DeepClone() } } };
            return Compare(template, Shuffled(template).AsObject()).Count == 0;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_difference_is_seen_from_both_sides() =>
        Prop.ForAll(Nodes().Two().ToArbitrary(), pair =>
        {
            var (before, after) = (Template("AWS::X::Y", pair.Item1.ToJsonString()), Template("AWS::X::Y", pair.Item2.ToJsonString()));
            return Compare(before, after).Count == 0 == (Compare(after, before).Count == 0);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_principal_that_becomes_everybody_is_always_loosened() =>
        Prop.ForAll(Gen.Choose(100, 999).ListOf().ToArbitrary(), accounts =>
        {
            string[] principals = [.. accounts.Select(account => $"{account}").Distinct(StringComparer.Ordinal)];
            var (before, after) = (Trust(principals), Trust([.. principals, "*"]));
            return Compare(before, after) is [{ Judgement: ChangeJudgement.Loosened }] && Compare(after, before) is [{ Judgement: ChangeJudgement.Tightened }];
        }).QuickCheckThrowOnFailure();

    static JsonObject Trust(string[] principals) => Template("AWS::IAM::Role", new JsonObject
    {
        ["AssumeRolePolicyDocument"] = new JsonObject
        {
            ["Statement"] = new JsonArray(new JsonObject
            {
                ["Effect"] = "Allow",
                ["Action"] = "sts:AssumeRole",
                ["Principal"] = new JsonObject { ["AWS"] = new JsonArray([.. principals.Select(one => JsonValue.Create(one))]) },
            }),
        },
    }.ToJsonString());

    static Gen<JsonNode> Nodes() => Gen.Sized(size => Node(Math.Min(size, 4)));

    static Gen<JsonNode> Node(int depth)
    {
        var leaf = Gen.OneOf(
            Gen.Choose(-5, 5).Select(JsonNode (number) => JsonValue.Create(number)),
            Gen.Elements("Allow", "true", "*", "a", "1").Select(JsonNode (text) => JsonValue.Create(text)),
            Gen.Elements(true, false).Select(JsonNode (truth) => JsonValue.Create(truth)));
        if (depth <= 0)
        {
            return leaf;
        }

        var names = Gen.Elements("Name", "Action", "Statement", "Effect", "Enabled", "Status", "Tags", "Condition");
        var members = names.SelectMany(name => Node(depth - 1).Select(value => (name, value))).ListOf()
            .Select(JsonNode (list) => new JsonObject(list.DistinctBy(one => one.name, StringComparer.Ordinal).Select(one => KeyValuePair.Create(one.name, (JsonNode?)one.value.DeepClone()))));
        var items = Node(depth - 1).ListOf().Select(JsonNode (list) => new JsonArray([.. list.Select(item => item.DeepClone())]));
        return Gen.OneOf(leaf, members, items);
    }

    static JsonNode Shuffled(JsonNode node) => node switch
    {
        JsonObject members => new JsonObject(members.Reverse().Select(member => KeyValuePair.Create(member.Key, member.Value is { } value ? Shuffled(value) : null))),
        JsonArray items => new JsonArray([.. items.Select(item => item is null ? null : Shuffled(item))]),
        _ => node.DeepClone(),
    };

    static IReadOnlyList<TemplateChange> Compare(JsonObject before, JsonObject after) => TemplateComparison.Compare(before, after);

    static string Policy(string statement) => $$$"""{"PolicyDocument":{"Statement":[{{{statement}}}]}}""";

    static JsonObject Template(string type, string properties) => JsonNode.Parse($$$"""{"Resources":{"R":{"Type":"{{{type}}}","Properties":{{{properties}}} } } }""")!.AsObject();

    static string Word(ChangeJudgement judgement) => judgement switch { ChangeJudgement.Loosened => "緩和", ChangeJudgement.Tightened => "強化", _ => "要確認" };
}

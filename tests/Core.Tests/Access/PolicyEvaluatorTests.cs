using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using GovCloud.Policies;

namespace GovCloud.Core.Tests.Access;

/// <summary>IAM's evaluation within one account, by AWS's description of it.</summary>
public sealed class PolicyEvaluatorTests
{
    const string AllowAll = """{ "Effect": "Allow", "Action": "*", "Resource": "*" }""";

    [Theory]
    [InlineData(AllowAll, "s3:GetObject", "arn:aws:s3:::b/k", AccessOutcome.Allowed)]
    [InlineData("""{ "Effect": "Allow", "Action": "s3:get*", "Resource": "*" }""", "s3:GetObject", "arn:aws:s3:::b/k", AccessOutcome.Allowed)]
    [InlineData("""{ "Effect": "Allow", "Action": ["s3:Put?bject"], "Resource": ["arn:aws:s3:::b/*"] }""", "s3:PutObject", "arn:aws:s3:::b/k", AccessOutcome.Allowed)]
    [InlineData("""{ "Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::B/*" }""", "s3:GetObject", "arn:aws:s3:::b/k", AccessOutcome.Denied)]
    [InlineData("""{ "Effect": "Allow", "NotAction": "iam:*", "Resource": "*" }""", "iam:CreateUser", "*", AccessOutcome.Denied)]
    [InlineData("""{ "Effect": "Allow", "NotAction": "iam:*", "Resource": "*" }""", "ec2:RunInstances", "*", AccessOutcome.Allowed)]
    [InlineData("""{ "Effect": "Allow", "Action": "*", "NotResource": "arn:aws:s3:::b/*" }""", "s3:GetObject", "arn:aws:s3:::b/k", AccessOutcome.Denied)]
    [InlineData("""{ "Effect": "Allow", "Action": "*", "NotResource": "arn:aws:s3:::b/*" }""", "s3:GetObject", "arn:aws:s3:::c/k", AccessOutcome.Allowed)]
    [InlineData("""{ "Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::${aws:PrincipalTag/Owner}/*" }""", "s3:GetObject", "arn:aws:s3:::vendor-a/k", AccessOutcome.Allowed)]
    [InlineData("""{ "Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::${aws:PrincipalTag/Absent}/*" }""", "s3:GetObject", "arn:aws:s3:::/k", AccessOutcome.Denied)]
    [InlineData("""{ "Effect": "Allow", "Action": "*", "Resource": { "Fn::ImportValue": "x" } }""", "s3:GetObject", "arn:aws:s3:::b/k", AccessOutcome.Unknown)]
    [InlineData("""{ "Effect": "Allow", "Action": "*", "Resource": "*", "NotPrincipal": "*" }""", "s3:GetObject", "*", AccessOutcome.Unknown)]
    [InlineData("""{ "Effect": "Perhaps", "Action": "*", "Resource": "*" }""", "s3:GetObject", "*", AccessOutcome.Unknown)]
    [InlineData("""{ "Effect": "Allow", "Resource": "*" }""", "s3:GetObject", "*", AccessOutcome.Unknown)]
    public void A_statement_applies_where_action_and_resource_match(string statement, string action, string resource, AccessOutcome expected) =>
        Assert.Equal(expected, Decide([Policy(statement)], null, action, resource));

    [Theory]
    [InlineData("StringEquals", "aws:ResourceTag/Owner", "vendor-a", AccessOutcome.Allowed)]
    [InlineData("StringEquals", "aws:resourcetag/Owner", "vendor-a", AccessOutcome.Allowed)]
    [InlineData("StringEquals", "aws:ResourceTag/Owner", "Vendor-A", AccessOutcome.Denied)]
    [InlineData("StringEqualsIgnoreCase", "aws:ResourceTag/Owner", "Vendor-A", AccessOutcome.Allowed)]
    [InlineData("StringEquals", "aws:ResourceTag/Owner", "${aws:PrincipalTag/Owner}", AccessOutcome.Allowed)]
    [InlineData("StringEquals", "aws:ResourceTag/Owner", "${aws:PrincipalTag/Absent}", AccessOutcome.Denied)]
    [InlineData("StringEquals", "aws:ResourceTag/Absent", "vendor-a", AccessOutcome.Denied)]
    [InlineData("StringEqualsIfExists", "aws:ResourceTag/Absent", "vendor-a", AccessOutcome.Allowed)]
    [InlineData("StringNotEquals", "aws:ResourceTag/Absent", "vendor-a", AccessOutcome.Allowed)]
    [InlineData("StringNotEquals", "aws:ResourceTag/Owner", "vendor-a", AccessOutcome.Denied)]
    [InlineData("StringLike", "aws:ResourceTag/Owner", "vendor-*", AccessOutcome.Allowed)]
    [InlineData("StringEquals", "aws:ResourceTag/Owner", "vendor-*", AccessOutcome.Denied)]
    [InlineData("Null", "aws:ResourceTag/Owner", "false", AccessOutcome.Allowed)]
    [InlineData("Null", "aws:ResourceTag/Absent", "true", AccessOutcome.Allowed)]
    [InlineData("Null", "aws:ResourceTag/Owner", "true", AccessOutcome.Denied)]
    [InlineData("Bool", "aws:MultiFactorAuthPresent", "true", AccessOutcome.Denied)]
    [InlineData("BoolIfExists", "aws:MultiFactorAuthPresent", "true", AccessOutcome.Allowed)]
    [InlineData("DateLessThan", "aws:CurrentTime", "2026-11-21T00:00:00Z", AccessOutcome.Allowed)]
    [InlineData("DateGreaterThanEquals", "aws:CurrentTime", "2026-11-21T00:00:00Z", AccessOutcome.Denied)]
    [InlineData("DateLessThan", "aws:CurrentTime", "tomorrow", AccessOutcome.Unknown)]
    [InlineData("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/a", AccessOutcome.Allowed)]
    [InlineData("ArnLike", "aws:PrincipalArn", "arn:*:role/a", AccessOutcome.Denied)]
    [InlineData("ForAnyValue:StringEquals", "aws:TagKeys", "Owner", AccessOutcome.Allowed)]
    [InlineData("ForAllValues:StringEquals", "aws:TagKeys", "Owner", AccessOutcome.Denied)]
    [InlineData("ForAnyValue:StringEquals", "aws:Absent", "Owner", AccessOutcome.Denied)]
    [InlineData("ForAllValues:StringEquals", "aws:Absent", "Owner", AccessOutcome.Allowed)]
    [InlineData("StringEquals", "aws:TagKeys", "Owner", AccessOutcome.Unknown)]
    [InlineData("NumericLessThan", "aws:MultiFactorAuthAge", "3600", AccessOutcome.Allowed)]
    [InlineData("ForAnyValues:StringEquals", "aws:TagKeys", "Owner", AccessOutcome.Unknown)]
    [InlineData("StringMatches", "aws:ResourceTag/Owner", "vendor-a", AccessOutcome.Unknown)]
    public void A_condition_holds_as_IAM_says_and_one_that_is_not_understood_is_unknown(string name, string key, string value, AccessOutcome expected)
    {
        var statement = $$"""{ "Effect": "Allow", "Action": "*", "Resource": "*", "Condition": { "{{name}}": { "{{key}}": "{{value}}" } } }""";

        Assert.Equal(expected, Decide([Policy(statement)], null, "ec2:StartInstances", "*"));
    }

    [Fact]
    public void What_both_the_policies_and_the_boundary_allow_is_allowed_and_a_denial_of_either_wins()
    {
        var (all, reading, denial) = (Policy(AllowAll), Policy("""{ "Effect": "Allow", "Action": "s3:Get*", "Resource": "*" }"""), Policy("""{ "Effect": "Deny", "Action": "s3:GetObject", "Resource": "*" }"""));

        Assert.Equal(AccessOutcome.Allowed, Decide([all], reading, "s3:GetObject", "*"));
        Assert.Equal(AccessOutcome.Denied, Decide([all], reading, "s3:PutObject", "*"));
        Assert.Equal(AccessOutcome.Denied, Decide([reading], all, "s3:PutObject", "*"));
        Assert.Equal(AccessOutcome.Denied, Decide([all, denial], null, "s3:GetObject", "*"));
        Assert.Equal(AccessOutcome.Denied, Decide([all], all with { Statements = [.. all.Statements, .. denial.Statements] }, "s3:GetObject", "*"));
        Assert.Equal(AccessOutcome.Denied, Decide([], null, "s3:GetObject", "*"));
    }

    [Fact]
    public void A_denial_that_cannot_be_told_makes_the_answer_unknown_and_one_that_is_certain_wins_over_it()
    {
        var perhaps = Policy("""{ "Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": { "StringMatches": { "aws:RequestedRegion": "x" } } }""");

        Assert.Equal(AccessOutcome.Unknown, Decide([Policy(AllowAll), perhaps], null, "s3:GetObject", "*"));
        Assert.Equal(AccessOutcome.Denied, Decide([perhaps], null, "s3:GetObject", "*"));
        Assert.Equal(AccessOutcome.Denied, Decide([Policy(AllowAll), perhaps, Policy("""{ "Effect": "Deny", "Action": "*", "Resource": "*" }""")], null, "s3:GetObject", "*"));
    }

    [Fact]
    public void Another_denial_never_opens_and_another_permission_never_closes() => Prop.ForAll<int, int, int>((policy, more, request) =>
    {
        PolicyDocument[] policies = [Random(policy)];
        var before = Decide(policies, null, Action(request), "*");
        var denied = Decide([.. policies, AsDenial(Random(more))], null, Action(request), "*");
        var allowed = Decide([.. policies, Policy($$"""{ "Effect": "Allow", "Action": "{{Action(more)}}", "Resource": "*" }""")], null, Action(request), "*");
        return denied <= before && allowed >= before;
    }).QuickCheckThrowOnFailure();

    static PolicyDocument AsDenial(PolicyDocument policy) => policy with { Statements = [.. policy.Statements.Select(statement => statement with { Allows = false })] };

    static PolicyDocument Random(int seed)
    {
        string[] conditions = ["", """, "Condition": { "StringEquals": { "aws:ResourceTag/Owner": "vendor-a" } }""", """, "Condition": { "StringMatches": { "a": "b" } }""", """, "Condition": { "Null": { "aws:TagKeys": "true" } }"""];
        var number = (uint)seed;
        return Policy($$"""{ "Effect": "{{(number % 2 == 0 ? "Allow" : "Deny")}}", "{{(number % 3 == 0 ? "NotAction" : "Action")}}": "{{Action((int)(number / 6))}}", "Resource": "*"{{conditions[number / 2 % 4]}} }""");
    }

    static string Action(int number) => ((uint)number % 4) switch { 0 => "s3:GetObject", 1 => "s3:PutObject", 2 => "ec2:StartInstances", _ => "iam:PassRole" };

    static PolicyDocument Policy(string statement)
    {
        using var document = JsonDocument.Parse($$"""{ "Version": "2012-10-17", "Statement": [{{statement}}] }""");
        return PolicyDocument.Read("policy", document.RootElement, value => value.ValueKind == JsonValueKind.String ? value.GetString() : null);
    }

    static AccessOutcome Decide(IReadOnlyList<PolicyDocument> policies, PolicyDocument? boundary, string action, string resource)
    {
        var context = new PolicyContext { IsComplete = true };
        context.Add("aws:ResourceTag/Owner", "vendor-a");
        context.Add("aws:PrincipalTag/Owner", "vendor-a");
        context.Add("aws:TagKeys", "Owner", "Name");
        context.Add("aws:PrincipalArn", "arn:aws:iam::111122223333:role/a");
        context.Add("aws:MultiFactorAuthAge", "60");
        context.Add("aws:CurrentTime", "2026-11-20T00:00:00Z");
        return CallEvaluator.Decide(new() { Action = action, Resource = resource, PrincipalArn = "arn:aws:iam::111122223333:role/a", PrincipalAccount = "111122223333", Context = context }, new() { Identity = [.. policies], Boundary = boundary }).Outcome;
    }
}

using System.Collections.Immutable;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using GovCloud.Policies;

namespace GovCloud.Core.Tests.Access;

/// <summary>How policies of identity, resource, boundary and organization decide together.</summary>
public sealed class CallEvaluatorTests
{
    const string Own = "111122223333";
    const string Other = "444455556666";
    const string Role = $"arn:aws:iam::{Own}:role/worker";
    const string Bucket = "arn:aws:s3:::data/a";

    static readonly PolicyDocument Everything = Policy("""{ "Effect": "Allow", "Action": "*", "Resource": "*" }""");
    static readonly PolicyDocument Nothing = Policy("""{ "Effect": "Allow", "Action": "iam:*", "Resource": "*" }""");
    static readonly PolicyDocument NoReading = Policy("""{ "Sid": "NoReading", "Effect": "Deny", "Action": "s3:Get*", "Resource": "*" }""");
    static readonly PolicyDocument ToRole = ToPrincipal($$"""{ "AWS": "{{Role}}" }""");
    static readonly PolicyDocument ToAccount = ToPrincipal($$"""{ "AWS": "arn:aws:iam::{{Own}}:root" }""");
    static readonly PolicyDocument ToService = ToPrincipal("""{ "Service": "events.amazonaws.com" }""");
    static readonly PolicyDocument ToNobodyElse = Policy($$"""{ "Effect": "Deny", "NotPrincipal": { "AWS": "{{Role}}" }, "Action": "*", "Resource": "*" }""");

    [Fact]
    public void Within_an_account_identity_or_resource_is_enough_and_what_is_left_to_the_account_is_not()
    {
        Assert.Equal(AccessOutcome.Allowed, Decide(new() { Identity = [Everything] }));
        Assert.Equal(AccessOutcome.Allowed, Decide(new() { Resource = ToRole }));
        Assert.Equal(AccessOutcome.Denied, Decide(new() { Resource = ToAccount }));
        Assert.Equal(AccessOutcome.Denied, Decide(new() { Identity = [Nothing] }));
    }

    [Fact]
    public void Across_accounts_both_must_allow()
    {
        Assert.Equal(AccessOutcome.Denied, Decide(new() { Identity = [Everything], ResourceAccount = Other }));
        Assert.Equal(AccessOutcome.Denied, Decide(new() { Resource = ToRole, ResourceAccount = Other }));
        Assert.Equal(AccessOutcome.Allowed, Decide(new() { Identity = [Everything], Resource = ToRole, ResourceAccount = Other }));
        Assert.Equal(AccessOutcome.Allowed, Decide(new() { Identity = [Everything], Resource = ToAccount, ResourceAccount = Other }));
    }

    [Fact]
    public void A_key_opens_to_whom_its_policy_names_and_to_those_of_an_account_that_it_names_whose_own_policies_allow()
    {
        CallPolicies key = new() { Rule = ResourcePolicyRule.Required };
        Assert.Equal(AccessOutcome.Denied, Decide(key with { Identity = [Everything] }));
        Assert.Equal(AccessOutcome.Denied, Decide(key with { Identity = [Everything], Resource = ToService }));
        Assert.Equal(AccessOutcome.Denied, Decide(key with { Resource = ToAccount }));
        Assert.Equal(AccessOutcome.Allowed, Decide(key with { Identity = [Everything], Resource = ToAccount }));
        Assert.Equal(AccessOutcome.Allowed, Decide(key with { Resource = ToRole }));
    }

    [Fact]
    public void Boundary_and_organization_limit_and_never_give()
    {
        Assert.Equal(AccessOutcome.Denied, Decide(new() { Identity = [Everything], Boundary = Nothing }));
        Assert.Equal(AccessOutcome.Denied, Decide(new() { Resource = ToRole, Boundary = Nothing }));
        Assert.Equal(AccessOutcome.Denied, Decide(new() { Boundary = Everything, ServiceControl = [[Everything]] }));
        Assert.Equal(AccessOutcome.Allowed, Decide(new() { Identity = [Everything], Boundary = Everything, ServiceControl = [[Everything], [Nothing, Everything]] }));
        Assert.Equal(AccessOutcome.Denied, Decide(new() { Identity = [Everything], ServiceControl = [[Everything], [Nothing], [Everything]] }));
        Assert.Equal(AccessOutcome.Denied, Decide(new() { Identity = [Everything], ServiceControl = [[Everything, NoReading], [Everything]] }));
    }

    [Fact]
    public void A_denial_wins_wherever_it_stands_and_is_named()
    {
        CallPolicies open = new() { Identity = [Everything], Boundary = Everything, ServiceControl = [[Everything]], Resource = ToRole };
        Assert.All(
            (CallPolicies[])[open with { Identity = [Everything, NoReading] }, open with { Boundary = NoReading }, open with { ServiceControl = [[NoReading]] }, open with { Resource = ToPrincipal("\"*\"", "Deny") }],
            policies => Assert.Equal(AccessOutcome.Denied, Decide(policies)));
        Assert.Equal("NoReading", CallEvaluator.Decide(Request(), open with { Identity = [NoReading] }).By);
        Assert.Equal(AccessOutcome.Allowed, Decide(open with { Resource = ToNobodyElse }));
        Assert.Equal(AccessOutcome.Denied, CallEvaluator.Decide(Request() with { PrincipalArn = Role + "2" }, open with { Resource = ToNobodyElse }).Outcome);
    }

    [Fact]
    public void A_service_has_what_the_resource_gives_it_and_neither_roles_nor_organization_count()
    {
        var service = Request() with { PrincipalArn = null, PrincipalAccount = null, Service = "events.amazonaws.com" };
        Assert.Equal(AccessOutcome.Allowed, CallEvaluator.Decide(service, new() { Resource = ToService, ServiceControl = [[NoReading]] }).Outcome);
        Assert.Equal(AccessOutcome.Denied, CallEvaluator.Decide(service, new() { Resource = ToRole, Identity = [Everything] }).Outcome);
        Assert.Equal(AccessOutcome.Denied, CallEvaluator.Decide(service with { Service = "sns.amazonaws.com" }, new() { Resource = ToService }).Outcome);
    }

    [Theory]
    [InlineData("2012-10-17", "arn:aws:s3:::${aws:PrincipalTag/Bucket}/*", AccessOutcome.Allowed)]
    [InlineData("2008-10-17", "arn:aws:s3:::${aws:PrincipalTag/Bucket}/*", AccessOutcome.Denied)]
    [InlineData("2012-10-17", "arn:aws:s3:::${aws:PrincipalTag/Absent, 'data'}/*", AccessOutcome.Allowed)]
    [InlineData("2012-10-17", "arn:aws:s3:::${aws:PrincipalTag/Absent}/*", AccessOutcome.Denied)]
    [InlineData("2012-10-17", "arn:aws:s3:::d${*}/*", AccessOutcome.Denied)]
    public void Variables_are_those_of_the_newer_version(string version, string resource, AccessOutcome expected) =>
        Assert.Equal(expected, Decide(new() { Identity = [Policy($$"""{ "Effect": "Allow", "Action": "*", "Resource": "{{resource}}" }""", version)] }));

    [Theory]
    [InlineData("IpAddress", "aws:SourceIp", "10.0.0.0/8", AccessOutcome.Allowed)]
    [InlineData("IpAddress", "aws:SourceIp", "10.1.2.3", AccessOutcome.Allowed)]
    [InlineData("IpAddress", "aws:SourceIp", "10.1.2.128/25", AccessOutcome.Denied)]
    [InlineData("IpAddress", "aws:SourceIp", "2001:db8::/32", AccessOutcome.Denied)]
    [InlineData("NotIpAddress", "aws:SourceIp", "192.0.2.0/24", AccessOutcome.Allowed)]
    [InlineData("IpAddress", "aws:SourceIp", "here", AccessOutcome.Unknown)]
    [InlineData("DateGreaterThan", "aws:CurrentTime", "1795000000", AccessOutcome.Allowed)]
    [InlineData("DateNotEquals", "aws:CurrentTime", "2026-11-21T09:00:00+09:00", AccessOutcome.Denied)]
    [InlineData("BinaryEquals", "aws:Bytes", "QUJD", AccessOutcome.Allowed)]
    [InlineData("ForAnyValue:StringEqualsIfExists", "aws:Absent", "a", AccessOutcome.Unknown)]
    [InlineData("StringNotEquals", "aws:SourceIp", "${aws:PrincipalTag/Absent}", AccessOutcome.Unknown)]
    public void Operators_of_all_kinds_are_understood_or_the_answer_is_unknown(string name, string key, string value, AccessOutcome expected) =>
        Assert.Equal(expected, Decide(new() { Identity = [Policy($$$"""{ "Effect": "Allow", "Action": "*", "Resource": "*", "Condition": { "{{{name}}}": { "{{{key}}}": "{{{value}}}" } } }""")] }));

    [Fact]
    public void The_order_of_policies_and_statements_does_not_matter() => Prop.ForAll<int[], int[], int>((identity, resource, request) =>
    {
        var policies = Random(identity, resource);
        var turned = policies with
        {
            Identity = [.. policies.Identity.Reverse().Select(Turned)],
            ServiceControl = [.. policies.ServiceControl.Reverse().Select(level => level.Reverse().ToImmutableArray())],
            Resource = policies.Resource is { } own ? Turned(own) : null,
        };
        return Decide(policies, request) == Decide(turned, request);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void One_more_denial_never_opens_and_a_boundary_never_gives() => Prop.ForAll<int[], int[], int>((identity, resource, request) =>
    {
        var policies = Random(identity, resource);
        var before = Decide(policies, request);
        return Decide(policies with { Identity = [.. policies.Identity, NoReading] }, request) <= before
            && Decide(policies with { ServiceControl = [.. policies.ServiceControl, [Everything, NoReading]] }, request) <= before
            && Decide(policies with { Boundary = Everything }, request) == before
            && Decide(policies with { Boundary = Nothing }, request) <= before
            && Decide(policies with { Identity = [.. policies.Identity, Everything] }, request) >= before;
    }).QuickCheckThrowOnFailure();

    static PolicyDocument Turned(PolicyDocument policy) => policy with { Statements = [.. policy.Statements.Reverse()] };

    static CallPolicies Random(int[] identity, int[] resource) => new()
    {
        Identity = [.. identity.Chunk(2).Select(part => Policy(string.Join(',', part.Select(Statement))))],
        Resource = resource.Length == 0 ? null : Policy(string.Join(',', resource.Select(number => Statement(number).Replace("\"Resource\"", $"\"Principal\": {{ \"AWS\": \"{(number % 2 == 0 ? Role : Own)}\" }}, \"Resource\"", StringComparison.Ordinal)))),
        ServiceControl = resource.Length % 2 == 0 ? [] : [[Everything], [Everything]],
        ResourceAccount = identity.Length % 3 == 0 ? Other : Own,
    };

    static string Statement(int number)
    {
        var seed = (uint)number;
        string[] conditions = ["", """, "Condition": { "IpAddress": { "aws:SourceIp": "10.0.0.0/8" } }""", """, "Condition": { "StringSounds": { "a": "b" } }""", """, "Condition": { "Null": { "aws:TagKeys": "true" } }"""];
        return $$"""{ "Effect": "{{(seed % 3 == 0 ? "Deny" : "Allow")}}", "{{(seed % 5 == 0 ? "NotAction" : "Action")}}": "{{Action(number / 7)}}", "Resource": "*"{{conditions[seed / 2 % 4]}} }""";
    }

    static string Action(int number) => ((uint)number % 4) switch { 0 => "s3:GetObject", 1 => "s3:*", 2 => "sqs:SendMessage", _ => "*" };

    static AccessOutcome Decide(CallPolicies policies, int request) => CallEvaluator.Decide(Request() with { Action = request % 2 == 0 ? "s3:GetObject" : "sqs:SendMessage" }, policies).Outcome;

    static AccessOutcome Decide(CallPolicies policies) => CallEvaluator.Decide(Request(), policies).Outcome;

    static PolicyRequest Request()
    {
        var context = new PolicyContext { IsComplete = true };
        context.Add("aws:PrincipalTag/Bucket", "data");
        context.Add("aws:SourceIp", "10.1.2.3");
        context.Add("aws:CurrentTime", "2026-11-21T00:00:00Z");
        context.Add("aws:Bytes", "QUJD");
        return new() { Action = "s3:GetObject", Resource = Bucket, PrincipalArn = Role, PrincipalAccount = Own, Context = context };
    }

    static PolicyDocument ToPrincipal(string principal, string effect = "Allow") => Policy($$"""{ "Effect": "{{effect}}", "Principal": {{principal}}, "Action": "*", "Resource": "*" }""");

    static PolicyDocument Policy(string statements, string version = "2012-10-17")
    {
        using var document = JsonDocument.Parse($$"""{ "Version": "{{version}}", "Statement": [{{statements}}] }""");
        return PolicyDocument.Read(document.RootElement);
    }
}

using System.Collections.Immutable;
using System.Text.Json.Nodes;
using GovCloud.Policies;

namespace GovCloud.LocalCloud.Tests.Permissions;

/// <summary>A call with policies, for our evaluator and as JSON for another implementation.</summary>
sealed record RandomCall(PolicyRequest Request, CallPolicies Policies, JsonObject Simulation);

/// <summary>
/// Calls of functions with policies of every kind, made from a seed. Names are few, so that statements often apply, and every operator, set operator and
/// element occurs.
/// </summary>
sealed class RandomCalls(int seed)
{
    const string Own = "111111111111";
    const string Other = "222222222222";
    const string Role = $"arn:aws:iam::{Own}:role/worker";

    static readonly (string Action, string Resource)[] Calls =
    [
        ("s3:GetObject", "arn:aws:s3:::data/in/a.csv"), ("s3:PutObject", "arn:aws:s3:::data/out/b.csv"), ("s3:ListBucket", "arn:aws:s3:::data"),
        ("dynamodb:GetItem", "arn:aws:dynamodb:ap-northeast-1:@:table/items"), ("dynamodb:Query", "arn:aws:dynamodb:ap-northeast-1:@:table/items/index/due"),
        ("sqs:SendMessage", "arn:aws:sqs:ap-northeast-1:@:jobs"), ("events:PutEvents", "arn:aws:events:ap-northeast-1:@:event-bus/ops"), ("sns:Publish", "arn:aws:sns:ap-northeast-1:@:news"),
        ("kms:Decrypt", "arn:aws:kms:ap-northeast-1:@:key/11111111-2222-3333-4444-555555555555"), ("lambda:InvokeFunction", "arn:aws:lambda:ap-northeast-1:@:function:worker"),
    ];

    static readonly string[] Actions = ["*", "s3:*", "s3:Get*", "s3:?etObject", "S3:getobject", "dynamodb:GetItem", "dynamodb:*", "sqs:SendMessage", "events:PutEvents", "sns:Publish", "kms:Decrypt", "kms:*", "lambda:InvokeFunction", "iam:*"];

    static readonly string[] Resources =
    [
        "*", "arn:aws:s3:::data", "arn:aws:s3:::data/*", "arn:aws:s3:::data/in/*", "arn:aws:s3:::${aws:PrincipalTag/Bucket}/*", "arn:aws:s3:::${aws:PrincipalTag/Absent}/*", "arn:aws:dynamodb:*:@:table/items",
        "arn:aws:dynamodb:*:@:table/*", "arn:aws:sqs:ap-northeast-1:@:j?bs", "arn:aws:events:*:*:event-bus/ops", "arn:aws:sns:ap-northeast-1:@:news", "arn:aws:kms:*:@:key/*", "arn:aws:lambda:*:@:function:work*",
    ];

    static readonly (string Key, string[] Operators, string[] Values)[] Conditions =
    [
        ("aws:PrincipalTag/Bucket", ["String"], ["data", "Data", "d*", "other", "${aws:PrincipalTag/Owner}"]),
        ("aws:ResourceTag/Owner", ["String"], ["city", "CITY", "c?ty", "${aws:PrincipalTag/Owner}", "${aws:PrincipalTag/Absent}", "${aws:PrincipalTag/Absent, 'city'}"]),
        ("aws:SourceArn", ["Arn"], [$"arn:aws:events:ap-northeast-1:{Own}:rule/r1", $"arn:aws:events:*:{Own}:rule/*", "arn:aws:s3:::data"]),
        ("aws:SecureTransport", ["Bool"], ["true", "false"]),
        ("aws:CurrentTime", ["Date"], ["2026-11-20T00:00:00Z", "2026-11-22T00:00:00Z", "2026-11-21T09:00:00+09:00"]),
        ("aws:SourceIp", ["Ip"], ["10.0.0.0/8", "203.0.113.7", "203.0.113.0/25", "2001:db8::/32"]),
        ("aws:MultiFactorAuthAge", ["Numeric"], ["3600", "60", "59.5"]),
        ("aws:TagKeys", ["Set"], ["Owner", "System", "O*"]),
        ("dynamodb:LeadingKeys", ["Set"], ["OUTBOX#1", "OUTBOX#*", "INCIDENT#1"]),
    ];

    static readonly Dictionary<string, string[]> Operators = new(StringComparer.Ordinal)
    {
        ["String"] = ["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike", "StringNotLike", "Null"],
        ["Arn"] = ["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike", "Null"],
        ["Bool"] = ["Bool"],
        ["Date"] = ["DateEquals", "DateNotEquals", "DateLessThan", "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals"],
        ["Ip"] = ["IpAddress", "NotIpAddress"],
        ["Numeric"] = ["NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan", "NumericGreaterThanEquals"],
        ["Set"] = ["ForAllValues:StringEquals", "ForAnyValue:StringEquals", "ForAllValues:StringLike", "ForAnyValue:StringLike", "ForAnyValue:StringNotEquals", "ForAllValues:StringNotLike", "Null"],
    };

    readonly Random random = new(seed);
    (string Action, string Resource) called;

    /// <summary>The next call.</summary>
    public RandomCall Next()
    {
        var (action, resource) = Pick(Calls);
        var owner = Chance(0.35) ? Other : Own;
        resource = resource.Replace("@", owner, StringComparison.Ordinal);
        called = (action, resource);
        var (context, variables) = Context(owner);
        var identity = List(0, 3, () => Policy(owner, principals: false));
        var boundary = Chance(0.3) ? Policy(owner, principals: false) : null;
        var levels = Chance(0.4) ? List(1, 3, () => List(1, 2, () => Chance(0.6) ? AllowAll() : Policy(owner, principals: false))) : [];
        var resourcePolicy = Chance(0.6) ? Policy(owner, principals: true) : null;
        return new(
            new() { Action = action, Resource = resource, PrincipalArn = Role, PrincipalAccount = Own, Context = context },
            new()
            {
                Identity = [.. identity.Select(Read)],
                Boundary = boundary is null ? null : Read(boundary),
                ServiceControl = [.. levels.Select(level => level.Select(Read).ToImmutableArray())],
                Resource = resourcePolicy is null ? null : Read(resourcePolicy),
                Rule = action.StartsWith("kms:", StringComparison.Ordinal) ? ResourcePolicyRule.Required : ResourcePolicyRule.Either,
                ResourceAccount = owner,
            },
            new()
            {
                ["request"] = new JsonObject
                {
                    ["principal"] = Role,
                    ["action"] = action,
                    ["resource"] = new JsonObject { ["resource"] = resource, ["accountId"] = owner },
                    ["contextVariables"] = variables,
                },
                ["identityPolicies"] = Named(identity),
                ["serviceControlPolicies"] = new JsonArray([.. levels.Select((level, i) => new JsonObject { ["orgIdentifier"] = $"ou-{i}", ["policies"] = Named(level) })]),
                ["resourceControlPolicies"] = new JsonArray(),
                ["resourcePolicy"] = resourcePolicy?.DeepClone(),
                ["permissionBoundaryPolicies"] = boundary is null ? null : Named([boundary]),
            });
    }

    static JsonArray Named(IEnumerable<JsonObject> policies) => new([.. policies.Select((policy, i) => new JsonObject { ["name"] = $"p{i}", ["policy"] = policy.DeepClone() })]);

    static PolicyDocument Read(JsonObject policy) => PolicyDocument.Read(System.Text.Json.JsonSerializer.SerializeToElement(policy));

    (PolicyContext Context, JsonObject Variables) Context(string owner)
    {
        var (context, variables) = (new PolicyContext { IsComplete = true }, new JsonObject());
        void Add(string key, params string[] values)
        {
            if (Chance(0.75))
            {
                context.Add(key, values);
                variables[key] = values is [var only] && key is not ("aws:TagKeys" or "dynamodb:LeadingKeys") ? only : new JsonArray([.. values.Select(value => JsonValue.Create(value))]);
            }
        }

        Add("aws:PrincipalTag/Bucket", Pick(["data", "other"]));
        Add("aws:PrincipalTag/Owner", Pick(["city", "data"]));
        Add("aws:ResourceTag/Owner", Pick(["city", "town"]));
        Add("aws:SourceArn", Pick([$"arn:aws:events:ap-northeast-1:{Own}:rule/r1", $"arn:aws:events:ap-northeast-1:{owner}:rule/x/r2"]));
        Add("aws:SecureTransport", Pick(["true", "false"]));
        Add("aws:CurrentTime", Pick(["2026-11-20T00:00:00Z", "2026-11-21T09:00:00Z"]));
        Add("aws:SourceIp", Pick(["10.1.2.3", "203.0.113.7", "203.0.113.200"]));
        Add("aws:MultiFactorAuthAge", Pick(["60", "59.5", "7200"]));
        Add("aws:TagKeys", Pick<string[]>([["Owner"], ["Owner", "System"], ["Name"]]));
        Add("dynamodb:LeadingKeys", Pick<string[]>([["OUTBOX#1"], ["OUTBOX#1", "INCIDENT#1"]]));
        return (context, variables);
    }

    JsonObject Policy(string owner, bool principals) => new()
    {
        // In the older version a variable is no variable, which the other implementation does not know.
        ["Version"] = "2012-10-17",
        ["Statement"] = new JsonArray([.. List(1, 3, () => Statement(owner, principals))]),
    };

    static JsonObject AllowAll() => new() { ["Version"] = "2012-10-17", ["Statement"] = new JsonArray(new JsonObject { ["Effect"] = "Allow", ["Action"] = "*", ["Resource"] = "*" }) };

    JsonObject Statement(string owner, bool principals)
    {
        var allows = Chance(0.8);
        var statement = new JsonObject { ["Effect"] = allows ? "Allow" : "Deny" };
        if (principals)
        {
            // AWS advises against Allow with NotPrincipal, and takes no wildcard there.
            statement[!allows && Chance(0.3) ? "NotPrincipal" : "Principal"] = Principal();
        }

        statement[Chance(0.2) ? "NotAction" : "Action"] = Texts([.. Actions, .. Enumerable.Repeat(called.Action, Actions.Length)], owner);
        statement[Chance(0.15) ? "NotResource" : "Resource"] = Texts([.. Resources, .. Enumerable.Repeat(called.Resource, Resources.Length)], owner);
        if (Chance(0.45))
        {
            var conditions = new JsonObject();
            foreach (var (key, kinds, values) in List(1, 2, () => Pick(Conditions)))
            {
                var name = Pick(Operators[kinds[0]]);
                var operands = name == "Null" ? ["true", "false"] : values;
                name = name != "Null" && Chance(0.2) ? name + "IfExists" : name;
                if (!conditions.ContainsKey(name))
                {
                    conditions[name] = new JsonObject { [Chance(0.2) ? key.ToLowerInvariant() : key] = name == "Null" ? Pick(operands) : Texts(operands, owner) };
                }
            }

            statement["Condition"] = conditions;
        }

        return statement;
    }

    JsonObject Principal() => new() { ["AWS"] = Pick([Role, Own, $"arn:aws:iam::{Own}:root", $"arn:aws:iam::{Own}:role/another", $"arn:aws:iam::{Other}:root"]) };

    JsonNode Texts(string[] among, string owner)
    {
        var texts = List(1, 2, () => Pick(among).Replace("@", owner, StringComparison.Ordinal));
        return texts is [var only] && Chance(0.5) ? JsonValue.Create(only) : new JsonArray([.. texts.Distinct(StringComparer.Ordinal).Select(text => JsonValue.Create(text))]);
    }

    List<T> List<T>(int least, int most, Func<T> make) => [.. Enumerable.Range(0, random.Next(least, most + 1)).Select(_ => make())];

    T Pick<T>(T[] among) => among[random.Next(among.Length)];

    bool Chance(double probability) => random.NextDouble() < probability;
}

using System.Collections.Immutable;

namespace GovCloud.Policies;

/// <summary>How a statement names who asks.</summary>
enum PrincipalMatch
{
    /// <summary>The statement has no principal: it stands in a policy of the one who asks.</summary>
    Own,

    /// <summary>By ARN, as a service, or as everybody.</summary>
    Direct,

    /// <summary>By account: what it allows, the account may give to its own.</summary>
    Account,
}

/// <summary>Whether a statement is about a request.</summary>
static class StatementTest
{
    /// <summary>Whether it applies, by a way of naming who asks; unknown where something of it is not understood or not known.</summary>
    public static bool? Applies(PolicyStatement statement, bool variables, PolicyRequest request, PrincipalMatch principal, out string doubt)
    {
        doubt = "";
        if (statement.Problem is { } problem)
        {
            doubt = problem;
            return null;
        }

        var about = And(Principal(statement, request, principal), And(Action(statement, request), Resource(statement, variables, request)));
        if (about is false)
        {
            return false;
        }

        foreach (var condition in statement.Conditions)
        {
            switch (ConditionTest.Holds(condition, request.Context, variables))
            {
                case false:
                    return false;
                case null:
                    about = null;
                    doubt = $"{condition.Operator} {condition.Key}";
                    break;
            }
        }

        return about;
    }

    static bool? And(bool? a, bool? b) => a & b;

    static bool? Action(PolicyStatement statement, PolicyRequest request) =>
        Named(statement.Actions, statement.NotActions, pattern => IsOpen(pattern) ? null : PolicyText.Matches(pattern, request.Action, ignoreCase: true));

    static bool? Resource(PolicyStatement statement, bool variables, PolicyRequest request) => Named(statement.Resources, statement.NotResources, pattern =>
        (variables ? PolicyText.Filled(pattern, request.Context) : pattern) switch
        {
            // AWS lets it match no resource, and does not say what that makes of NotResource.
            null => statement.NotResources is null ? false : null,
            var open when IsOpen(open) => null,
            var filled => PolicyText.Matches(filled, request.Resource),
        });

    static bool? Named(ImmutableArray<string>? named, ImmutableArray<string>? excepted, Func<string, bool?> matches) =>
        named is { } some ? Truth.Any(some, matches) : excepted is { } others ? Truth.Not(Truth.Any(others, matches)) : true;

    static bool? Principal(PolicyStatement statement, PolicyRequest request, PrincipalMatch way) => (statement.Principals, statement.NotPrincipals) switch
    {
        // A policy of the one who asks names nobody.
        (null, null) => way is not PrincipalMatch.Account,
        _ when way == PrincipalMatch.Own => null,
        ({ } named, _) => Truth.Any(named, one => Is(one, request, way)),
        (_, { } excepted) => way == PrincipalMatch.Direct
            ? Truth.Not(Truth.Any(excepted, one => Is(one, request, PrincipalMatch.Direct) is var direct && direct is false ? Is(one, request, PrincipalMatch.Account) : direct))
            : false,
    };

    static bool? Is(PolicyPrincipal principal, PolicyRequest request, PrincipalMatch way) =>
        IsOpen(principal.Value) ? null
        : way == PrincipalMatch.Account ? principal.Kind == "AWS" && request.PrincipalAccount is { } account && (principal.Value == account || IsRootOf(principal.Value, account))
        : principal.Kind switch
        {
            "AWS" => principal.Value == "*" || principal.Value == request.PrincipalArn,
            "Service" => request.Service is { } service && principal.Value == service,
            _ => false,
        };

    // The account's root as a principal stands for everybody to whom the account gives the right.
    static bool IsRootOf(string arn, string account) => arn.Split(':') is ["arn", _, "iam", "", var owner, "root"] && owner == account;

    static bool IsOpen(string text) => text.Contains(PolicyText.Unresolved, StringComparison.Ordinal);
}

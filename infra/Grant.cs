namespace GovCloud.Infra;

/// <summary>Policy statements, spelled action by action. There is no way to write one without a name, and the name says what it is for.</summary>
static class Grant
{
    /// <summary>A statement of a role.</summary>
    internal static PolicyStatement To(string sid, string[] actions, string[] resources, params ReadOnlySpan<(string Operator, string Key, object Value)> conditions) =>
        new(Props(sid, actions, resources, conditions));

    /// <summary>A statement of a resource's policy.</summary>
    internal static PolicyStatement By(
        IPrincipal principal, string sid, string[] actions, string[] resources, params ReadOnlySpan<(string Operator, string Key, object Value)> conditions)
    {
        var props = Props(sid, actions, resources, conditions);
        props.Principals = [principal];
        return new PolicyStatement(props);
    }

    /// <summary>A denial in a resource's policy, against everybody that the conditions do not leave out.</summary>
    internal static PolicyStatement Deny(string sid, string[] actions, string[] resources, params ReadOnlySpan<(string Operator, string Key, object Value)> conditions)
    {
        var props = Props(sid, actions, resources, conditions);
        props.Effect = Effect.DENY;
        props.Principals = [new AnyPrincipal()];
        return new PolicyStatement(props);
    }

    /// <summary>A denial in a resource's policy on everything but these resources.</summary>
    internal static PolicyStatement DenyElsewhere(string sid, string[] actions, string[] allowed, params ReadOnlySpan<(string Operator, string Key, object Value)> conditions)
    {
        var props = Props(sid, actions, [], conditions);
        props.Effect = Effect.DENY;
        props.Principals = [new AnyPrincipal()];
        props.Resources = null;
        props.NotResources = allowed;
        return new PolicyStatement(props);
    }

    static PolicyStatementProps Props(string sid, string[] actions, string[] resources, ReadOnlySpan<(string Operator, string Key, object Value)> conditions)
    {
        var byOperator = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var (name, key, value) in conditions)
        {
            if (!byOperator.TryGetValue(name, out var keys))
            {
                byOperator[name] = keys = new Dictionary<string, object>(StringComparer.Ordinal);
            }

            ((Dictionary<string, object>)keys)[key] = value;
        }

        return new PolicyStatementProps
        {
            Sid = sid,
            Effect = Effect.ALLOW,
            Actions = actions,
            Resources = resources,
            Conditions = byOperator.Count == 0 ? null : byOperator,
        };
    }
}

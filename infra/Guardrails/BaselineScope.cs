using GovCloud.Guardrails;

namespace GovCloud.Infra.Guardrails;

/// <summary>What the constructs of a baseline share: its version, its parameters, and the mark that ties every resource to its control.</summary>
sealed class BaselineScope
{
    readonly Dictionary<string, CfnCondition> conditions = new(StringComparer.Ordinal);

    internal BaselineScope(Stack stack, BaselineVersion version)
    {
        Stack = stack;
        Version = version;
        LogArchiveBucket = Parameter("LogArchiveBucket", "Bucket of the log archive", pattern: "^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$");
        LogArchiveAccount = Parameter("LogArchiveAccount", "Account of the log archive; it may decrypt the logs", pattern: "^[0-9]{12}$");
        OperationsAccount = Parameter("OperationsAccount", "Account whose people and functions may assume the roles", pattern: "^[0-9]{12}$");
    }

    internal Stack Stack { get; }

    internal BaselineVersion Version { get; }

    internal string LogArchiveBucket { get; }

    internal string LogArchiveAccount { get; }

    internal string OperationsAccount { get; }

    /// <summary>Whether the version has a control.</summary>
    internal bool Has(string control) => ControlCatalogue.Find(control)!.IsIn(Version);

    /// <summary>Ties a resource to its control, and to the control's switch where it has one.</summary>
    internal T Of<T>(string control, T resource)
        where T : CfnResource
    {
        resource.AddMetadata(GuardrailNames.ControlMetadata, control);
        if (ControlCatalogue.Find(control)!.Switch is { } name)
        {
            resource.CfnOptions.Condition = conditions[name];
        }

        return resource;
    }

    /// <summary>A switch: yes or no.</summary>
    internal void Switch(string name, string description, string byDefault)
    {
        var parameter = new CfnParameter(Stack, name, new CfnParameterProps
        {
            Type = "String",
            Description = description,
            Default = byDefault,
            AllowedValues = [BaselineParameterValues.Yes, BaselineParameterValues.No],
        });
        Condition(name, Fn.ConditionEquals(parameter.ValueAsString, BaselineParameterValues.Yes));
    }

    /// <summary>A condition under which a control's resources exist, named after the switch.</summary>
    internal void Condition(string name, ICfnConditionExpression expression) =>
        conditions[name] = new CfnCondition(Stack, $"{name}Condition", new CfnConditionProps { Expression = expression });

    string Parameter(string name, string description, string pattern) =>
        new CfnParameter(Stack, name, new CfnParameterProps { Type = "String", Description = description, AllowedPattern = pattern }).ValueAsString;
}

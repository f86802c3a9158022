using System.Collections.Immutable;

namespace GovCloud.Deployment;

/// <summary>A stack of a cloud assembly, with what the CDK's manifest says of its deployment.</summary>
public sealed record StackArtifact
{
    /// <summary>Template and place.</summary>
    public required StackDefinition Definition { get; init; }

    /// <summary>Its name in CloudFormation, which may differ from the one in the assembly.</summary>
    public required string StackName { get; init; }

    /// <summary>The template's file in the assembly's folder.</summary>
    public required string TemplateFile { get; init; }

    /// <summary>Size of the template.</summary>
    public required long TemplateBytes { get; init; }

    /// <summary>Stacks of the assembly that have to be there before, by their names in it.</summary>
    public ImmutableArray<string> Dependencies { get; init; } = [];

    /// <summary>The role that starts the deployment; none where the credentials of whoever deploys do.</summary>
    public string? DeployRole { get; init; }

    /// <summary>The role by which CloudFormation makes the resources; none where the credentials of whoever deploys do.</summary>
    public string? ExecutionRole { get; init; }

    /// <summary>The oldest version of the CDK's bootstrap stack that will do; none where none is needed.</summary>
    public int? BootstrapVersion { get; init; }

    /// <summary>The parameter of Systems Manager in which the bootstrap stack keeps its version.</summary>
    public string? BootstrapParameter { get; init; }

    /// <summary>Whether CloudFormation refuses to delete the stack.</summary>
    public bool TerminationProtection { get; init; }
}

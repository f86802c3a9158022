using System.Collections.Immutable;

namespace GovCloud.Deployment;

/// <summary>When a step comes: the accounts that others depend on, then the waves of the estate's rollout.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Title">What it is.</param>
public sealed record DeploymentStage(int Number, DeploymentText Title);

/// <summary>Where a parameter's value comes from.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">The value, where the estate says it.</param>
/// <param name="Source">Where the value comes from otherwise.</param>
public sealed record StepParameter(string Name, string? Value, DeploymentText Source);

/// <summary>A stack that is deployed to an account and region.</summary>
public sealed record DeploymentStep
{
    /// <summary>From 1; what a step needs has a smaller number.</summary>
    public required int Number { get; init; }

    /// <summary>When it comes.</summary>
    public required DeploymentStage Stage { get; init; }

    /// <summary>Its layer within the stage, from 1: steps of one layer do not need each other and may run side by side.</summary>
    public required int Layer { get; init; }

    /// <summary>The stack.</summary>
    public required StackArtifact Stack { get; init; }

    /// <summary>What kind of stack it is.</summary>
    public required StackKind Kind { get; init; }

    /// <summary>The account, twelve digits.</summary>
    public required string Account { get; init; }

    /// <summary>The account's name in the estate; none where it is not in it.</summary>
    public string? AccountName { get; init; }

    /// <summary>The region.</summary>
    public required string Region { get; init; }

    /// <summary>The command, to be run with rights in the account.</summary>
    public required string Command { get; init; }

    /// <summary>The role that deploys; none where the credentials of whoever deploys do.</summary>
    public string? DeployRole { get; init; }

    /// <summary>The role by which CloudFormation makes the resources.</summary>
    public string? ExecutionRole { get; init; }

    /// <summary>What has to be given.</summary>
    public ImmutableArray<StepParameter> Parameters { get; init; } = [];

    /// <summary>Names of parameters of Systems Manager that have to be there before and that no stack of the assembly makes.</summary>
    public ImmutableArray<string> Prerequisites { get; init; } = [];

    /// <summary>Numbers of the steps that have to be done before.</summary>
    public ImmutableArray<int> After { get; init; } = [];

    /// <summary>What happens there; none where what is deployed was not given.</summary>
    public StackChange? Change { get; init; }
}

/// <summary>The CDK bootstrap that an account and region needs before its first step.</summary>
public sealed record BootstrapNeed
{
    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The region.</summary>
    public required string Region { get; init; }

    /// <summary>The oldest version that will do.</summary>
    public required int Version { get; init; }

    /// <summary>The qualifier in the names of its roles and bucket.</summary>
    public required string Qualifier { get; init; }

    /// <summary>The account that is trusted to deploy; none where the account deploys itself.</summary>
    public string? Trusted { get; init; }

    /// <summary>Services whose resources the stacks make: what the execution policies have to allow.</summary>
    public required ImmutableArray<string> Services { get; init; }

    /// <summary>The command.</summary>
    public required string Command { get; init; }
}

/// <summary>Something that no template does.</summary>
/// <param name="Stage">Before which stage's end; 0 for before everything.</param>
/// <param name="Text">What to do.</param>
/// <param name="Command">The command that helps; none where there is none.</param>
/// <param name="Rollback">How it is taken back.</param>
public sealed record ManualStep(int Stage, DeploymentText Text, string? Command, DeploymentText Rollback);

/// <summary>A deployment, rehearsed: what is done where, in which order and with which rights.</summary>
public sealed record DeploymentPlan
{
    /// <summary>The stages.</summary>
    public required ImmutableArray<DeploymentStage> Stages { get; init; }

    /// <summary>The steps in their order.</summary>
    public required ImmutableArray<DeploymentStep> Steps { get; init; }

    /// <summary>What has to be bootstrapped.</summary>
    public required ImmutableArray<BootstrapNeed> Bootstraps { get; init; }

    /// <summary>What people do.</summary>
    public required ImmutableArray<ManualStep> Manual { get; init; }

    /// <summary>The limits that the templates come near to.</summary>
    public required LimitReport Limits { get; init; }

    /// <summary>What is wrong with the plan; nothing should be deployed before it is solved.</summary>
    public required ImmutableArray<DeploymentText> Problems { get; init; }

    /// <summary>Stacks that are deployed and no longer described.</summary>
    public ImmutableArray<StackChange> NoLongerDescribed { get; init; } = [];
}

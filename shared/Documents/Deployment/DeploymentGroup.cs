using System.Collections.Immutable;
using GovCloud.Deployment;

namespace GovCloud.Documents.Deployment;

/// <summary>Steps of one kind that come at the same time: one line for people, however many accounts there are.</summary>
sealed record DeploymentGroup
{
    public required DeploymentStage Stage { get; init; }

    public required int Layer { get; init; }

    public required StackKind Kind { get; init; }

    public required ImmutableArray<DeploymentStep> Steps { get; init; }

    /// <summary>The stacks' name, with a star for what differs.</summary>
    public string Stacks => Steps.Select(step => step.Stack.Definition.Name).Distinct(StringComparer.Ordinal).ToArray() is [var only] ? only : Kind.Prefix + "-*";

    public int Accounts => Steps.Select(step => step.Account).Distinct(StringComparer.Ordinal).Count();

    /// <summary>What happens: resources that are created, or what the comparison says.</summary>
    public string What
    {
        get
        {
            var created = Steps.Where(step => step.Change is null or { Action: StackAction.Created }).Sum(step => step.Stack.Definition.Section("Resources").Count());
            var changes = Steps.Where(step => step.Change is { Action: not StackAction.Created }).SelectMany(step => step.Change!.Resources).CountBy(r => r.Action).ToDictionary();
            changes[ResourceAction.Created] = changes.GetValueOrDefault(ResourceAction.Created) + created;
            return changes.Values.Sum() == 0
                ? "変更なし"
                : string.Join("、", Enum.GetValues<ResourceAction>().Reverse().Where(a => changes.GetValueOrDefault(a) > 0).Select(a => $"{ComparisonWords.Of(a)} {changes[a]:N0}"));
        }
    }

    public static ImmutableArray<DeploymentGroup> Of(DeploymentPlan plan) =>
    [
        .. plan.Steps.GroupBy(step => (step.Stage.Number, step.Layer, step.Kind.Prefix)).Select(g => new DeploymentGroup
        {
            Stage = g.First().Stage,
            Layer = g.Key.Layer,
            Kind = g.First().Kind,
            Steps = [.. g],
        }),
    ];
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using GovCloud.Estates;

namespace GovCloud.Deployment;

/// <summary>What is deployed already.</summary>
/// <param name="Stacks">The stacks, named as in CloudFormation, each with its place.</param>
/// <param name="Places">The accounts and regions that were read: a stack that is not among them is not there.</param>
public sealed record DeployedStacks(ImmutableArray<StackDefinition> Stacks, ImmutableHashSet<StackPlace> Places);

/// <summary>What the operator decides.</summary>
public sealed record DeploymentChoices
{
    /// <summary>The account that the others trust to deploy; none where each account deploys itself.</summary>
    public AccountId? Deployer { get; init; }

    /// <summary>Policies of the role by which CloudFormation makes resources.</summary>
    public string ExecutionPolicies { get; init; } = "arn:aws:iam::aws:policy/AdministratorAccess";

    /// <summary>The estate's folder, for the commands.</summary>
    public string EstateFolder { get; init; } = "estates/katsushika";
}

/// <summary>Plans a deployment: pure, so that the same assembly and estate give the same plan.</summary>
public static partial class DeploymentPlanner
{
    /// <summary>Plans.</summary>
    /// <param name="stacks">The stacks of the assembly.</param>
    /// <param name="estate">The estate that they were synthesised from.</param>
    /// <param name="choices">What the operator decides.</param>
    /// <param name="day">The day whose limits apply.</param>
    /// <param name="deployed">What is deployed; none where that is not known.</param>
    public static DeploymentPlan Plan(ImmutableArray<StackArtifact> stacks, Estate estate, DeploymentChoices choices, DateOnly day, DeployedStacks? deployed = null)
    {
        ArgumentNullException.ThrowIfNull(estate);
        ArgumentNullException.ThrowIfNull(choices);
        ImmutableArray<StackTarget> placed = [.. stacks.SelectMany(stack => StackPlacement.Of(stack, estate))];
        var order = new DeploymentOrder(placed);
        var stages = new DeploymentStages(estate);
        var sorted = order.Sorted(out var cyclic);
        var (ranks, layers) = Ranked(order, stages, sorted);
        var sequence = sorted.OrderBy(i => ranks[i]).ThenBy(i => layers[i]).ThenBy(i => Position(order.KindOf(i))).ThenBy(i => placed[i].Account, StringComparer.Ordinal).ThenBy(i => placed[i].Stack.Definition.Name, StringComparer.Ordinal).ToList();
        var numbered = ranks.Where((_, i) => !cyclic.Contains(i)).Distinct().Order().Select((rank, index) => (rank, Stage: new DeploymentStage(index + 1, stages.TitleOf(rank)))).ToDictionary(s => s.rank, s => s.Stage);
        var numbers = sequence.Select((index, position) => (index, position)).ToDictionary(s => s.index, s => s.position + 1);
        var changes = Changes(placed, deployed);
        ImmutableArray<DeploymentStep> steps =
        [
            .. sequence.Select(i => Step(placed[i], order.KindOf(i), estate, choices, stages) with
            {
                Number = numbers[i],
                Stage = numbered[ranks[i]],
                Layer = layers[i],
                Prerequisites = order.PrerequisitesOf(i),
                After = [.. order.NeedsOf(i).Where(numbers.ContainsKey).Select(before => numbers[before]).Order()],
                Change = changes.GetValueOrDefault((PlaceOf(placed[i]), placed[i].Stack.StackName)),
            }),
        ];
        var limits = LimitCheck.Of(placed, estate, day);
        return new DeploymentPlan
        {
            Stages = [.. numbered.OrderBy(s => s.Key).Select(s => s.Value)],
            Steps = steps,
            Bootstraps = Bootstraps(steps, choices),
            Manual = ManualSteps.Of(steps, estate),
            Limits = limits,
            Problems = [.. Problems(stacks, placed, cyclic, limits, stages)],
            NoLongerDescribed = [.. changes.Values.Where(c => c.Action == StackAction.NoLongerDescribed).OrderBy(c => c.Place.ToString(), StringComparer.Ordinal).ThenBy(c => c.Name, StringComparer.Ordinal)],
        };
    }

    static (int[] Ranks, int[] Layers) Ranked(DeploymentOrder order, DeploymentStages stages, List<int> sorted)
    {
        var (ranks, layers) = (new int[order.Served.Length], new int[order.Served.Length]);
        foreach (var i in sorted)
        {
            // Never before what it needs, whichever account that is for.
            ranks[i] = order.NeedsOf(i).Select(before => ranks[before]).Append(stages.RankOf(order.Served[i], order.KindOf(i))).Max();
            layers[i] = 1 + order.NeedsOf(i).Where(before => ranks[before] == ranks[i]).Select(before => layers[before]).DefaultIfEmpty().Max();
        }

        return (ranks, layers);
    }

    static int Position(StackKind kind) => StackKinds.All.IndexOf(kind) is var at and >= 0 ? at : int.MaxValue;

    static StackPlace PlaceOf(StackTarget placed) => new(placed.Account, placed.Region);

    static DeploymentStep Step(StackTarget placed, StackKind kind, Estate estate, DeploymentChoices choices, DeploymentStages stages)
    {
        var byFile = placed.Stack.BootstrapVersion is null;
        var parameters = byFile ? [] : StackParameters.Required(placed.Stack, estate);
        var name = stages.NameOf(placed.Account);
        var given = string.Concat(parameters.Select(p => $" --parameters {p.Name}={p.Value ?? $"<{p.Name}>"}"));
        return new DeploymentStep
        {
            Number = 0,
            Stage = new DeploymentStage(0, default),
            Layer = 0,
            Stack = placed.Stack,
            Kind = kind,
            Account = placed.Account,
            AccountName = name,
            Region = placed.Region,
            // A released baseline is deployed from its file, so that every account gets the same bytes.
            Command = byFile ? "./gca guardrails wave next" : $"npx cdk deploy -c estate={choices.EstateFolder} {placed.Stack.Definition.Name} --exclusively{given} --profile {(choices.Deployer is { } deployer ? stages.NameOf(deployer.ToString()) ?? deployer.ToString() : name ?? placed.Account)}",
            DeployRole = Resolved(placed.Stack.DeployRole, placed.Account),
            ExecutionRole = Resolved(placed.Stack.ExecutionRole, placed.Account),
            Parameters = parameters,
        };
    }

    static string? Resolved(string? role, string account) => role?.Replace("${AWS::Partition}", "aws", StringComparison.Ordinal).Replace("${AWS::AccountId}", account, StringComparison.Ordinal);

    static Dictionary<(StackPlace, string), StackChange> Changes(ImmutableArray<StackTarget> placed, DeployedStacks? deployed)
    {
        if (deployed is null)
        {
            return [];
        }

        var now = placed.Where(p => deployed.Places.Contains(PlaceOf(p))).Select(p => p.Stack.Definition with { Name = p.Stack.StackName, Place = PlaceOf(p) });
        return AssemblyComparison.Compare(deployed.Stacks, now).ToDictionary(change => (change.Place, change.Name));
    }

    static ImmutableArray<BootstrapNeed> Bootstraps(ImmutableArray<DeploymentStep> steps, DeploymentChoices choices) =>
    [
        .. steps.Where(step => step.Stack.BootstrapVersion is not null).GroupBy(step => (step.Account, step.Region)).OrderBy(g => g.Min(step => step.Number)).Select(g =>
        {
            var qualifier = g.Select(step => Qualifier().Match(step.DeployRole ?? "")).FirstOrDefault(m => m.Success)?.Groups["qualifier"].Value ?? "hnb659fds";
            var trusted = choices.Deployer?.ToString() is { } deployer && deployer != g.Key.Account ? deployer : null;
            return new BootstrapNeed
            {
                Account = g.Key.Account,
                Region = g.Key.Region,
                Version = g.Max(step => step.Stack.BootstrapVersion!.Value),
                Qualifier = qualifier,
                Trusted = trusted,
                Services = [.. g.SelectMany(step => step.Stack.Definition.Section("Resources")).Select(r => StackDefinition.TypeOf(r.Value).Split("::")).Where(t => t.Length == 3).Select(t => t[1]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
                Command = $"npx cdk bootstrap aws://{g.Key.Account}/{g.Key.Region} --cloudformation-execution-policies {choices.ExecutionPolicies} --termination-protection"
                    + (trusted is null ? "" : $" --trust {trusted}") + (qualifier == "hnb659fds" ? "" : $" --qualifier {qualifier}") + $" --profile {g.First().AccountName ?? g.Key.Account}",
            };
        }),
    ];

    static IEnumerable<DeploymentText> Problems(ImmutableArray<StackArtifact> stacks, ImmutableArray<StackTarget> placed, List<int> cyclic, LimitReport limits, DeploymentStages stages)
    {
        var known = placed.Select(p => p.Stack).ToHashSet(ReferenceEqualityComparer.Instance);
        foreach (var stack in stacks.Where(stack => !known.Contains(stack)).Where(stack => StackKind.Of(stack.Definition.Name).Audience != StackAudience.Baseline))
        {
            yield return new($"EST660 {stack.Definition.Name}: どのアカウントに配備するか不明", $"EST660 {stack.Definition.Name}: it cannot be told which account gets it");
        }

        foreach (var account in placed.Select(p => p.Account).Distinct(StringComparer.Ordinal).Where(account => stages.NameOf(account) is null))
        {
            yield return new($"EST661 アカウント {account} が環境定義にない。テンプレートと環境定義の組を確認する", $"EST661 account {account} is not in the estate: are templates and estate of one version?");
        }

        if (cyclic.Count > 0)
        {
            var names = string.Join(", ", cyclic.Select(i => placed[i].Stack.Definition.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
            yield return new($"EST662 互いに必要とするスタックがあり、順序が決まらない: {names}", $"EST662 stacks need each other, so there is no order: {names}");
        }

        foreach (var usage in limits.Warnings.Where(u => u.IsExceeded && u.Limit.QuotaCode is null))
        {
            var (used, allowed) = (usage.Used.ToString("N0", CultureInfo.InvariantCulture), usage.Allowed!.Value.ToString("N0", CultureInfo.InvariantCulture));
            yield return new($"EST663 {usage.Place}: {usage.Limit.Text.Japanese}が上限を超える({used} / {allowed})。引き上げられない", $"EST663 {usage.Place}: too many {usage.Limit.Text.English} ({used} of {allowed}), which cannot be raised");
        }
    }

    [GeneratedRegex(@"role/cdk-(?<qualifier>[a-z0-9]+)-deploy-role", RegexOptions.None, 1000)]
    private static partial Regex Qualifier();
}

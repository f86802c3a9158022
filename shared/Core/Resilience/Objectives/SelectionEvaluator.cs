using System.Collections.Immutable;
using GovCloud.Audit;
using GovCloud.Policies;
using GovCloud.Resilience.Facts;

namespace GovCloud.Resilience.Objectives;

/// <summary>Whether a plan selects a resource, as AWS Backup decides it.</summary>
/// <remarks>
/// Source: AWS Backup developer guide, "Assigning resources": ARNs or <c>ListOfTags</c> (any of them), without <c>NotResources</c>, and all
/// <c>Conditions</c>. Opt-in of a kind matters unless the selection names the kind by its ARN; for clusters of Aurora, Neptune and DocumentDB always.
/// </remarks>
public static class SelectionEvaluator
{
    // They share the ARN of RDS, so that naming the ARN does not name the kind.
    static readonly ImmutableArray<string> AlwaysOptIn = ["Aurora", "Neptune", "DocumentDB"];

    /// <summary>The answer of the first selection that selects the resource; else of one that cannot be decided; else no.</summary>
    /// <param name="plans">The plans.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="optIn">Kinds by whether AWS Backup is opted in.</param>
    public static SelectionAnswer Evaluate(IEnumerable<PlanReading> plans, StoredResource resource, Reading<ImmutableDictionary<string, bool>> optIn)
    {
        ArgumentNullException.ThrowIfNull(plans);
        ArgumentNullException.ThrowIfNull(resource);
        SelectionAnswer? unknown = null;
        SelectionAnswer? refused = null;
        foreach (var plan in plans)
        {
            foreach (var selection in plan.Selections.Match(known => known, _ => []))
            {
                var answer = Evaluate(selection, resource, optIn) with { Plan = plan };
                switch (answer.Selected)
                {
                    case true:
                        return answer;
                    case null:
                        unknown ??= answer;
                        break;
                    case false when answer.Reason != NotNamed:
                        refused ??= answer;
                        break;
                }
            }

            if (plan.Selections.WhyUnknown is { } gap)
            {
                unknown ??= new SelectionAnswer(null, $"計画 {plan.Name ?? plan.Id} の割り当てを読み取れない({gap})") { Plan = plan };
            }
        }

        return unknown ?? refused ?? new SelectionAnswer(false, "どの計画の割り当てにも当てはまらない");
    }

    /// <summary>Whether one selection selects a resource.</summary>
    public static SelectionAnswer Evaluate(PlanSelection selection, StoredResource resource, Reading<ImmutableDictionary<string, bool>> optIn)
    {
        ArgumentNullException.ThrowIfNull(selection);
        ArgumentNullException.ThrowIfNull(resource);
        if (Any(selection.NotResources, resource.Arn) is { } excluded)
        {
            return new SelectionAnswer(false, $"NotResources {excluded} に当てはまる");
        }

        var named = Any(selection.Resources, resource.Arn);
        var everything = selection.Resources.IsEmpty && selection.ListOfTags.IsEmpty && !(selection.Conditions.IsEmpty && selection.NotResources.IsEmpty);
        bool? chosen = named is not null || everything ? true : AnyTag(selection.ListOfTags, resource.Tags);
        if (chosen is false)
        {
            return new SelectionAnswer(false, NotNamed);
        }

        var conditions = selection.Conditions.Select(test => (Test: test, Holds: Holds(test, resource.Tags))).ToList();
        if (conditions.Find(one => one.Holds is false) is { Test: { } failed })
        {
            return new SelectionAnswer(false, $"条件 {failed.Key} {Word(failed.Operator)} {failed.Value} に合わない");
        }

        if (chosen is null || conditions.Exists(one => one.Holds is null))
        {
            return new SelectionAnswer(null, resource.Tags.WhyUnknown is { } why ? $"リソースのタグを読み取れない: {why}" : "割り当てに未知の条件がある");
        }

        return OptedIn(resource.Type, named, optIn);
    }

    const string NotNamed = "割り当てに当てはまらない";

    static SelectionAnswer OptedIn(string type, string? named, Reading<ImmutableDictionary<string, bool>> optIn)
    {
        // An ARN that names its service is an assignment of that kind.
        var explicitly = named is not null && named.Split(':') is [_, _, var service, ..] && service is not "*" && !AlwaysOptIn.Contains(type, StringComparer.Ordinal);
        if (explicitly)
        {
            return new SelectionAnswer(true, "割り当てられている");
        }

        return optIn.Match(
            kinds => kinds.TryGetValue(type, out var on) && !on
                ? new SelectionAnswer(false, $"AWS Backup の設定で {type} がオプトインされていない")
                : new SelectionAnswer(true, "割り当てられている"),
            why => new SelectionAnswer(null, $"AWS Backup のオプトインを読み取れない: {why}"));
    }

    static string? Any(ImmutableArray<string> patterns, string arn) => patterns.FirstOrDefault(pattern => PolicyText.Matches(pattern, arn));

    static bool? AnyTag(ImmutableArray<TagTest> tests, Reading<ImmutableDictionary<string, string>> tags)
    {
        var answers = tests.Select(test => Holds(test, tags)).ToList();
        return answers.Contains(true) ? true : answers.Contains(null) ? null : false;
    }

    static bool? Holds(TagTest test, Reading<ImmutableDictionary<string, string>> tags)
    {
        var value = tags.Match(known => known.GetValueOrDefault(test.Key), _ => null);
        return tags.IsKnown
            ? test.Operator switch
            {
                TagOperator.Equals => value == test.Value,
                TagOperator.NotEquals => value != test.Value,
                TagOperator.Like => value is not null && PolicyText.Matches(test.Value, value),
                TagOperator.NotLike => value is null || !PolicyText.Matches(test.Value, value),
                _ => null,
            }
            : null;
    }

    static string Word(TagOperator word) => word switch
    {
        TagOperator.Equals => "=",
        TagOperator.NotEquals => "≠",
        TagOperator.Like => "≈",
        _ => "≉",
    };
}

/// <summary>Whether a resource is selected.</summary>
/// <param name="Selected">The answer; <see langword="null"/> where it cannot be decided.</param>
/// <param name="Reason">Why, Japanese.</param>
public sealed record SelectionAnswer(bool? Selected, string Reason)
{
    /// <summary>The plan, where one decided.</summary>
    public PlanReading? Plan { get; init; }
}

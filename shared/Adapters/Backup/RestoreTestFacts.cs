using System.Collections.Immutable;
using GovCloud.Adapters.AwsApi;
using GovCloud.Audit;
using GovCloud.Resilience.Facts;

namespace GovCloud.Adapters.Backup;

/// <summary>Maps restore-testing plans and their selections to our records.</summary>
static class RestoreTestFacts
{
    const string TagPrefix = "aws:ResourceTag/";

    public static RestoreTestReading? Plan(RestoreTestingPlanFacts? facts, Reading<ImmutableArray<RestoreTestSelection>> selections) => facts is { RestoreTestingPlanName: { } name, RecoveryPointSelection: { } choice }
        ? new RestoreTestReading
        {
            Name = name,
            Arn = facts.RestoreTestingPlanArn,
            LastRun = facts.LastExecutionTime,
            WindowDays = choice.SelectionWindowDays ?? 30,
            IncludedVaults = [.. choice.IncludeVaults ?? []],
            ExcludedVaults = [.. choice.ExcludeVaults ?? []],
            TakesSnapshots = Takes(choice, "SNAPSHOT"),
            TakesContinuous = Takes(choice, "CONTINUOUS"),
            Selections = selections,
        }
        : null;

    public static RestoreTestSelection? Selection(RestoreTestingSelectionFacts? facts) => facts is { RestoreTestingSelectionName: { } name, ProtectedResourceType: { } type }
        ? new RestoreTestSelection
        {
            Name = name,
            Type = type,
            Resources = [.. facts.ProtectedResourceArns ?? []],
            Conditions =
            [
                .. Tests(TagOperator.Equals, facts.ProtectedResourceConditions?.StringEquals),
                .. Tests(TagOperator.NotEquals, facts.ProtectedResourceConditions?.StringNotEquals),
            ],
        }
        : null;

    static bool Takes(RestoreTestingChoice choice, string type) => choice.RecoveryPointTypes?.Contains(type, StringComparer.Ordinal) == true;

    static IEnumerable<TagTest> Tests(TagOperator how, IReadOnlyList<KeyValueFacts>? tests) =>
        (tests ?? []).Select(test => new TagTest(how, test.Key is { } key && key.StartsWith(TagPrefix, StringComparison.Ordinal) ? key[TagPrefix.Length..] : test.Key ?? "", test.Value ?? ""));
}

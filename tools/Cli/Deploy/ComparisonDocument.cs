using System.Collections.Immutable;
using GovCloud.Cli.Network;
using GovCloud.Deployment;
using GovCloud.Documents.Deployment;
using GovCloud.Documents.Spreadsheets;

namespace GovCloud.Cli.Deploy;

/// <summary>A comparison as tables, and as an object for programs.</summary>
static class ComparisonDocument
{
    const int ShownStacks = 3;
    const int ShownNames = 2;

    static readonly ImmutableArray<string> Headings = ["判定", "リソース", "スタック", "理由", "失われるもの・扱い"];

    /// <summary>What decides the exit code: something is replaced, or may be, data goes, or CloudFormation refuses.</summary>
    public static bool Demands(StackChange stack) => !stack.Refusals.IsEmpty || stack.Resources.Any(Demands);

    /// <summary>Data at stake, then replacements and deletions, then the rest. Changes of one type through the same properties are one row.</summary>
    public static Spreadsheet Of(ImmutableArray<StackChange> stacks)
    {
        var rows = stacks.SelectMany(stack => stack.Resources.Select(resource => (Stack: stack, Resource: resource))).ToList();
        return new Spreadsheet
        {
            Sheets =
            [
                Sheet("データ", $"データ・通信が失われるおそれのある変更: {rows.Count(r => r.Resource.EndangersData)} 件", rows.Where(r => r.Resource.EndangersData)),
                Sheet("置換・削除", "そのほかの置換・削除", rows.Where(r => r.Resource is { EndangersData: false, IsRemoval: true })),
                Sheet("変更", "置換しない変更", rows.Where(r => r.Resource.Action == ResourceAction.Changed)),
                Stacks(stacks),
            ],
        };
    }

    /// <summary>For programs, in English.</summary>
    public static string Json(ImmutableArray<StackChange> stacks) => NetworkJson.Write(new
    {
        summary = new
        {
            endangered = stacks.Sum(s => s.Resources.Count(r => r.EndangersData)),
            refused = stacks.Sum(s => s.Refusals.Length + s.Resources.Count(r => r.Refusal is not null)),
            resources = Enum.GetValues<ResourceAction>().ToDictionary(a => WordOf(a), a => stacks.Sum(s => s.Resources.Count(r => r.Action == a)), StringComparer.Ordinal),
            stacks = Enum.GetValues<StackAction>().ToDictionary(a => WordOf(a), a => stacks.Count(s => s.Action == a), StringComparer.Ordinal),
        },
        stacks = stacks.Where(s => s.Action != StackAction.Unchanged).Select(s => new
        {
            stack = s.Name,
            account = s.Place.Account,
            region = s.Place.Region,
            action = WordOf(s.Action),
            refusals = s.Refusals.Select(r => r.English),
            otherElements = s.OtherElements,
            resources = s.Resources.Where(r => s.Action != StackAction.Created || r.Action != ResourceAction.Created).Select(r => new
            {
                logicalId = r.LogicalId,
                type = r.Type,
                action = WordOf(r.Action),
                wouldLose = r.IsRemoval ? r.Data?.English : null,
                oldResource = r.Fate is { } fate ? WordOf(fate) : null,
                deletionProtection = r.IsProtected ? true : (bool?)null,
                refusal = r.Refusal?.English,
                properties = r.Properties.Select(p => new { path = p.Path, before = p.Before, after = p.After, effect = WordOf(p.Effect), through = p.Through }),
            }),
            created = s.Action == StackAction.Created ? s.Resources.Length : (int?)null,
        }),
    });

    static bool Demands(ResourceChange resource) => resource.EndangersData || resource.Refusal is not null || resource.Action is ResourceAction.Replaced or ResourceAction.MayBeReplaced;

    static SpreadsheetSheet Sheet(string name, string title, IEnumerable<(StackChange Stack, ResourceChange Resource)> rows) => new()
    {
        Name = name,
        Preamble = [title],
        Headings = Headings,
        Rows =
        [
            .. rows.Select(r => (r.Stack, r.Resource, Reason: ComparisonWords.Reason(r.Resource), Consequence: ComparisonWords.Consequence(r.Resource)))
                .GroupBy(r => (r.Resource.Action, r.Resource.Type, Paths: string.Join(' ', r.Resource.Properties.Select(p => p.Path)), r.Consequence))
                .Select(g => (ImmutableArray<string>)[ComparisonWords.Of(g.Key.Action), ResourcesOf([.. g.Select(r => r.Resource)]), StacksOf([.. g.Select(r => r.Stack).Distinct()]), Reasons([.. g.Select(r => r.Reason).Distinct(StringComparer.Ordinal)]), g.Key.Consequence]),
        ],
    };

    static string ResourcesOf(List<ResourceChange> resources)
    {
        var names = resources.Select(r => r.LogicalId).Distinct(StringComparer.Ordinal).ToList();
        var shown = names.Take(ShownNames).Append($"({resources[0].Type})");
        return string.Join('\n', names.Count > ShownNames ? shown.Append($"ほか {names.Count - ShownNames} 種") : shown);
    }

    static string Reasons(List<string> reasons) => reasons.Count > 1 ? $"{reasons[0]}\nなど {reasons.Count} 通り" : reasons[0];

    static string StacksOf(List<StackChange> stacks)
    {
        var names = stacks.Take(ShownStacks).Select(s => s.Action == StackAction.NoLongerDescribed ? $"{s.Name}(定義から除外。削除するまで残る)" : s.Name);
        return string.Join('\n', stacks.Count > ShownStacks ? names.Append($"ほか {stacks.Count - ShownStacks} スタック") : names);
    }

    static SpreadsheetSheet Stacks(ImmutableArray<StackChange> stacks) => new()
    {
        Name = "スタック",
        Preamble =
        [
            $"スタック {stacks.Length} 件: " + string.Join("、", stacks.CountBy(s => s.Action).OrderBy(c => c.Key).Select(c => $"{ComparisonWords.Of(c.Key)} {c.Value}")),
        ],
        Headings = ["判定", "スタック", "アカウント/リージョン", "作成", "変更", "置換", "置換のおそれ", "削除", "配備が失敗する理由・そのほかの変更"],
        Rows =
        [
            .. stacks.Where(s => s.Action != StackAction.Unchanged).Select(s => (ImmutableArray<string>)
            [
                ComparisonWords.Of(s.Action), s.Name, s.Place.ToString(), Count(s, ResourceAction.Created), Count(s, ResourceAction.Changed), Count(s, ResourceAction.Replaced),
                Count(s, ResourceAction.MayBeReplaced), Count(s, ResourceAction.Deleted), string.Join('\n', [.. s.Refusals.Select(r => r.Japanese), .. s.OtherElements]),
            ]),
        ],
    };

    static string Count(StackChange stack, ResourceAction action) => stack.Resources.Count(r => r.Action == action) is var count and > 0 ? $"{count}" : "";

    static string WordOf<TEnum>(TEnum value)
        where TEnum : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}

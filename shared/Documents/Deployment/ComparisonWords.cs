using GovCloud.Deployment;

namespace GovCloud.Documents.Deployment;

/// <summary>What staff read of a comparison.</summary>
public static class ComparisonWords
{
    const int LongestValue = 48;
    const int ShownProperties = 4;

    /// <summary>What happens to a resource.</summary>
    public static string Of(ResourceAction action) => action switch
    {
        ResourceAction.Replaced => "置換",
        ResourceAction.MayBeReplaced => "置換のおそれ",
        ResourceAction.Deleted => "削除",
        ResourceAction.Changed => "変更",
        _ => "作成",
    };

    /// <summary>What happens to a stack.</summary>
    public static string Of(StackAction action) => action switch
    {
        StackAction.Created => "新規",
        StackAction.Changed => "変更",
        StackAction.NoLongerDescribed => "定義から除外",
        _ => "変更なし",
    };

    /// <summary>Why the resource is what it is: the properties that decide, the others counted.</summary>
    public static string Reason(ResourceChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        var lines = change.Properties.Where(p => change.Action == ResourceAction.Changed || p.Effect != UpdateEffect.InPlace).Select(Property).ToList();
        var shown = lines.Take(ShownProperties);
        return string.Join('\n', lines.Count > ShownProperties ? shown.Append($"ほか {lines.Count - ShownProperties} 項目") : shown);
    }

    /// <summary>What becomes of the old resource and of what it holds.</summary>
    public static string Consequence(ResourceChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        List<string> sentences = [];
        if (change is { IsRemoval: true, Data: { } data })
        {
            sentences.Add(change.Fate == DataFate.Retained ? $"引き継がれないもの: {data.Japanese}" : $"失われるもの: {data.Japanese}");
        }

        if (change is { IsRemoval: true, Fate: { } fate })
        {
            var policy = change.Action == ResourceAction.Deleted ? "DeletionPolicy" : "UpdateReplacePolicy";
            sentences.Add(fate switch
            {
                DataFate.Retained => $"古いリソースはスタックの外に残る({policy}: Retain)" + (change.Action == ResourceAction.Deleted ? "" : "。新しいリソースは空で始まる"),
                DataFate.Snapshot => $"スナップショットを取ってから消える({policy}: Snapshot)",
                _ => change.Data is null ? "古いリソースは消える" : $"保持の指定がない({policy}: Delete)",
            });
        }

        if (change is { IsRemoval: true, IsProtected: true })
        {
            sentences.Add("削除保護があるため、解除するまで失敗する");
        }

        if (change.Refusal is { } refusal)
        {
            sentences.Add($"配備は失敗する: {refusal.Japanese}");
        }

        return string.Join("。\n", sentences);
    }

    static string Property(PropertyChange property)
    {
        var path = property.Path.Length == 0 ? "(全体)" : property.Path;
        var what = property.Through is { } through ? $"{path} が {through} に従って変わる" : $"{path}: {Short(property.Before)} → {Short(property.After)}";
        return property.Effect switch
        {
            UpdateEffect.Replaces => what + "(変えると置換になる項目)",
            UpdateEffect.MayReplace => what + "(置換になることがある項目)",
            _ => what,
        };
    }

    static string Short(string? value)
    {
        var text = value is null ? "なし" : value.ReplaceLineEndings(" ");
        return text.Length <= LongestValue ? text : text[..LongestValue] + "…";
    }
}

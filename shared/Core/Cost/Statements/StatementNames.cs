using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Cost.Apportioning;
using GovCloud.Estates;

namespace GovCloud.Cost.Statements;

/// <summary>Names of columns and of what they are kept apart by, for people.</summary>
public static class StatementNames
{
    const int NamedBodies = 3;

    /// <summary>A column for people, such as <c>業務システム(共同利用)【住民記録・本番】</c>. Who shares it is said where the pool goes by the bodies of the accounts.</summary>
    public static string TitleOf(StatementRecord record, CostColumn column)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(column);
        var apart = column.Key.Select(k => NameOf(record, k.Dimension, k.Value)).ToList();
        if (!column.Sharing.IsEmpty)
        {
            apart.Add(column.Sharing.Length <= NamedBodies
                ? string.Join('、', column.Sharing.Select(b => NameOf(record, b)))
                : string.Create(CultureInfo.InvariantCulture, $"{NameOf(record, column.Sharing[0])}ほか{column.Sharing.Length - 1}団体"));
        }

        return apart.Count == 0 ? column.Name : $"{column.Name}【{string.Join('・', apart)}】";
    }

    /// <summary>A value that a column is kept apart by, for people; the value itself where it has no other name.</summary>
    public static string NameOf(StatementRecord record, CostDimension dimension, string value)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(value);
        return value.Length == 0 ? "区分なし" : record.Names.GetValueOrDefault(Key(dimension, value), value);
    }

    /// <summary>A body's name; its code where the record has none.</summary>
    public static string NameOf(StatementRecord record, MunicipalityCode body)
    {
        ArgumentNullException.ThrowIfNull(record);
        return record.Bodies.FirstOrDefault(b => b.Municipality == body)?.Name ?? body.ToString();
    }

    /// <summary>The names that columns need.</summary>
    internal static ImmutableSortedDictionary<string, string> Collect(Estate estate, ImmutableArray<CostColumn> columns)
    {
        var names = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (dimension, value) in columns.SelectMany(c => c.Key))
        {
            if (Look(estate, dimension, value) is { } name)
            {
                names[Key(dimension, value)] = name;
            }
        }

        return names.ToImmutable();
    }

    // A system and a vendor may have the same id.
    static string Key(CostDimension dimension, string value) => $"{dimension}:{value}";

    static string? Look(Estate estate, CostDimension dimension, string value) => dimension switch
    {
        CostDimension.System => estate.Systems.FirstOrDefault(s => s.Id == value)?.Name,
        CostDimension.Vendor => estate.Organisations.FirstOrDefault(o => o.Id == value)?.Name,
        CostDimension.Account => estate.Accounts.FirstOrDefault(a => a.Id.ToString() == value) is { } account ? $"{account.Name} {value}" : null,
        CostDimension.Environment => Enum.TryParse<DeploymentEnvironment>(value, ignoreCase: true, out var environment)
            ? environment == DeploymentEnvironment.Production ? "本番" : "検証"
            : null,
        CostDimension.ChargeKind => Enum.TryParse<ChargeKind>(value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var kind) ? NameOf(kind) : null,
        _ => null,
    };

    static string NameOf(ChargeKind kind) => kind switch
    {
        ChargeKind.Usage => "従量利用",
        ChargeKind.ReservationUsage => "リザーブド適用分",
        ChargeKind.SavingsPlanUsage => "Savings Plans適用分",
        ChargeKind.SavingsPlanNegation => "Savings Plans相殺",
        ChargeKind.SavingsPlanRecurringFee => "Savings Plans定期料金",
        ChargeKind.SavingsPlanUpfrontFee => "Savings Plans前払",
        ChargeKind.ReservationRecurringFee => "リザーブド定期料金",
        ChargeKind.Fee => "一時料金",
        ChargeKind.Subscription => "定額料金",
        ChargeKind.Discount => "割引",
        ChargeKind.Credit => "クレジット",
        ChargeKind.Refund => "返金",
        ChargeKind.Tax => "税",
        _ => "種別不明",
    };
}

using System.Collections.Frozen;
using System.Collections.Immutable;
using GovCloud.Cost.Apportioning;
using GovCloud.Cost.Statements;

namespace GovCloud.Documents.Statements;

/// <summary>A record as its documents look at it. What all bodies share is worked out once.</summary>
sealed class StatementView
{
    readonly FrozenDictionary<MunicipalityCode, ImmutableArray<StatementCorrection>> corrections;
    readonly FrozenDictionary<MunicipalityCode, string> names;

    public StatementView(StatementRecord record)
    {
        Record = record;
        Columns = [.. record.Split.Columns.Select((column, index) => new ColumnView(record, column, index))];
        BodiesYen = record.Split.Columns.Sum(c => c.Shares.Sum(s => s.Yen));
        names = record.Bodies.ToFrozenDictionary(b => b.Municipality, b => b.Name);
        corrections = record.Corrections.GroupBy(c => c.Municipality).ToFrozenDictionary(g => g.Key, g => g.ToImmutableArray());
    }

    public StatementRecord Record { get; }

    public ApportionedMonth Split => Record.Split;

    public ImmutableArray<ColumnView> Columns { get; }

    /// <summary>Name of the documents without what tells bodies and formats apart.</summary>
    public string FileName => $"按分計算書_{Split.Month}";

    /// <summary>What all bodies bear together, with the corrections that are posted.</summary>
    public long Posted => Split.Yen + Record.Corrections.Sum(c => c.Difference);

    /// <summary>What the bodies bear together.</summary>
    public long BodiesYen { get; }

    public string NameOf(MunicipalityCode body) => names.GetValueOrDefault(body) ?? body.ToString();

    public string NameOfPool(string pool) => Record.Rules.Pools.FirstOrDefault(p => p.Id == pool)?.Name ?? pool;

    public BodyView Of(StatementBody body) => new(this, body, corrections.GetValueOrDefault(body.Municipality, []));
}

/// <summary>A column as documents look at it.</summary>
sealed class ColumnView
{
    readonly FrozenDictionary<MunicipalityCode, BodyShare> shares;

    public ColumnView(StatementRecord record, CostColumn column, int index)
    {
        (Column, Index) = (column, index);
        Id = column.Id;
        Title = StatementNames.TitleOf(record, column);
        shares = column.Shares.ToFrozenDictionary(s => s.Municipality);
        Parts = [.. column.Parts.Select(p => new PartView(p, column))];
        Cut = column.Shares.Sum(s => (long)decimal.Truncate(s.ExactYen));
        Receivers = [.. column.Shares.Where(s => s.Yen != (long)decimal.Truncate(s.ExactYen))];
        ExactYen = RateOf(record.Split) * Sheets.Cells.Double(column.Amount);
    }

    public CostColumn Column { get; }

    public int Index { get; }

    public string Id { get; }

    public string Title { get; }

    public ImmutableArray<PartView> Parts { get; }

    /// <summary>The yen before rounding.</summary>
    public double ExactYen { get; }

    /// <summary>The yen of all bodies after cutting off.</summary>
    public long Cut { get; }

    /// <summary>Who got a yen that cutting off had left over.</summary>
    public ImmutableArray<BodyShare> Receivers { get; }

    public BodyShare? ShareOf(MunicipalityCode body) => shares.GetValueOrDefault(body);

    static double RateOf(ApportionedMonth split) => split.Conversion.YenPerDollar is { } rate ? (double)rate
        : split.Total.Sign == 0 ? 0
        : split.Yen / Sheets.Cells.Double(split.Total);
}

/// <summary>A part of a split as documents look at it.</summary>
sealed class PartView
{
    readonly FrozenDictionary<MunicipalityCode, BodyWeight> weights;

    public PartView(SplitPart part, CostColumn column)
    {
        Part = part;
        weights = part.Weights.ToFrozenDictionary(w => w.Municipality);
        Total = part.Weights.Aggregate(Cost.ExactAmount.Zero, (sum, w) => sum + w.Weight);
        Method = StatementWords.MethodOf(part);
        Whole = column.Amount + column.PassedOn;
    }

    public SplitPart Part { get; }

    /// <summary>The method for people, such as 人口割.</summary>
    public string Method { get; }

    /// <summary>The sum of the weights.</summary>
    public Cost.ExactAmount Total { get; }

    /// <summary>What the percentages of the rule are of.</summary>
    public Cost.ExactAmount Whole { get; }

    public BodyWeight? WeightOf(MunicipalityCode body) => weights.GetValueOrDefault(body);
}

/// <summary>A body's statement.</summary>
sealed class BodyView(StatementView statement, StatementBody body, ImmutableArray<StatementCorrection> corrections)
{
    public StatementView Statement { get; } = statement;

    public StatementBody Body { get; } = body;

    public ImmutableArray<StatementCorrection> Corrections { get; } = corrections;

    /// <summary>The columns that the body shares.</summary>
    public ImmutableArray<(ColumnView Column, BodyShare Share)> Shares { get; } =
        [.. statement.Columns.Select(c => (Column: c, Share: c.ShareOf(body.Municipality)!)).Where(c => c.Share is not null)];

    public string Folder => $"{Body.Municipality}_{Body.Slug}";

    /// <summary>What the body bears of the month.</summary>
    public long Yen => Shares.Sum(s => s.Share.Yen);

    /// <summary>What is posted: the month and the corrections of earlier ones.</summary>
    public long Posted => Yen + Corrections.Sum(c => c.Difference);
}

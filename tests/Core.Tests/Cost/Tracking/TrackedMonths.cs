using System.Collections.Immutable;
using GovCloud.Core.Tests.Estates;
using GovCloud.Cost;
using GovCloud.Cost.Apportioning;
using GovCloud.EstateFiles;
using GovCloud.Estates;

namespace GovCloud.Core.Tests.Cost.Tracking;

/// <summary>Months of the sample estate as far as they are, at 150 yen for a dollar.</summary>
static class TrackedMonths
{
    public const string Tax = "131229001601";

    public static readonly EstateIndex Sample = new(EstateFolder.Load(Path.Combine(SampleEstateTests.Repository(), "estates", "katsushika"), SmallEstate.Today).Estate!, "");

    public static readonly MunicipalityCode Katsushika = MunicipalityCode.Parse("131229");

    public static CostLine Line(string account, string dollars, string type = "Usage", params (string Key, string Value)[] tags) => new()
    {
        Account = account,
        Service = "AmazonEC2",
        ChargeType = type,
        Currency = "USD",
        Tags = tags.ToImmutableSortedDictionary(t => t.Key, t => t.Value, StringComparer.Ordinal),
        Billed = ExactAmount.Parse(dollars),
        Amortised = ExactAmount.Parse(dollars),
        Rows = 1,
    };

    /// <summary>A column that one body bears alone.</summary>
    public static CostColumn Direct(MunicipalityCode body, params CostLine[] lines)
    {
        var amount = lines.Aggregate(ExactAmount.Zero, (sum, l) => sum + l.Billed);
        var yen = (long)(amount.ToDecimal() * 150);
        return new CostColumn
        {
            Pool = "direct",
            Name = "直課",
            Key = [],
            Lines = [.. lines],
            Amount = amount,
            Yen = yen,
            Parts = [],
            Shares = [new BodyShare { Municipality = body, Amount = amount, ExactYen = yen, Yen = yen, Fraction = YenFraction.None }],
        };
    }

    public static ApportionedMonth Month(string month, params CostColumn[] columns)
    {
        var total = columns.Aggregate(ExactAmount.Zero, (sum, c) => sum + c.Amount);
        return new ApportionedMonth
        {
            Month = CostMonth.Parse(month),
            Basis = CostBasis.Billed,
            Total = total,
            Currency = "USD",
            Yen = columns.Sum(c => c.Yen),
            Conversion = new YenConversion { YenPerDollar = 150, Source = "例" },
            Bodies = [Katsushika],
            Columns = [.. columns],
            Notes = [],
            Rest = ExactAmount.Zero,
        };
    }
}

using System.Collections.Immutable;
using GovCloud.Cost.Sources;

namespace GovCloud.Cost.Apportioning;

/// <summary>Rows of a bill that agree in everything that rules and statements look at, added up.</summary>
public sealed record CostLine
{
    /// <summary>The account that used it, as it stands in the source; the payer where there is none.</summary>
    public required string Account { get; init; }

    /// <summary>Product code or service name, as it stands in the source.</summary>
    public required string Service { get; init; }

    /// <summary>LineItemType or ChargeCategory, as it stands in the source.</summary>
    public required string ChargeType { get; init; }

    /// <summary>What the charge type means.</summary>
    public ChargeKind Kind => ChargeKinds.Of(ChargeType);

    /// <summary>The seller, such as AWS or AWS Marketplace; empty where the source does not say.</summary>
    public string BillingEntity { get; init; } = "";

    /// <summary>The currency, such as USD.</summary>
    public required string Currency { get; init; }

    /// <summary>The tags that rules ask for, by key without an export's prefix; only those that the resource has.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>What was billed.</summary>
    public required ExactAmount Billed { get; init; }

    /// <summary>The amortised cost; that of a source without it is what was billed.</summary>
    public required ExactAmount Amortised { get; init; }

    /// <summary>Usage type, where unit prices were asked for.</summary>
    public string UsageType { get; init; } = "";

    /// <summary>Unit of the quantity, such as Hrs.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Price of a unit (単価) as it stands in the source; empty where it has none.</summary>
    public string UnitPrice { get; init; } = "";

    /// <summary>The quantity (数量).</summary>
    public ExactAmount Quantity { get; init; }

    /// <summary>Rows that were added up. A tax line that followed its cost into several columns stands in each of them with all its rows.</summary>
    public required long Rows { get; init; }

    /// <summary>The body that it belongs to alone, in columns that go direct (直課). A bill's lines have none: the apportionment finds it.</summary>
    public MunicipalityCode? Owner { get; init; }

    /// <summary>The cost on a basis.</summary>
    public ExactAmount On(Estates.CostBasis basis) => basis == Estates.CostBasis.Amortised ? Amortised : Billed;

    /// <summary>Whether a row of the export, read as a line of its own, is one of those that were added up here.</summary>
    public bool Takes(CostLine row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return Account == row.Account && Service == row.Service && ChargeType == row.ChargeType && BillingEntity == row.BillingEntity && Currency == row.Currency
            && UsageType == row.UsageType && Unit == row.Unit && UnitPrice == row.UnitPrice && Tags.SequenceEqual(row.Tags);
    }
}

/// <summary>A bill: what the sources of a month add up to, and where it comes from.</summary>
public sealed record CostBill
{
    /// <summary>The month.</summary>
    public required CostMonth Month { get; init; }

    /// <summary>The lines, in the order of their members.</summary>
    public required ImmutableArray<CostLine> Lines { get; init; }

    /// <summary>The files that were read, with their digests.</summary>
    public required ImmutableArray<BillInput> Inputs { get; init; }

    /// <summary>Rows that carry no invoice id yet.</summary>
    public long RowsWithoutInvoice { get; init; }

    /// <summary>Rows of split cost allocation data, which repeat other rows' cost and were left out.</summary>
    public long SplitRows { get; init; }

    /// <summary>What is missing from the lines: chunks, files, rows. A bill with any of these cannot be closed.</summary>
    public ImmutableArray<string> Problems { get; init; } = [];

    /// <summary>What somebody who checks should know of the reading and what stops nothing: an export without columns of amortised cost, text that stands for no number.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>The sum on a basis.</summary>
    public ExactAmount Total(Estates.CostBasis basis) => Lines.Aggregate(ExactAmount.Zero, (sum, line) => sum + line.On(basis));
}

/// <summary>A file of a bill.</summary>
/// <param name="Name">Its key or path, as the manifest or the command names it.</param>
/// <param name="Format">Its format.</param>
/// <param name="Sha256">Digest of its bytes as delivered (packed), in lower-case hexadecimal.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Rows">Rows that were counted.</param>
/// <param name="Billed">What they add up to.</param>
public sealed record BillInput(string Name, ExportFormat Format, string Sha256, long Bytes, long Rows, ExactAmount Billed);

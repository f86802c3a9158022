using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using GovCloud.Cli.Estates;
using GovCloud.Cost;
using GovCloud.Cost.Apportioning;
using GovCloud.CostFiles;
using GovCloud.EstateFiles;
using GovCloud.Estates;

namespace GovCloud.Cli.Cost;

/// <summary>The bill of a month, and the estate whose rules it is apportioned by.</summary>
sealed class BillOptions
{
    const string Means = ".csv, .csv.gz, .csv.zip, an archive of such, or a folder with or without its manifest";

    public Argument<string[]> Bills { get; } = new("BILL") { Description = $"The cost exports of the month (CUR, CUR 2.0, FOCUS 1.0 to 1.3): {Means}.", Arity = ArgumentArity.OneOrMore };

    public Option<string[]> More { get; } = new("--bill") { Description = $"A cost export of the month: {Means}. May be given several times.", HelpName = "PATH", AllowMultipleArgumentsPerToken = true };

    public Option<CostMonth?> Month { get; } = new("--month")
    {
        Description = "The month, such as 2026-05. AWS cuts months in UTC.",
        HelpName = "YYYY-MM",
        Required = true,
        CustomParser = ParseMonth,
    };

    public Option<string> Estate { get; } = EstateLocation.Option();

    public Option<bool> UnitPrices { get; } = new("--unit-prices")
    {
        Description = "Keep usage type, quantity and unit price (単価 × 数量) of every line for the inspection under article 234-2; more lines.",
    };

    /// <summary>Reads the estate, as its folder has it or with the rules of another file.</summary>
    /// <returns><see langword="null"/> after saying why there is none.</returns>
    public static Estate? LoadEstate(string folder, string? rules, TimeProvider time, TextWriter error)
    {
        if (rules is not null && Directory.Exists(folder))
        {
            return Sound(CostRulesFile.Load(folder, rules, EstateLocation.TodayInJapan(time)), error);
        }

        return EstateLocation.Load(folder, time, error) is { } result ? Sound(result, error) : null;
    }

    /// <summary>Reads the bill. What is missing from it stands in its problems.</summary>
    /// <exception cref="ExportException">There is nothing to read.</exception>
    public static CostBill ReadBill(IEnumerable<string> paths, BillRequest request, TextWriter error, CancellationToken cancellation)
    {
        var sources = Sources(paths);
        return BillReader.Read(sources, request, new RowProgress(error).Report, cancellation);
    }

    /// <summary>The files that paths mean.</summary>
    /// <exception cref="ExportException">There is nothing to read.</exception>
    public static ImmutableArray<BillSource> Sources(IEnumerable<string> paths) => [.. paths.SelectMany(BillFolder.Find)];

    static Estate? Sound(EstateReadResult result, TextWriter error)
    {
        EstateLocation.WriteProblems(result, error);
        if (result.Estate is { Cost.Pools.IsEmpty: true })
        {
            error.WriteLine("error: the estate has no cost rules; write the section 'cost' (estates/katsushika/cost.yaml is an example)");
            return null;
        }

        return result.Estate;
    }

    static CostMonth? ParseMonth(ArgumentResult result)
    {
        if (CostMonth.TryParse(result.Tokens[0].Value, out var month))
        {
            return month;
        }

        result.AddError($"'{result.Tokens[0].Value}' is not a month such as 2026-05.");
        return null;
    }
}

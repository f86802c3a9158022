using System.Collections.Immutable;
using System.CommandLine;
using GovCloud.Cost.Apportioning;
using GovCloud.CostFiles;

namespace GovCloud.Cli.Cost;

/// <summary>What turns a bill into yen, and the values of monthly drivers.</summary>
sealed class YenOptions
{
    readonly Option<decimal?> rate = new("--rate") { Description = "Yen for a dollar. Needs --rate-source. No rate is ever assumed.", HelpName = "YEN" };

    readonly Option<string?> rateSource = new("--rate-source") { Description = "Where the rate comes from, such as the day and the bank's name; it stands on the statement.", HelpName = "TEXT" };

    readonly Option<long?> invoiceYen = new("--invoice-yen") { Description = "The invoice's total in whole yen, taken as it is instead of a rate. Needs --invoice-source.", HelpName = "YEN" };

    readonly Option<string?> invoiceSource = new("--invoice-source") { Description = "The invoice, such as its number; it stands on the statement.", HelpName = "TEXT" };

    readonly Option<string[]> drivers = new("--drivers")
    {
        Description = "CSV with the month's values of a driver: columns municipality, value and where wanted system and driver. Without a column driver, the file's name is the driver's id.",
        HelpName = "FILE",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>A command with these options.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { rate, rateSource, invoiceYen, invoiceSource, drivers })
        {
            command.Add(option);
        }
    }

    /// <summary>The conversion, <see langword="null"/> after saying what is missing.</summary>
    public YenConversion? Conversion(ParseResult parsed, TextWriter error)
    {
        var (perDollar, yen) = (parsed.GetValue(rate), parsed.GetValue(invoiceYen));
        var source = perDollar is not null ? parsed.GetValue(rateSource) : parsed.GetValue(invoiceSource);
        var problem = (perDollar, yen) switch
        {
            (null, null) => "there is no rate and none is assumed; give --rate YEN with --rate-source TEXT, or --invoice-yen YEN with --invoice-source TEXT",
            (not null, not null) => "a rate and an invoice's yen are given, which may differ; give one of them",
            (not null, null) when string.IsNullOrWhiteSpace(source) => "the statement must say where the rate comes from; give --rate-source TEXT",
            (null, not null) when string.IsNullOrWhiteSpace(source) => "the statement must name the invoice; give --invoice-source TEXT",
            _ => null,
        };
        if (problem is not null)
        {
            error.WriteLine($"error: {problem}");
            return null;
        }

        return new YenConversion { YenPerDollar = perDollar, InvoiceYen = yen, Source = source! };
    }

    /// <summary>The drivers' values.</summary>
    /// <exception cref="ExportException">A file is no such file.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public ImmutableArray<MonthlyDriverValues> Drivers(ParseResult parsed) => [.. (parsed.GetValue(drivers) ?? []).SelectMany(Read)];

    static ImmutableArray<MonthlyDriverValues> Read(string file)
    {
        using var content = File.OpenRead(file);
        return DriverFile.Read(file, content);
    }
}

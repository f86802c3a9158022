using System.CommandLine;
using GovCloud.Cost.Apportioning;
using GovCloud.CostFiles;

namespace GovCloud.Cli.Cost;

/// <summary><c>gca cost explain</c>.</summary>
static class CostExplainCommand
{
    const int UsualRows = 20;

    public static Command Create()
    {
        var statement = new Argument<string>("STATEMENT") { Description = "Folder of a statement, or its record.json." };
        var body = new Option<string>("--body") { Description = "The municipality: code or slug.", HelpName = "CODE", Required = true };
        var column = new Option<string>("--column") { Description = "The cost class: id of a column, or of a pool that has one column for the body.", HelpName = "ID", Required = true };
        var yen = new Option<long?>("--yen") { Description = "Which yen of the cell, 1 for the first: counted along the lines of the bill.", HelpName = "N" };
        var bill = new BillOptions().More;
        var rows = new Option<int>("--rows") { Description = "Most lines and rows that are named; all are counted.", HelpName = "N", DefaultValueFactory = _ => UsualRows };
        var format = FormatOption.Create("table: for people; json: one object.");
        var command = new Command(
            "explain",
            "Show how a cell of a statement came about: yen, exact yen, weights, values of the drivers with their source, lines of the bill, and with the bill its rows. "
            + "Exit code 0: explained; 1: the bill has other rows than the statement; 2: no such statement, body or column.")
        {
            statement, body, column, yen, bill, rows, format,
        };
        command.SetAction((parsed, cancellation) => Task.Run(() =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            if (StatementFolder.Read(parsed.GetRequiredValue(statement), error) is not { } read)
            {
                return ExitCode.Misuse;
            }

            var (explanation, problem) = CostExplanation.Find(read.Record, parsed.GetRequiredValue(body), parsed.GetRequiredValue(column));
            if (explanation is null || IsOutside(explanation, parsed.GetValue(yen), out problem))
            {
                error.WriteLine($"error: {problem}");
                return ExitCode.Misuse;
            }

            var origin = parsed.GetValue(yen) is { } number ? explanation.Origin(number) : null;
            try
            {
                var matches = parsed.GetValue(bill) is { Length: > 0 } bills ? Rows(explanation, origin, bills, parsed.GetValue(rows), error, cancellation) : null;
                var text = new ExplanationText(explanation, origin, parsed.GetValue(yen), matches, parsed.GetValue(rows));
                if (parsed.GetValue(format) == OutputFormat.Json)
                {
                    output.WriteLine(text.Json());
                }
                else
                {
                    text.Write(output);
                }

                return Judge(explanation, origin, matches, error);
            }
            catch (Exception unreadable) when (unreadable is ExportException or IOException or UnauthorizedAccessException)
            {
                error.WriteLine($"error: {unreadable.Message}");
                return ExitCode.Misuse;
            }
        }, cancellation));
        return command;
    }

    static bool IsOutside(CostExplanation explanation, long? yen, out string? problem)
    {
        problem = yen is { } number && (number < 1 || number > Math.Abs(explanation.Share.Yen))
            ? FormattableString.Invariant($"the cell has {explanation.Share.Yen} yen; --yen {number} is none of them")
            : null;
        return problem is not null;
    }

    static BillRowMatches Rows(CostExplanation explanation, YenOrigin? origin, string[] bills, int most, TextWriter error, CancellationToken cancellation)
    {
        var record = explanation.Record;
        var request = BillRequest.For(record.Rules, record.Split.Month, record.Split.Columns.Any(c => c.Lines.Any(l => l.UsageType.Length > 0 || l.Unit.Length > 0)));
        var lines = LinesOf(explanation, origin);
        return BillRowSearch.Find(BillOptions.Sources(bills), request, row => lines.Any(l => l.Takes(row)), most, new RowProgress(error).Report, cancellation);
    }

    static CostLine[] LinesOf(CostExplanation explanation, YenOrigin? origin) => origin?.Line is { } line ? [line] : [.. explanation.Lines.Select(l => l.Line)];

    static int Judge(CostExplanation explanation, YenOrigin? origin, BillRowMatches? matches, TextWriter error)
    {
        var expected = LinesOf(explanation, origin).Sum(l => l.Rows);
        if (matches is null || matches.Count == expected)
        {
            return ExitCode.Success;
        }

        error.WriteLine(FormattableString.Invariant($"error: the statement was made of {expected} rows and this bill has {matches.Count}; name the files that the record lists (gca cost verify says which differ)"));
        return ExitCode.Problems;
    }
}

using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using GovCloud.Cost.Statements;
using GovCloud.Documents.Statements.Focus;
using GovCloud.Documents.Statements.Pages;
using GovCloud.Documents.Statements.Pdf;
using GovCloud.Documents.Statements.Sheets;

namespace GovCloud.Documents.Statements;

/// <summary>A file of a statement.</summary>
/// <param name="Name">Its path below the statement's folder, with slashes.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="Content">Its bytes.</param>
public sealed record StatementFile(string Name, string MediaType, ReadOnlyMemory<byte> Content);

/// <summary>
/// Makes the documents of a month from its record and from nothing else, so that equal records give equal bytes: the record itself, a folder for the vendor, one for
/// each body, FOCUS rows, and the digests of all of them.
/// </summary>
public static class StatementFiles
{
    /// <summary>Name of the list of digests, in the format of <c>sha256sum</c>.</summary>
    public const string Digests = "SHA256SUMS";

    /// <summary>Name of the record.</summary>
    public const string Record = "record.json";

    /// <summary>Makes all documents.</summary>
    /// <param name="record">The record.</param>
    /// <returns>In the order of their names in the list of digests, which comes last.</returns>
    public static ImmutableArray<StatementFile> Render(StatementRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var statement = new StatementView(record);
        List<StatementFile> files =
        [
            new(Record, "application/json", StatementRecords.Write(record)),
            new($"vendor/{statement.FileName}.xlsx", Media.Xlsx, VendorWorkbook.Write(statement)),
            new($"vendor/{statement.FileName}.csv", Media.Csv, StatementCsv.OfVendor(statement)),
        ];
        files.Add(new StatementFile("focus/allocated.csv", Media.Csv, FocusRows.Write(statement)));

        // Bodies do not depend on each other.
        var bodies = new ImmutableArray<StatementFile>[record.Bodies.Length];
        Parallel.For(0, bodies.Length, i => bodies[i] = OfBody(statement.Of(record.Bodies[i])));
        files.AddRange(bodies.SelectMany(b => b));
        files.Add(new StatementFile(Digests, "text/plain; charset=utf-8", Sums(files)));
        return [.. files];
    }

    static ImmutableArray<StatementFile> OfBody(BodyView body)
    {
        var path = $"{body.Folder}/{body.Statement.FileName}_{body.Body.Municipality}";
        return
        [
            new($"{path}.xlsx", Media.Xlsx, BodyWorkbook.Write(body)),
            new($"{path}.html", Media.Html, StatementPage.Write(body)),
            new($"{path}.pdf", Media.Pdf, StatementPdf.Write(body)),
            new($"{path}.csv", Media.Csv, StatementCsv.OfBody(body)),
        ];
    }

    static byte[] Sums(IEnumerable<StatementFile> files)
    {
        var sums = new StringBuilder();
        foreach (var file in files)
        {
            sums.Append(Convert.ToHexStringLower(SHA256.HashData(file.Content.Span))).Append("  ").Append(file.Name).Append('\n');
        }

        return Encoding.UTF8.GetBytes(sums.ToString());
    }
}

/// <summary>Media types.</summary>
static class Media
{
    public const string Csv = "text/csv; charset=utf-8";
    public const string Html = "text/html; charset=utf-8";
    public const string Pdf = "application/pdf";
    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
}

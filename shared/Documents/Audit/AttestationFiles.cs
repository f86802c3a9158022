using System.Collections.Immutable;
using System.Text;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using GovCloud.Documents.Spreadsheets;
using GovCloud.Inventory.Attestation;

namespace GovCloud.Documents.Audit;

/// <summary>A file of a campaign.</summary>
/// <param name="Name">Its name.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="Content">Its bytes.</param>
public sealed record AttestationFile(string Name, string MediaType, byte[] Content);

/// <summary>The files of campaigns. Equal campaigns give equal bytes.</summary>
public static class AttestationFiles
{
    /// <summary>The workbook to fill in.</summary>
    public const string Form = "form.xlsx";

    const string Excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    const string Html = "text/html; charset=utf-8";

    /// <summary>What a municipality is given.</summary>
    public static ImmutableArray<AttestationFile> OfOpening(AttestationCampaign campaign, string body, string inbox) =>
        [new(Form, Excel, Workbook(AttestationSheets.Form(campaign))), new("index.html", Html, Encoding.UTF8.GetBytes(AttestationPage.Form(campaign, body, inbox)))];

    /// <summary>What came of it.</summary>
    public static ImmutableArray<AttestationFile> OfClosing(AttestationCampaign campaign, string body, DateOnly closedOn) =>
        [new("report.xlsx", Excel, Workbook(AttestationSheets.Report(campaign))), new("report.html", Html, Encoding.UTF8.GetBytes(AttestationPage.Report(campaign, body, closedOn)))];

    /// <summary>Reads answers, by the file's beginning and not by its name: a workbook or CSV.</summary>
    /// <returns>The campaign's id that it names, and its rows.</returns>
    /// <exception cref="FormatException">It cannot be read, or names no campaign. The message is Japanese.</exception>
    public static (string Id, ImmutableArray<AttestationRow> Rows) Read(byte[] content)
    {
        ArgumentNullException.ThrowIfNull(content);
        var read = ReadAny(content);
        return read.Id.Length > 0 ? read : throw new FormatException("確認番号がありません。確認用のExcelの上の行を消さずに使ってください");
    }

    static (string Id, ImmutableArray<AttestationRow> Rows) ReadAny(byte[] content)
    {
        try
        {
            // A workbook is a zip archive.
            if (!content.AsSpan().StartsWith("PK"u8))
            {
                return AttestationSheets.ReadCsv(content);
            }

            using var stream = new MemoryStream(content, writable: false);
            return AttestationSheets.Read(stream);
        }
        catch (Exception broken) when (broken is FormatException or InvalidDataException or OpenXmlPackageException or XmlException or ArgumentException or IOException)
        {
            throw new FormatException("Excelのブック(xlsx)としてもCSVとしても読み取れません", broken);
        }
    }

    static byte[] Workbook(SpreadsheetSheet sheet)
    {
        using var workbook = new MemoryStream();
        SpreadsheetWriter.Write(new Spreadsheet { Sheets = [sheet] }, workbook);
        return workbook.ToArray();
    }
}

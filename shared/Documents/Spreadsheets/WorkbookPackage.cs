using System.Globalization;
using System.Text;

namespace GovCloud.Documents.Spreadsheets;

/// <summary>The small parts of a workbook's package.</summary>
static class WorkbookPackage
{
    const string Declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const string Package = "http://schemas.openxmlformats.org/package/2006";
    const string Spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    public static byte[] ContentTypes(Workbook workbook)
    {
        var xml = new StringBuilder(Declaration)
            .Append("<Types xmlns=\"").Append(Package).Append("/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>")
            .Append("<Default Extension=\"xml\" ContentType=\"application/xml\"/>")
            .Append("<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>")
            .Append("<Override PartName=\"/xl/workbook.xml\" ContentType=\"").Append(Spreadsheet).Append(".sheet.main+xml\"/>")
            .Append("<Override PartName=\"/xl/styles.xml\" ContentType=\"").Append(Spreadsheet).Append(".styles+xml\"/>");
        for (var sheet = 1; sheet <= workbook.Sheets.Length; sheet++)
        {
            xml.Append(CultureInfo.InvariantCulture, $"<Override PartName=\"/xl/worksheets/sheet{sheet}.xml\" ContentType=\"{Spreadsheet}.worksheet+xml\"/>");
        }

        return Bytes(xml.Append("</Types>"));
    }

    public static byte[] Relationships() => Bytes(new StringBuilder(Declaration)
        .Append("<Relationships xmlns=\"").Append(Package).Append("/relationships\">")
        .Append("<Relationship Id=\"rId1\" Type=\"").Append(Office).Append("/officeDocument\" Target=\"xl/workbook.xml\"/>")
        .Append("<Relationship Id=\"rId2\" Type=\"").Append(Package).Append("/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>"));

    public static byte[] Properties(Workbook workbook) => Bytes(new StringBuilder(Declaration)
        .Append("<cp:coreProperties xmlns:cp=\"").Append(Package).Append("/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>")
        .Append(Escaping.Html(workbook.Title)).Append("</dc:title></cp:coreProperties>"));

    public static byte[] Book(Workbook workbook)
    {
        var xml = new StringBuilder(Declaration)
            .Append("<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"").Append(Office).Append("\"><bookViews><workbookView/></bookViews><sheets>");
        foreach (var (index, sheet) in workbook.Sheets.Index())
        {
            xml.Append(CultureInfo.InvariantCulture, $"<sheet name=\"{Escaping.Html(sheet.Name)}\" sheetId=\"{index + 1}\" r:id=\"rId{index + 1}\"/>");
        }

        xml.Append("</sheets>");
        var repeated = workbook.Sheets.Index().Where(s => s.Item.RepeatedRow > 0).ToList();
        if (repeated.Count > 0)
        {
            xml.Append("<definedNames>");
            foreach (var (index, sheet) in repeated)
            {
                var name = sheet.Name.Replace("'", "''", StringComparison.Ordinal);
                xml.Append(CultureInfo.InvariantCulture, $"<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"{index}\">{Escaping.Html($"'{name}'!${sheet.RepeatedRow}:${sheet.RepeatedRow}")}</definedName>");
            }

            xml.Append("</definedNames>");
        }

        return Bytes(xml.Append("</workbook>"));
    }

    public static byte[] BookRelationships(Workbook workbook)
    {
        var xml = new StringBuilder(Declaration).Append("<Relationships xmlns=\"").Append(Package).Append("/relationships\">");
        for (var sheet = 1; sheet <= workbook.Sheets.Length; sheet++)
        {
            xml.Append(CultureInfo.InvariantCulture, $"<Relationship Id=\"rId{sheet}\" Type=\"{Office}/worksheet\" Target=\"worksheets/sheet{sheet}.xml\"/>");
        }

        return Bytes(xml.Append(CultureInfo.InvariantCulture, $"<Relationship Id=\"rId{workbook.Sheets.Length + 1}\" Type=\"{Office}/styles\" Target=\"styles.xml\"/></Relationships>"));
    }

    static byte[] Bytes(StringBuilder xml) => Encoding.UTF8.GetBytes(xml.ToString());
}

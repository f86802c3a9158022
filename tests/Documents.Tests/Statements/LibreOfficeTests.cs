using System.Diagnostics;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using GovCloud.Documents.Statements;
using Xunit.Abstractions;

namespace GovCloud.Documents.Tests.Statements;

public sealed class LibreOfficeTests(ITestOutputHelper output)
{
    [Fact]
    public async Task LibreOffice_calculates_what_is_written()
    {
        var office = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(p => Path.Combine(p, "soffice")).FirstOrDefault(File.Exists);
        if (office is null)
        {
            output.WriteLine("0 workbooks compared: soffice is not installed.");
            return;
        }

        var folder = Directory.CreateTempSubdirectory("statements");
        try
        {
            var files = StatementFiles.Render(SampleMonth.Of(4)).Where(f => f.Name.EndsWith(".xlsx", StringComparison.Ordinal)).ToList();
            foreach (var (index, file) in files.Index())
            {
                await File.WriteAllBytesAsync(Path.Combine(folder.FullName, $"{index}.xlsx"), WithoutValues(file.Content));
            }

            var start = new ProcessStartInfo(office) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var argument in (string[])["--headless", $"-env:UserInstallation=file://{folder.FullName}/profile", "--convert-to", "xlsx", "--outdir", $"{folder.FullName}/out", .. files.Select((_, i) => $"{folder.FullName}/{i}.xlsx")])
            {
                start.ArgumentList.Add(argument);
            }

            using var process = Process.Start(start)!;
            await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            Assert.Equal(0, process.ExitCode);
            foreach (var (index, file) in files.Index())
            {
                Compare(file, await File.ReadAllBytesAsync(Path.Combine(folder.FullName, "out", $"{index}.xlsx")));
            }

            output.WriteLine($"{files.Count} workbooks compared.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    void Compare(StatementFile file, byte[] calculated)
    {
        var (ours, theirs) = (Sheets.Read(file.Content), Sheets.Read(calculated));
        var formulas = ours.Cells.Where(c => c.Value.Formula is not null).ToList();
        Assert.NotEmpty(formulas);
        Assert.All(formulas, cell =>
        {
            var (written, there) = (cell.Value.Number!.Value, theirs.Number(cell.Key.Sheet, cell.Key.Cell));
            Assert.True(Math.Abs(written - there) <= Math.Max(2e-6, Math.Abs(written) * 1e-11), $"{file.Name} {cell.Key} ={cell.Value.Formula}: {written}, LibreOffice {there}");
        });
        output.WriteLine($"{file.Name}: {formulas.Count} formulas");
    }

    /// <summary>The workbook as a calculation program must fill it: every formula without its value.</summary>
    static byte[] WithoutValues(ReadOnlyMemory<byte> content)
    {
        using var stream = new MemoryStream();
        stream.Write(content.Span);
        using (var document = SpreadsheetDocument.Open(stream, isEditable: true))
        {
            foreach (var cell in document.WorkbookPart!.WorksheetParts.SelectMany(p => p.Worksheet.Descendants<Cell>()).Where(c => c.CellFormula is not null))
            {
                cell.CellValue = null;
            }
        }

        return stream.ToArray();
    }
}

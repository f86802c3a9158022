using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsvHelper;
using GovCloud.Cost.Apportioning;
using GovCloud.Estates;

namespace GovCloud.CostFiles;

/// <summary>
/// Values of monthly drivers (実績値) as a CSV in UTF-8: columns <c>municipality</c> and <c>value</c>, and where wanted <c>system</c> and <c>driver</c>, or
/// 団体コード, 値, 業務 and 指標. Without a column for it, the driver's id is the file's name without its ending.
/// </summary>
public static class DriverFile
{
    const int MostBytes = 16 << 20;

    static readonly ImmutableArray<ImmutableArray<string>> Headings = [["municipality", "団体コード"], ["value", "値"], ["system", "業務"], ["driver", "指標"]];

    /// <summary>Reads.</summary>
    /// <param name="name">The file's name, for statements and for what cannot be read.</param>
    /// <param name="content">The CSV.</param>
    /// <returns>A set of values for each driver, in the order of the file.</returns>
    /// <exception cref="ExportException">It is no such file; the message names the line and the remedy.</exception>
    public static ImmutableArray<MonthlyDriverValues> Read(string name, Stream content)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(content);
        var bytes = Bytes(name, content);
        var rows = Rows(name, bytes);
        if (rows.Count == 0)
        {
            throw new ExportException(name, "it has no line with a value; write a line for each body, also for those whose value is 0");
        }

        if (rows.GroupBy(r => (r.Driver, r.Value.Municipality, r.Value.System)).FirstOrDefault(g => g.Skip(1).Any()) is { } twice)
        {
            throw new ExportException(name, $"{twice.Key.Municipality} has two values for the driver '{twice.Key.Driver}'{(twice.Key.System is { } system ? $" and the system '{system}'" : "")}; remove one");
        }

        var digest = Convert.ToHexStringLower(SHA256.HashData(bytes));
        return
        [
            .. rows.GroupBy(r => r.Driver, StringComparer.Ordinal)
                .Select(g => new MonthlyDriverValues { Driver = g.Key, Source = Path.GetFileName(name), Sha256 = digest, Values = [.. g.Select(r => r.Value)] }),
        ];
    }

    static byte[] Bytes(string name, Stream content)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (var read = content.Read(buffer); read > 0; read = content.Read(buffer))
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > MostBytes)
            {
                throw new ExportException(name, "it is larger than 16 MiB; is it a file of driver values?");
            }
        }

        return bytes.ToArray();
    }

    static List<(string Driver, CostDriverValue Value)> Rows(string name, byte[] bytes)
    {
        var start = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        try
        {
            using var csv = CsvReader.Create(new MemoryStream(bytes, start, bytes.Length - start), CsvReaderOptions.Default with { TrackLineNumbers = true });
            var headers = csv.Headers.ToArray().Select(h => h.Trim()).ToList();
            int[] places = [.. Headings.Select(names => headers.FindIndex(h => names.Contains(h, StringComparer.OrdinalIgnoreCase)))];
            if (places[0] < 0 || places[1] < 0)
            {
                throw new ExportException(name, "its first line must name the columns 'municipality' and 'value' (or 団体コード and 値); save it as CSV in UTF-8");
            }

            var rows = new List<(string, CostDriverValue)>();
            while (csv.Read())
            {
                var row = ValueOf($"{name}:{csv.LineNumber.ToString(CultureInfo.InvariantCulture)}", Text(csv, places[0]), Text(csv, places[1]), Text(csv, places[2]));
                rows.Add((Text(csv, places[3]) is { Length: > 0 } driver ? driver : StemOf(name), row));
            }

            return rows;
        }
        catch (CsvFormatException malformed)
        {
            throw new ExportException(name, $"it cannot be read as CSV: {malformed.Message}", malformed);
        }
    }

    static CostDriverValue ValueOf(string place, string municipality, string value, string system)
    {
        if (MunicipalityCode.Explain(municipality) is { } problem)
        {
            throw new ExportException(place, $"{problem} A spreadsheet drops a leading 0.");
        }

        if (!decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            throw new ExportException(place, $"'{value}' is no value: write a number of 0 or more without thousands separators or unit");
        }

        return new CostDriverValue { Municipality = MunicipalityCode.Parse(municipality), System = system.Length > 0 ? system : null, Value = number };
    }

    static string Text(CsvReader csv, int place) => place < 0 ? "" : Encoding.UTF8.GetString(csv.GetSpan(place)).Trim();

    static string StemOf(string name) => Path.GetFileNameWithoutExtension(name);
}

using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using GovCloud.Cost.Apportioning;
using GovCloud.Cost.Statements;
using GovCloud.Documents.Statements;
using GovCloud.Estates;

namespace GovCloud.Cli.Cost;

/// <summary>Checks that a statement is what its record says, and its record what the bill gives. Stops at the first difference.</summary>
sealed class StatementVerification
{
    const int DigestLength = 64;

    readonly List<string> done = [];
    byte[] bytes = [];

    /// <summary>The record, once it was read.</summary>
    public StatementRecord? Record { get; private set; }

    /// <summary>The first difference.</summary>
    public string? Problem { get; private set; }

    /// <summary>Checks the digests of a folder, the form of the record, and every file against what the record gives.</summary>
    public void OfFiles(string path)
    {
        var folder = Directory.Exists(path);
        _ = (!folder || Digests(path)) && ReadRecord(StatementFolder.RecordPath(path)) && folder && Rendered(path);
    }

    /// <summary>Computes the record again.</summary>
    public void OfBill(Estate estate, CostBill bill)
    {
        if (Problem is null && Record is { } record)
        {
            Recompute(estate, bill, record);
        }
    }

    public void Write(OutputFormat format, TextWriter output)
    {
        if (format == OutputFormat.Json)
        {
            output.WriteLine(CostJson.Text(new JsonObject
            {
                ["identical"] = Problem is null,
                ["recordDigest"] = bytes.Length == 0 ? null : StatementRecords.Digest(bytes),
                ["checks"] = CostJson.Array(done.Select(d => (JsonNode?)d)),
                ["difference"] = Problem,
            }));
            return;
        }

        foreach (var line in done)
        {
            output.WriteLine($"same: {line}");
        }

        output.WriteLine(Problem is null ? $"The statement is identical; record {StatementRecords.Digest(bytes)}" : $"DIFFERENT: {Problem}");
    }

    bool Digests(string folder)
    {
        var file = Path.Combine(folder, StatementFiles.Digests);
        if (!File.Exists(file))
        {
            return Fail($"{StatementFiles.Digests} is missing");
        }

        var listed = new HashSet<string>([StatementFiles.Digests, StatementFolder.Obstacles], StringComparer.Ordinal);
        foreach (var line in File.ReadAllLines(file))
        {
            if (line.Length < DigestLength + 3)
            {
                return Fail($"{StatementFiles.Digests} has the line '{line}', which is no digest with a name");
            }

            var (digest, name) = (line[..DigestLength], line[(DigestLength + 2)..]);
            var target = Path.Combine(folder, name);
            if (!File.Exists(target))
            {
                return Fail($"{name} is listed in {StatementFiles.Digests} and not there");
            }

            if (Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(target))) is var found && found != digest)
            {
                return Fail($"{name} has the digest {found} and {StatementFiles.Digests} says {digest}");
            }

            listed.Add(name);
        }

        var others = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/')).Where(f => !listed.Contains(f)).Order(StringComparer.Ordinal).ToList();
        return others.Count > 0
            ? Fail($"{others[0]} is no part of the statement{(others.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $" (and {others.Count - 1} more)") : "")}")
            : Same(string.Create(CultureInfo.InvariantCulture, $"{listed.Count - 2} digests of {StatementFiles.Digests}"));
    }

    bool ReadRecord(string file)
    {
        bytes = File.ReadAllBytes(file);
        try
        {
            Record = StatementRecords.Read(bytes);
        }
        catch (JsonException unreadable)
        {
            return Fail($"{Path.GetFileName(file)} is no record of a statement: {unreadable.Message}");
        }

        return StatementRecords.Write(Record).AsSpan().SequenceEqual(bytes)
            ? Same("the record in its canonical form")
            : Fail($"{Path.GetFileName(file)} is not in the canonical form in which records are written; somebody has edited it");
    }

    bool Rendered(string folder)
    {
        var files = StatementFiles.Render(Record!);
        foreach (var file in files)
        {
            var target = Path.Combine(folder, file.Name);
            if (!File.Exists(target))
            {
                return Fail($"{file.Name} is missing; the record gives it");
            }

            var there = File.ReadAllBytes(target);
            var at = there.AsSpan().CommonPrefixLength(file.Content.Span);
            if (at < there.Length || at < file.Content.Length)
            {
                return Fail(string.Create(CultureInfo.InvariantCulture, $"{file.Name} differs from what the record gives, first at byte {at + 1} ({there.Length} bytes there, {file.Content.Length} from the record)"));
            }
        }

        return Same(string.Create(CultureInfo.InvariantCulture, $"{files.Length} files made again from the record"));
    }

    bool Recompute(Estate estate, CostBill bill, StatementRecord record)
    {
        if (record.EngineVersion != StatementRecords.EngineVersion)
        {
            return Fail($"the statement was computed with arithmetic {record.EngineVersion} and this program has {StatementRecords.EngineVersion}; verify with the program of its time");
        }

        if (Inputs(bill, record) is not { } inputs)
        {
            return false;
        }

        StatementRecord again;
        try
        {
            var input = new ApportionmentInput { Estate = estate, Bill = bill, Conversion = record.Split.Conversion, DriverValues = record.DriverValues };
            again = StatementRecords.Create(
                estate, bill with { Inputs = inputs }, Apportioner.Apportion(input), record.DriverValues, record.Reconciliation, record.Corrections, record.Revision);
        }
        catch (ApportionmentException stopped)
        {
            return Fail($"the bill cannot be apportioned: {stopped.Problems[0]}");
        }

        if (again.RulesDigest != record.RulesDigest)
        {
            return Fail($"the estate's rules and accounts ({again.RulesDigest}) are not those of the statement ({record.RulesDigest}); give the estate as it was then, or --rules");
        }

        var made = StatementRecords.Write(again);
        return made.AsSpan().SequenceEqual(bytes)
            ? Same("the record computed again from the bill")
            : Fail($"computed again from the bill, {FirstDifference(JsonNode.Parse(bytes), JsonNode.Parse(made), "record")}");
    }

    /// <summary>The files of the bill in the record's names and order; their contents must be the same.</summary>
    ImmutableArray<BillInput>? Inputs(CostBill bill, StatementRecord record)
    {
        var read = bill.Inputs.ToLookup(i => i.Sha256, StringComparer.Ordinal);
        if (record.Inputs.FirstOrDefault(i => !read.Contains(i.Sha256)) is { } absent)
        {
            Fail($"the bill lacks {absent.Name} with the digest {absent.Sha256}{(bill.Problems.IsEmpty ? "" : $" ({bill.Problems[0]})")}");
            return null;
        }

        var known = record.Inputs.Select(i => i.Sha256).ToHashSet(StringComparer.Ordinal);
        if (bill.Inputs.FirstOrDefault(i => !known.Contains(i.Sha256)) is { } further)
        {
            Fail($"the bill has {further.Name} with the digest {further.Sha256}, which the statement was not made of");
            return null;
        }

        Same(string.Create(CultureInfo.InvariantCulture, $"{record.Inputs.Length} files of the bill"));
        return [.. record.Inputs.Select(i => read[i.Sha256].First() with { Name = i.Name })];
    }

    static string FirstDifference(JsonNode? there, JsonNode? here, string path)
    {
        if (there is JsonObject left && here is JsonObject right)
        {
            foreach (var key in left.Select(m => m.Key).Union(right.Select(m => m.Key), StringComparer.Ordinal))
            {
                if (!JsonNode.DeepEquals(left[key], right[key]))
                {
                    return FirstDifference(left[key], right[key], $"{path}.{key}");
                }
            }
        }

        if (there is JsonArray before && here is JsonArray after)
        {
            for (var i = 0; i < Math.Max(before.Count, after.Count); i++)
            {
                var (one, other) = (i < before.Count ? before[i] : null, i < after.Count ? after[i] : null);
                if (!JsonNode.DeepEquals(one, other))
                {
                    return FirstDifference(one, other, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"));
                }
            }
        }

        return $"{path} is {Short(there)} in the statement and {Short(here)} now";
    }

    static string Short(JsonNode? node)
    {
        const int Most = 80;
        var text = node is null ? "absent" : CostJson.Text(node).ReplaceLineEndings(" ");
        return text.Length <= Most ? text : text[..Most] + "…";
    }

    bool Same(string what)
    {
        done.Add(what);
        return true;
    }

    bool Fail(string problem)
    {
        Problem ??= problem;
        return false;
    }
}

using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Triage;

namespace GovCloud.Linkage;

/// <summary>What can be told about files.</summary>
public enum LinkageFindingKind
{
    /// <summary>未着.</summary>
    Missing,

    /// <summary>完了ファイルが来ない.</summary>
    Incomplete,

    /// <summary>ファイルの不良.</summary>
    Broken,

    /// <summary>重複.</summary>
    Duplicate,

    /// <summary>件数が普段と異なる.</summary>
    RowAnomaly,

    /// <summary>未取得.</summary>
    Unconsumed,

    /// <summary>ファイル名の誤り, 予定にない日付, 登録のない格納先.</summary>
    Misplaced,
}

/// <summary>Something to be told about a file: an incident in the making. Holds no contents and no personal data.</summary>
public sealed record LinkageFinding
{
    /// <summary>What.</summary>
    public required LinkageFindingKind Kind { get; init; }

    /// <summary>What it is about: interface and slot, with the consumer where one is meant; for a misplaced file a digest of its key.</summary>
    public required string Subject { get; init; }

    /// <summary>How bad it is.</summary>
    public required Severity Severity { get; init; }

    /// <summary>The interface; none where a file lies in nobody's folder.</summary>
    public string? Interface { get; init; }

    /// <summary>The system that has to act: the provider, or the consumer that has not taken a file. None where a file lies in nobody's folder.</summary>
    public string? Consumer { get; init; }

    /// <summary>Label and value for the reader, Japanese.</summary>
    public ImmutableArray<AlertFact> Facts { get; init; } = [];

    internal static LinkageFinding Of(LinkageFindingKind kind, ExpectedFile expected) => new()
    {
        Kind = kind,
        Subject = expected.Slot.ToString(),
        Severity = kind == LinkageFindingKind.Duplicate ? Severity.Medium : Severity.High,
        Interface = expected.Slot.Interface,
        Facts = [.. About(expected)],
    };

    internal static LinkageFinding Broken(ExpectedFile expected, FileVersion file, ImmutableArray<FileDefect> defects) => Of(LinkageFindingKind.Broken, expected) with
    {
        Facts =
        [
            .. About(expected),
            new AlertFact("不良の内容", string.Join("、", defects.Select(LinkageText.Of))),
            new AlertFact("サイズ(バイト)", Number(file.Size)),
            .. Counted(file),
        ],
    };

    internal static LinkageFinding Rows(ExpectedFile expected, long rows, double median) => Of(LinkageFindingKind.RowAnomaly, expected) with
    {
        Severity = Severity.Medium,
        Facts = [.. About(expected), new AlertFact("件数", Number(rows)), new AlertFact("過去の中央値", median.ToString("0.#", CultureInfo.InvariantCulture))],
    };

    internal static LinkageFinding Unconsumed(ExpectedFile expected, string consumer) => Of(LinkageFindingKind.Unconsumed, expected) with
    {
        Subject = $"{expected.Slot}/{consumer}",
        Consumer = consumer,
        Facts = [.. About(expected), new AlertFact("利用側システム", consumer)],
    };

    /// <summary>A file that belongs to no interface.</summary>
    public static LinkageFinding Misplaced(KeyProblem problem, LinkageProfile? nearest, string key) => new()
    {
        Kind = LinkageFindingKind.Misplaced,
        Subject = KeyMask.DigestOf(key),
        Severity = Severity.Medium,
        Interface = nearest?.Id,
        Facts = [new AlertFact("理由", LinkageText.Of(problem)), new AlertFact("キー(伏せ字)", KeyMask.Mask(key))],
    };

    static IEnumerable<AlertFact> About(ExpectedFile expected)
    {
        yield return new AlertFact("連携ファイル", KeyMask.Mask(expected.Key));
        if (expected.Due is { } due)
        {
            yield return new AlertFact("期限", Calendar.JapanTime.Format(due));
        }
    }

    static IEnumerable<AlertFact> Counted(FileVersion file)
    {
        if (file.Inspection is { } inspection)
        {
            yield return new AlertFact("件数", inspection.Rows is { } rows ? Number(rows) : "数えられない大きさ");
        }
    }

    static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}

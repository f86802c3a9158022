using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GovCloud.Cost.Statements;
using GovCloud.Estates;

namespace GovCloud.Cost.Closing;

/// <summary>What is told about a statement.</summary>
public enum StatementNoticeKind
{
    /// <summary>A draft waits to be checked.</summary>
    DraftReady,

    /// <summary>A month that is due cannot be closed yet.</summary>
    Blocked,

    /// <summary>A statement was published.</summary>
    Published,

    /// <summary>A file of an export cannot be read.</summary>
    Unreadable,
}

/// <summary>Something to be told about a month, and to whom. In Japanese; holds names of bodies, amounts and keys, no personal data.</summary>
public sealed record StatementNotice
{
    /// <summary>What.</summary>
    public required StatementNoticeKind Kind { get; init; }

    /// <summary>Equal for what is the same to its readers, so that it is told once.</summary>
    public required string Key { get; init; }

    /// <summary>One line.</summary>
    public required string Subject { get; init; }

    /// <summary>Facts with their labels.</summary>
    public required ImmutableArray<(string Label, string Value)> Facts { get; init; }

    /// <summary>What to do.</summary>
    public required string Closing { get; init; }

    /// <summary>The organisations that are told: ids.</summary>
    public required ImmutableArray<string> Organisations { get; init; }

    /// <summary>What follows from the last look at a month; none before it is due, when nobody has to do anything yet.</summary>
    public static IEnumerable<StatementNotice> Of(Estate estate, MonthStatus status)
    {
        ArgumentNullException.ThrowIfNull(estate);
        ArgumentNullException.ThrowIfNull(status);
        var month = ClosingJudgement.Name(status.Month);
        foreach (var file in status.Unreadable)
        {
            yield return New(
                estate, StatementNoticeKind.Unreadable, $"{status.Month} {file.Kept}", $"【高】{month}分の利用明細を読み取れません",
                [("ファイル", file.Name), ("理由", file.Reason), ("保管場所", file.Kept)],
                "按分は止めてあります。AWSの再配信を待つか、正しいファイルを置き直してください。元のファイルは失われていません。");
        }

        if (!status.Due || status.State is StatementState.Published)
        {
            yield break;
        }

        if (!status.Obstacles.IsEmpty)
        {
            yield return New(
                estate, StatementNoticeKind.Blocked, $"{status.Month} {Digest(status.Obstacles)}", $"【中】{month}分の按分を締められません({status.Obstacles.Length}件)",
                [("対象月", month), .. status.Obstacles.Select((obstacle, i) => ($"理由{i + 1}", obstacle))],
                "理由が取り除かれると自動で再計算し、結果をお知らせします。");
        }
        else if (status is { State: StatementState.Draft, Revision: { } revision, RecordDigest: { } digest, Yen: { } yen })
        {
            yield return New(
                estate, StatementNoticeKind.DraftReady, $"{status.Month} r{revision} {digest}", $"【参考】{month}分の按分計算書(第{revision}版)を確認してください",
                [("対象月", month), ("版", $"第{revision}版"), ("合計", Money(yen)), ("内容の識別", digest[..12])],
                $"内容を確認し、`gca cost statements check {status.Month}` で確認済みにしてください。公開までは各団体に送られません。");
        }
    }

    /// <summary>A statement was published: the contacts and the IT departments of all bodies are told. No body reads what the others bear.</summary>
    public static StatementNotice OfPublished(Estate estate, StatementEntry entry)
    {
        ArgumentNullException.ThrowIfNull(estate);
        ArgumentNullException.ThrowIfNull(entry);
        var month = ClosingJudgement.Name(entry.Month);
        var restated = entry.Revision > 1 ? $"(第{entry.Revision}版、再計算)" : "";
        var notice = New(
            estate, StatementNoticeKind.Published, $"{entry.Month} r{entry.Revision} {entry.RecordDigest}", $"【参考】{month}分の按分計算書{restated}を公開しました",
            [("対象月", month), ("版", $"第{entry.Revision}版"), ("保管場所", entry.Prefix), ("内容の識別", entry.RecordDigest[..12])],
            entry.Revision > 1
                ? "公開済みの計算書は変わりません。前の版との差額は、次に締める月の計算書に「過月分調整」として載ります。"
                : $"計算書は変更・削除できない状態で{estate.Cost.Closing.RetentionYears}年間保管されます。");
        return notice with { Organisations = [.. notice.Organisations.Union(estate.Municipalities.Select(body => body.ItDepartment), StringComparer.Ordinal)] };
    }

    static StatementNotice New(Estate estate, StatementNoticeKind kind, string key, string subject, ImmutableArray<(string, string)> facts, string closing) => new()
    {
        Kind = kind,
        Key = key,
        Subject = subject,
        Facts = facts,
        Closing = closing,
        Organisations = estate.Cost.Closing.Contacts is [_, ..] contacts ? contacts : [estate.Profile.Operator],
    };

    static string Money(long yen) => string.Create(CultureInfo.InvariantCulture, $"{yen:#,0}円");

    static string Digest(ImmutableArray<string> texts) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', texts))).AsSpan(0, 8));
}

/// <summary>The detail of our events on the operations bus.</summary>
public sealed record StatementEvent
{
    /// <summary>The month.</summary>
    public required CostMonth Month { get; init; }

    /// <summary>The revision, where there is a statement.</summary>
    public int? Revision { get; init; }

    /// <summary>Digest of its record.</summary>
    public string? RecordDigest { get; init; }

    /// <summary>The total in yen.</summary>
    public long? Yen { get; init; }

    /// <summary>What stands against closing it.</summary>
    public ImmutableArray<string> Obstacles { get; init; } = [];
}

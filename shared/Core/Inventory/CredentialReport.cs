using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Accounts;
using GovCloud.Audit;

namespace GovCloud.Inventory;

/// <summary>IAM's credential report: a row for the root user and for each IAM user.</summary>
/// <remarks>
/// Source: AWS IAM User Guide, "Generate credential reports". Members are found by their heading, so that AWS may add some. Truth values come in
/// lower case and, in the guide, in upper case. A name can stand twice where a user was deleted and made anew while the report was written.
/// </remarks>
public sealed record CredentialReport
{
    /// <summary>When AWS wrote it; unknown where only the table was kept. AWS keeps a report for four hours.</summary>
    public DateTimeOffset? GeneratedAt { get; init; }

    /// <summary>The rows, in their order.</summary>
    public required ImmutableArray<CredentialRow> Rows { get; init; }

    /// <summary>The root user's row.</summary>
    public CredentialRow? Root => Rows.FirstOrDefault(row => row.IsRoot);

    /// <summary>The rows of IAM users.</summary>
    public IEnumerable<CredentialRow> Users => Rows.Where(row => !row.IsRoot);

    /// <summary>Reads the table.</summary>
    /// <exception cref="FormatException">It is not one, or was cut off. The message says where, in Japanese.</exception>
    public static CredentialReport Parse(string csv)
    {
        ArgumentNullException.ThrowIfNull(csv);
        var lines = CsvLine.Split(csv.TrimStart('\uFEFF')).ToList();
        if (lines is not [var heading, .. var rows] || heading.Cells is not ["user", "arn", ..])
        {
            throw new FormatException("認証情報レポートの見出しがありません");
        }

        var columns = heading.Cells.Select((name, index) => (name, index)).ToDictionary(column => column.name, column => column.index, StringComparer.Ordinal);
        return new() { Rows = [.. rows.Select(row => Row(row, columns, heading.Cells.Length))] };
    }

    /// <summary>A report that was written in the future tells of clocks that differ, and is not believed.</summary>
    public static Reading<CredentialReport> Believable(Reading<CredentialReport> report, DateTimeOffset at, TimeSpan skew)
    {
        ArgumentNullException.ThrowIfNull(report);
        return report.Match(known => known.GeneratedAt > at + skew, _ => false) ? Readings.Unknown<CredentialReport>("認証情報レポートの作成日時が未来です。時計のずれを確かめてください") : report;
    }

    static CredentialRow Row(CsvLine line, Dictionary<string, int> columns, int width)
    {
        if (line.Broken || line.Cells.Length != width)
        {
            throw new FormatException($"認証情報レポートの{line.Number}行目が途中で切れています");
        }

        return new()
        {
            User = Cell("user"),
            Arn = Cell("arn"),
            CreatedAt = Instant("user_creation_time"),
            HasPassword = Truth("password_enabled"),
            PasswordLastUsedAt = Instant("password_last_used"),
            PasswordChangedAt = Instant("password_last_changed"),
            HasMfa = Truth("mfa_active") ?? false,
            Keys = [Key(1), Key(2)],
            ActiveCertificates = (Truth("cert_1_active") == true ? 1 : 0) + (Truth("cert_2_active") == true ? 1 : 0),
        };

        KeySlot Key(int slot) => new(
            Truth(FormattableString.Invariant($"access_key_{slot}_active")) ?? false,
            Instant(FormattableString.Invariant($"access_key_{slot}_last_rotated")),
            Instant(FormattableString.Invariant($"access_key_{slot}_last_used_date")));

        string Cell(string name) => columns.TryGetValue(name, out var index) ? line.Cells[index] : throw new FormatException($"認証情報レポートに列 {name} がありません");

        bool? Truth(string name) => Cell(name) switch
        {
            var text when text.Equals("true", StringComparison.OrdinalIgnoreCase) => true,
            var text when text.Equals("false", StringComparison.OrdinalIgnoreCase) => false,
            "not_supported" or "N/A" => null,
            var other => throw new FormatException($"認証情報レポートの{line.Number}行目の {name} が読めません({other})"),
        };

        DateTimeOffset? Instant(string name) => Cell(name) switch
        {
            "N/A" or "no_information" or "not_supported" => null,
            var text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) => instant,
            var other => throw new FormatException($"認証情報レポートの{line.Number}行目の {name} が日時ではありません({other})"),
        };
    }
}

/// <summary>A user's credentials.</summary>
public sealed record CredentialRow
{
    /// <summary>Name; <c>&lt;root_account&gt;</c> for the root user.</summary>
    public required string User { get; init; }

    /// <summary>ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Whether it has a console password; <see langword="null"/> where the report does not say, which older reports do not of the root user.</summary>
    public required bool? HasPassword { get; init; }

    /// <summary>When the password was last used; none for never.</summary>
    public required DateTimeOffset? PasswordLastUsedAt { get; init; }

    /// <summary>When the password was set.</summary>
    public required DateTimeOffset? PasswordChangedAt { get; init; }

    /// <summary>Whether a second factor is set up.</summary>
    public required bool HasMfa { get; init; }

    /// <summary>The two access keys. Which is first says nothing: the slots are ordered by key id, and a new key can move an old one.</summary>
    public required ImmutableArray<KeySlot> Keys { get; init; }

    /// <summary>How many signing certificates are active.</summary>
    public required int ActiveCertificates { get; init; }

    /// <summary>Whether it is the root user.</summary>
    public bool IsRoot => User == "<root_account>";

    /// <summary>When anything of it was last used: the latest of password and both keys; none for never.</summary>
    public DateTimeOffset? LastUsedAt => Keys.Select(key => key.LastUsedAt).Append(PasswordLastUsedAt).Max();
}

/// <summary>An access key as the credential report shows it.</summary>
/// <param name="Active">Whether it works.</param>
/// <param name="CreatedAt">When it was made; none where there is no key, and for the root user in some reports.</param>
/// <param name="LastUsedAt">When it was last used; none for never.</param>
public sealed record KeySlot(bool Active, DateTimeOffset? CreatedAt, DateTimeOffset? LastUsedAt);

using System.Collections.Immutable;

namespace GovCloud.Guardrails;

/// <summary>A released version of the baseline: a unit that never changes any more.</summary>
public sealed record BaselineRelease
{
    /// <summary>The version.</summary>
    public required BaselineVersion Version { get; init; }

    /// <summary>The day of the release, JST.</summary>
    public required DateOnly ReleasedOn { get; init; }

    /// <summary>What it brings, Japanese.</summary>
    public required string Note { get; init; }

    /// <summary>Digest of the canonical form of the member template (<see cref="TemplateDigest"/>).</summary>
    public required string MemberDigest { get; init; }

    /// <summary>Digest of the canonical form of the template of the log archive.</summary>
    public required string LogArchiveDigest { get; init; }

    /// <summary>Digest of one of the templates.</summary>
    public string DigestOf(BaselineTemplate template) => template == BaselineTemplate.Member ? MemberDigest : LogArchiveDigest;
}

/// <summary>The templates of a version.</summary>
public enum BaselineTemplate
{
    /// <summary>What every account gets, the log archive included.</summary>
    Member,

    /// <summary>What the log archive gets besides: the bucket that the other accounts write to.</summary>
    LogArchive,
}

/// <summary>The released versions.</summary>
public static class BaselineReleases
{
    /// <summary>Name of the stack of the member template, the same in every account.</summary>
    public const string MemberStack = "GovCloud-Guardrails";

    /// <summary>Name of the stack of the log archive.</summary>
    public const string LogArchiveStack = "GovCloud-LogArchive";

    /// <summary>The template's output that names the version.</summary>
    public const string VersionOutput = "BaselineVersion";

    /// <summary>All of them, the oldest first.</summary>
    public static ImmutableArray<BaselineRelease> All { get; } =
    [
        new()
        {
            Version = new(1, 0),
            ReleasedOn = new(2026, 10, 1),
            Note = "初版。記録、検知、権限、アカウント設定の統制をまとめた。",
            MemberDigest = "91c1147d3d5a237923b76cc72c8c4bde0db8fa1fb9f4f1001a538d6270fbaee3",
            LogArchiveDigest = "4cd3dbe333844742ca51317cfb71bac1e41b7fa9526cdcbfd59b0fc6028b6240",
        },
        new()
        {
            Version = new(1, 1),
            ReleasedOn = new(2026, 11, 16),
            Note = "未使用権限の検出、VPC の外部接続の禁止、実行環境の監視、NIST の基準、Config ルール3件を追加し、ログの保持期間を延長した。緩めた統制はない。",
            MemberDigest = "e77cad9a8c0c441c245f08ad751203959e89ac1f136a414990f7dee926adfa1b",
            LogArchiveDigest = "32b38bee2ed54828e4ed3a917be6f19452fcf28ef9a590a98ae1d0f410f3e620",
        },
    ];

    /// <summary>The latest.</summary>
    public static BaselineRelease Latest => All[^1];

    /// <summary>The release of a version; none where it was never released.</summary>
    public static BaselineRelease? Find(BaselineVersion version) => All.FirstOrDefault(release => release.Version == version);

    /// <summary>The file of a template in the repository's folder of versions.</summary>
    public static string FileOf(BaselineVersion version, BaselineTemplate template) =>
        $"{version}/{(template == BaselineTemplate.Member ? "guardrails" : "log-archive")}.template.json";
}

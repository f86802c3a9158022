using System.Collections.Immutable;
using GovCloud.Calendar;
using GovCloud.Estates;
using GovCloud.LocalCloud.Accounts;
using GovCloud.Resilience;

namespace GovCloud.EndToEnd.Tests;

/// <summary>Something that is wrong in an account on the morning of the audit.</summary>
/// <param name="Title">What.</param>
/// <param name="Account">Where.</param>
/// <param name="Inject">Makes it so.</param>
/// <param name="Fails">The checks that must fail because of it, with their subjects; none where nothing must.</param>
sealed record AuditFault(string Title, AccountId Account, Func<SimulatedAccount, SimulatedAccount> Inject, params (string Check, string Subject)[] Fails);

/// <summary>The sample estate's accounts with all that is wrong in them at an instant. Nothing of it depends on the day of the week or the hour.</summary>
sealed class AuditFaults
{
    // Five weekly generations and a monthly restore test must be there already.
    const int HistoryDays = 73;

    // The longest closing of an office, with the weekends around it, is shorter: the copies of an open day are among those that are missing.
    const int NightsWithoutCopies = 11;

    static readonly AccountId unowned = AccountId.Parse("555500001111");

    readonly Estate estate;
    readonly DateTimeOffset now;
    readonly DateOnly today;
    readonly EstateAccounts tidy;
    readonly BackupFaults backups;
    readonly IdentityFaults identities;
    readonly ImmutableArray<AccountId> hit;

    internal AuditFaults(Estate estate, DateTimeOffset now)
    {
        this.estate = estate;
        this.now = now;
        today = JapanTime.DateOf(now);
        tidy = new EstateAccounts(estate, today.AddDays(-HistoryDays), today, seed: 1);
        backups = new BackupFaults(estate.Profile.PrimaryRegion, estate.Profile.RecoveryRegion);
        identities = new IdentityFaults(now.AddDays(-2), DateTimeOffset.MaxValue);
        var systems = estate.Systems.ToDictionary(system => system.Id, StringComparer.Ordinal);
        hit =
        [
            .. estate.Accounts
                .Where(account => account is { System: not null, Environment: DeploymentEnvironment.Production } && BackupPlan.ClassOf(estate.Backup, systems[account.System], account.Environment) is { RestoreTested: true })
                .Select(account => account.Id).OrderBy(id => id.ToString(), StringComparer.Ordinal),
        ];
        All = [.. Backups(), .. Identities(), .. Calls()];
    }

    /// <summary>What is wrong.</summary>
    internal ImmutableArray<AuditFault> All { get; }

    /// <summary>The account that cannot be entered.</summary>
    internal AccountId Closed => hit[7];

    /// <summary>The account whose copy jobs cannot be listed.</summary>
    internal AccountId PartlyClosed => hit[9];

    /// <summary>The accounts. They follow the real clock, as the functions' processes do.</summary>
    internal SimulatedAccounts Create()
    {
        var accounts = tidy.Create(TimeProvider.System, [unowned], id => new SimulatedAccount
        {
            Id = id,
            Name = "unowned",
            ReaderRoles = [],
            Listing = Timelines.Always<SimulatedListing?>(new SimulatedListing { Name = "unowned", Mail = "unowned@unknown.example" }),
        });
        foreach (var fault in All)
        {
            accounts.Change(fault.Account, fault.Inject);
        }

        return accounts;
    }

    /// <summary>The restore tests so far of accounts, of which AWS forgets those that are older than a month.</summary>
    internal IEnumerable<(AccountId Account, SimulatedJob Job)> RestoreTests() =>
        estate.Accounts.SelectMany(account => tidy.Make(account.Id).Regions[estate.Profile.PrimaryRegion].RestoreJobs.Where(job => job.Completed < now).Select(job => (account.Id, job)));

    IEnumerable<AuditFault> Backups()
    {
        var (primary, recovery) = (estate.Profile.PrimaryRegion, estate.Profile.RecoveryRegion);
        var database = Resource(hit[0], "RDS");
        yield return new("大阪への複製が続けて失敗", hit[0], account => Enumerable.Range(0, NightsWithoutCopies).Aggregate(account, (sofar, night) => backups.CopyFails(sofar, database, today.AddDays(-night))), ("BKP-020", database), ("BKP-021", database));
        yield return new("東京のボールトのロックがない", hit[1], account => Vault(account, primary, Unlocked), ("BKP-040", VaultArn(hit[1], primary)));
        yield return new("大阪のボールトのロックがない", hit[2], account => Vault(account, recovery, Unlocked), ("BKP-040", VaultArn(hit[2], recovery)));
        yield return new("東京のボールトのポリシーがない", hit[3], account => Vault(account, primary, vault => vault with { Policy = null }), ("BKP-042", VaultArn(hit[3], primary)));
        var files = $"arn:aws:elasticfilesystem:{primary}:{hit[4]}:file-system/fs-0123456789abcdef0";
        var unknown = new SimulatedResource(files, "fs-0123456789abcdef0", "AWS::EFS::FileSystem", "EFS", ImmutableSortedDictionary<string, string>.Empty);
        yield return new("届出のないファイルシステム", hit[4], account => backups.SomethingAppears(account, unknown, now.AddDays(-2), DateTimeOffset.MaxValue), ("BKP-003", files), ("BKP-010", files), ("BKP-020", files), ("BKP-030", files));
        var point = $"arn:aws:backup:{primary}:{hit[5]}:recovery-point:00000000-dead-4bee-8f00-000000000000";
        yield return new("復旧ポイントの削除が試みられる", hit[5], account => backups.SomebodyCalls(account, now.AddHours(-2), "DeleteRecoveryPoint", "recoveryPointArn", point), ("BKP-045", point));
        var abroad = $"arn:aws:backup:us-east-1:{hit[6]}:backup-vault:elsewhere";
        yield return new("国外へ手動で複製", hit[6], account => backups.CopiedByHand(account, Resource(hit[6], "S3"), today.AddDays(-2), now.AddHours(-3), abroad), ("BKP-025", abroad));
    }

    IEnumerable<AuditFault> Identities()
    {
        var made = now.AddDays(-2);
        var key = new SimulatedKey($"AKIASTALE{hit[0]}", made.AddDays(-100), made);
        var batch = new SimulatedUser { Name = "batch-transfer", Created = made.AddDays(-100), Keys = [key] };
        yield return new("100日前のアクセスキー", hit[0], account => identities.UserAppears(account, batch), ("IAM-010", User(hit[0], batch)), ("IAM-013", key.Id));
        var outsider = new SimulatedRole { Name = "support-vendor", Created = made, Trust = TrustPolicy.Of("777700008888"), UsedDaily = true };
        yield return new("知らないアカウントが引き受けられるロール", hit[1], account => identities.RoleAppears(account, outsider), ("IAM-030", Role(hit[1], outsider)), ("IAM-031", Role(hit[1], outsider)));
        var admin = new SimulatedUser { Name = "temporary-admin", Created = made, Policies = ["arn:aws:iam::aws:policy/AdministratorAccess"] };
        yield return new("管理者権限を持つIAMユーザー", hit[2], account => identities.UserAppears(account, admin), ("IAM-010", User(hit[2], admin)), ("IAM-018", User(hit[2], admin)), ("IAM-020", User(hit[2], admin)));
        yield return new("ルートユーザーが使われる", hit[3], identities.RootSignsIn, ("IAM-003", Root(hit[3])), ("IAM-004", Root(hit[3])));
        yield return new("ルートユーザーに多要素認証がない", hit[4], account => identities.RootIs(account, root => root with { HasMfa = false }), ("IAM-002", Root(hit[4])));
        var idle = new SimulatedRole { Name = "migration", Created = made.AddDays(-200), Used = made.AddDays(-95), Trust = TrustPolicy.Of(estate.Profile.OperationsAccount.ToString()) };
        yield return new("95日使われていないロール", hit[5], account => identities.RoleAppears(account, idle), ("IAM-034", Role(hit[5], idle)));
        yield return new("セキュリティの代替連絡先がない", hit[6], account => identities.ContactIsGone(account, "SECURITY"), ("ACC-010", $"{hit[6]}/security"));
        yield return new("台帳で使用中のアカウントが停止中", hit[10], account => identities.ListingIs(account, listing => listing with { Status = "SUSPENDED" }), ("ACC-006", hit[10].ToString()));
        yield return new("台帳にないアカウント", unowned, account => account, ("ACC-001", unowned.ToString()));
    }

    IEnumerable<AuditFault> Calls()
    {
        yield return Fails("役割を引き受けられない", Closed, new() { Kind = CallFaultKind.Denied, Service = "sts" });
        yield return Fails("複製ジョブの一覧が拒否される", PartlyClosed, new() { Kind = CallFaultKind.Denied, Service = "backup", Operation = "ListCopyJobs" });
        // What the retries get over is no finding.
        yield return Fails("AWS Backupが2回だけ多すぎると断る", hit[8], new() { Kind = CallFaultKind.Throttled, Service = "backup", Times = 2 });
        yield return Fails("IAMが2回だけ多すぎると断る", hit[8], new() { Kind = CallFaultKind.Throttled, Service = "iam", Times = 2 });

        static AuditFault Fails(string title, AccountId account, CallFault fault) => new(title, account, tidy => tidy with { Faults = tidy.Faults.Add(fault) });
    }

    SimulatedAccount Vault(SimulatedAccount account, string region, Func<SimulatedVault, SimulatedVault> change) => BackupFaults.VaultIs(account, region, now.AddDays(-2), DateTimeOffset.MaxValue, change);

    static SimulatedVault Unlocked(SimulatedVault vault) => vault with { Locked = false, LockDate = null, MinimumRetentionDays = null, MaximumRetentionDays = null };

    string Resource(AccountId account, string kind) => tidy.Make(account).Regions[estate.Profile.PrimaryRegion].Resources.At(DateTimeOffset.MinValue).First(one => one.Kind == kind).Arn;

    string VaultArn(AccountId account, string region) => tidy.Make(account).Regions[region].Vaults.At(DateTimeOffset.MinValue)[0].Arn;

    static string User(AccountId account, SimulatedUser user) => $"arn:aws:iam::{account}:user/{user.Name}";

    static string Role(AccountId account, SimulatedRole role) => $"arn:aws:iam::{account}:role/{role.Name}";

    static string Root(AccountId account) => $"arn:aws:iam::{account}:root";
}

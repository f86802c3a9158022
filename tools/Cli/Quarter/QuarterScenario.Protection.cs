using System.Collections.Immutable;
using GovCloud.Calendar;
using GovCloud.LocalCloud.Accounts;

namespace GovCloud.Cli.Quarter;

/// <content>Locks, keys, retention, deletions, and what nobody knows of.</content>
sealed partial class QuarterScenario
{
    IEnumerable<QuarterFault> ProtectionTrouble()
    {
        var first = free.Dequeue();
        yield return LockGone(first, estate.Profile.PrimaryRegion, "東京", Weekday(1, DayOfWeek.Wednesday));
        yield return WrongKey(first, Resource(first, "RDS").Arn, Weekday(4, DayOfWeek.Tuesday));
        yield return DeletionTried(first, Weekday(7, DayOfWeek.Thursday));
        var second = free.Dequeue();
        yield return LockGone(second, estate.Profile.RecoveryRegion, "大阪", Weekday(5, DayOfWeek.Wednesday));
        yield return PolicyGone(second, Weekday(8, DayOfWeek.Tuesday));
        yield return Appears(second, Weekday(2, DayOfWeek.Tuesday));
        yield return Shortened(free.Dequeue(), Weekday(6, DayOfWeek.Tuesday));
        var third = free.Dequeue();
        yield return NotDeleted(third, Resource(third, "RDS").Arn, Weekday(0, DayOfWeek.Tuesday));
        yield return Abroad(third, Resource(third, "S3").Arn, Weekday(8, DayOfWeek.Wednesday));
    }

    QuarterFault LockGone(AccountId account, string region, string name, DateOnly day) => new()
    {
        Title = $"{name}のボールトのロックが外される",
        Account = account,
        Day = day,
        Inject = tidy => BackupFaults.VaultIs(tidy, region, At(day), At(day.AddDays(3)), vault => vault with { Locked = false, LockDate = null, MinimumRetentionDays = null, MaximumRetentionDays = null }),
        Expected = All(VaultArn(account, region), day.AddDays(1), "BKP-040"),
    };

    QuarterFault PolicyGone(AccountId account, DateOnly day) => new()
    {
        Title = "東京のボールトのポリシーが消される",
        Account = account,
        Day = day,
        Inject = tidy => BackupFaults.VaultIs(tidy, estate.Profile.PrimaryRegion, At(day), At(day.AddDays(2)), vault => vault with { Policy = null }),
        Expected = All(VaultArn(account, estate.Profile.PrimaryRegion), day.AddDays(1), "BKP-042"),
    };

    QuarterFault WrongKey(AccountId account, string resource, DateOnly night) => new()
    {
        Title = "複製の鍵がボールトの鍵と違う",
        Account = account,
        Day = night,
        Inject = tidy => backups.CopyHasAnotherKey(tidy, resource, night),
        Expected = All(resource, night.AddDays(1), "BKP-043"),
    };

    QuarterFault DeletionTried(AccountId account, DateOnly day)
    {
        var target = $"arn:aws:backup:{estate.Profile.PrimaryRegion}:{account}:recovery-point:00000000-dead-4bee-8f00-000000000000";
        return new QuarterFault
        {
            Title = "復旧ポイントの削除が試みられる(拒否)",
            Account = account,
            Day = day,
            Inject = tidy => backups.SomebodyCalls(tidy, At(day), "DeleteRecoveryPoint", "recoveryPointArn", target),
            Expected = All(target, day.AddDays(1), "BKP-045"),
        };
    }

    QuarterFault Appears(AccountId account, DateOnly day)
    {
        var arn = $"arn:aws:elasticfilesystem:{estate.Profile.PrimaryRegion}:{account}:file-system/fs-0123456789abcdef0";
        var unknown = new SimulatedResource(arn, "fs-0123456789abcdef0", "AWS::EFS::FileSystem", "EFS", ImmutableSortedDictionary<string, string>.Empty);
        return new QuarterFault
        {
            Title = "届出のないファイルシステム(タグなし)が現れる",
            Account = account,
            Day = day,
            Inject = tidy => backups.SomethingAppears(tidy, unknown, At(day), At(day.AddDays(5))),
            Expected = All(arn, day.AddDays(1), "BKP-003", "BKP-010", "BKP-020", "BKP-030"),
        };
    }

    QuarterFault Shortened(AccountId account, DateOnly day)
    {
        const int nights = 3;
        const int days = 10;
        var resources = tidy.Make(account).Regions[estate.Profile.PrimaryRegion].Resources.At(DateTimeOffset.MinValue);
        return new QuarterFault
        {
            Title = "計画の保管期間が10日に縮められる(3晩)",
            Account = account,
            Day = day,
            Inject = tidy => backups.RetentionIsShortened(tidy, day, day.AddDays(nights - 1), days),
            Expected =
            [
                new("BKP-006", PlanName(account), day.AddDays(1)),
                new("BKP-033", PlanName(account), day.AddDays(1)),
                .. resources.SelectMany(resource => new ExpectedFinding[]
                {
                    new("BKP-031", resource.Arn, day.AddDays(1)),
                    // They are gone before their time, which leaves days that nothing restores.
                    new("BKP-014", resource.Arn, day.AddDays(days + 1)),
                }),
            ],
        };
    }

    QuarterFault NotDeleted(AccountId account, string resource, DateOnly night) => new()
    {
        Title = "期限の切れた復旧ポイントが消えずに残る",
        Account = account,
        Day = night,
        Inject = tidy => backups.PointsOf(tidy, resource, night, point => point with { Stays = true }),
        Expected = All(resource, JapanTime.DateOf(tidy.Make(account).Regions[estate.Profile.PrimaryRegion].Points.First(point => point.Resource == resource && JapanTime.DateOf(point.Created) == night).DeleteAt).AddDays(1), "BKP-032"),
    };

    QuarterFault Abroad(AccountId account, string resource, DateOnly day)
    {
        var vault = $"arn:aws:backup:us-east-1:{account}:backup-vault:elsewhere";
        return new QuarterFault
        {
            Title = "国外のボールトへ手動で複製される",
            Account = account,
            Day = day,
            Inject = tidy => backups.CopiedByHand(tidy, resource, day.AddDays(-1), At(day), vault),
            Expected = All(vault, day.AddDays(1), "BKP-025"),
        };
    }

    string PlanName(AccountId account)
    {
        var region = tidy.Make(account).Regions[estate.Profile.PrimaryRegion];
        return region.Plans.At(DateTimeOffset.MinValue).First(plan => plan.Id == region.Points[0].PlanId).Name;
    }
}

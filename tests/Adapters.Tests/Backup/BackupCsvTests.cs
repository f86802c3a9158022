using System.Text;
using GovCloud.Adapters.Backup;
using GovCloud.Resilience.Facts;

namespace GovCloud.Adapters.Tests.Backup;

/// <summary>Tables of recovery points and jobs.</summary>
public sealed class BackupCsvTests
{
    const string Vault = "arn:aws:backup:ap-northeast-1:111122223333:backup-vault:v";
    const string Database = "arn:aws:rds:ap-northeast-1:111122223333:db:main";

    static readonly DateTimeOffset Now = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("recoveryPointArn,backupVaultArn,resourceArn,status,creationDate")]
    [InlineData("Recovery point ARN,Backup vault ARN,Resource ARN,Status,Creation date")]
    [InlineData("RECOVERY_POINT_ARN,BACKUP_VAULT_ARN,RESOURCE_ARN,STATUS,CREATION_TIME")]
    public void Columns_are_known_in_any_spelling(string header)
    {
        var point = Assert.Single(Points(Read($"{header}\narn:p,{Vault},{Database},COMPLETED,2026-11-20T20:31:00+09:00\n")));
        Assert.Equal(("arn:p", Database, RecoveryPointStatus.Completed), (point.Arn, point.Resource, point.Status));
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 11, 31, 0, TimeSpan.Zero), point.Created);
    }

    [Theory]
    [InlineData("1795174260.5")]
    [InlineData("2026-11-20T11:31:00.500Z")]
    [InlineData("2026-11-20 11:31:00.5")]
    public void Instants_are_read_in_the_notations_of_the_API_and_the_command_line(string instant) =>
        Assert.Equal(0.5, Assert.Single(Points(Read(Table($"arn:p,{Vault},{Database},COMPLETED,{instant}")))).Created!.Value.TimeOfDay.TotalSeconds % 1);

    [Theory]
    [InlineData("arn:p,{0},{1},COMPLETED,yesterday", "creationdate が日時ではない: yesterday")]
    [InlineData("arn:p,{0},{1},,2026-11-20", "status が空")]
    [InlineData("arn:p,{0},{1},COMPLETED", "列が4個(見出しは5個)")]
    [InlineData(",{0},{1},COMPLETED,2026-11-20", "recoverypointarn が空")]
    [InlineData("arn:p,,,COMPLETED,2026-11-20", "アカウントかリージョンが分からない")]
    [InlineData("arn:p,\"{0},{1},COMPLETED,2026-11-20", "引用符が閉じていない")]
    public void A_wrong_row_is_named_by_its_line_and_its_list_is_not_whole(string row, string reason)
    {
        var collected = Read(Table($"arn:q,{Vault},{Database},COMPLETED,2026-11-20", row.Replace("{0}", Vault, StringComparison.Ordinal).Replace("{1}", Database, StringComparison.Ordinal)));

        Assert.Contains($"points.csv:3: 行を読み取れない: {reason}", collected.Problems);
        var list = Assert.Single(collected.Readings(Now)).In("ap-northeast-1").Points;
        Assert.Contains("CSV の1行を読み取れない", list.WhyUnknown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_of_one_day_is_no_list_and_its_jobs_are_known_all_the_same()
    {
        var collected = Read($"reportTimePeriodStart,accountId,region,backupJobId,jobStatus,resourceArn,creationDate\n2026-11-20T00:00:00Z,111122223333,ap-northeast-1,b1,FAILED,{Database},2026-11-20T11:30:00Z\n");
        Assert.Contains("1日分", Assert.Single(collected.Readings(Now)).In("ap-northeast-1").BackupJobs.WhyUnknown, StringComparison.Ordinal);
    }

    [Fact]
    public void Copy_and_restore_jobs_are_read_too()
    {
        var copies = Read($"Copy job ID,Status,Resource ARN,Source recovery point ARN,Destination backup vault ARN,Creation date\nc1,COMPLETED,{Database},arn:p,arn:aws:backup:ap-northeast-3:111122223333:backup-vault:v,2026-11-20\n");
        var copy = Assert.Single(Assert.Single(copies.Readings(Now)).In("ap-northeast-1").CopyJobs.Match(known => known, _ => []));
        Assert.Equal((JobState.Completed, "arn:p"), (copy.State, copy.SourcePointArn));

        var restores = Read($"Restore job ID,Status,Resource ARN,Validation status,Creation date\nr1,COMPLETED,{Database},TIMED_OUT,2026-11-20\n");
        Assert.Equal(RestoreValidation.TimedOut, Assert.Single(Assert.Single(restores.Readings(Now)).In("ap-northeast-1").RestoreJobs.Match(known => known, _ => [])).Validation);
    }

    [Fact]
    public void A_table_of_something_else_is_named_and_understood_by_nobody()
    {
        var collected = Read("name,age\na,1\n");
        Assert.Equal(0, collected.Understood);
        Assert.Contains("何の表か分からない", Assert.Single(collected.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Cells_may_hold_commas_quotation_marks_and_line_ends_and_rows_are_counted_by_lines()
    {
        var rows = CsvText.Rows("a,b\r\n\"1,\"\"x\"\"\n2\",3\r\n\r\n4,\r\n").ToList();
        Assert.Equal([1, 2, 5], rows.Select(row => row.Line));
        Assert.Equal(["1,\"x\"\n2", "3"], rows[1].Cells.ToArray());
        Assert.Equal(["4", ""], rows[2].Cells.ToArray());
    }

    static string Table(params string[] rows) => "recoveryPointArn,backupVaultArn,resourceArn,status,creationDate\n" + string.Join('\n', rows) + "\n";

    static CollectedBackups Read(string table)
    {
        var collected = new CollectedBackups();
        collected.Add("points.csv", Encoding.UTF8.GetBytes(table));
        return collected;
    }

    static IEnumerable<RecoveryPoint> Points(CollectedBackups collected) => Assert.Single(collected.Readings(Now)).In("ap-northeast-1").Points.Match(known => known, why => throw new InvalidOperationException(why));
}

using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GovCloud.Audit;
using GovCloud.Documents.Audit;
using GovCloud.Documents.Spreadsheets;
using GovCloud.Inventory.Attestation;

namespace GovCloud.Documents.Tests;

/// <summary>The files of campaigns: what is given out and what comes back.</summary>
public sealed class AttestationFilesTests
{
    static readonly AccountId Account = AccountId.Parse("131229000101");

    static readonly AttestationCampaign Campaign = new()
    {
        Id = "131229-2026-10-01",
        Municipality = MunicipalityCode.Parse("131229"),
        OpenedOn = new(2026, 10, 1),
        DueOn = new(2026, 10, 23),
        Items =
        [
            new(1, Account, "residents", SubjectKind.Account, "131229000101", "アカウントそのもの"),
            new(2, Account, "residents", SubjectKind.User, "arn:aws:iam::131229000101:user/<b>suzuki</b>", "IAM ユーザー"),
        ],
        Answers = [new(1, AttestationDecision.Keep, "情報システム課 佐藤", new(2026, 10, 5), null)],
    };

    [Fact]
    public void Equal_campaigns_give_equal_bytes() => Assert.Equal(
        AttestationFiles.OfOpening(Campaign, "葛飾区", "s3://inbox/").Select(file => Convert.ToHexString(file.Content)),
        AttestationFiles.OfOpening(Campaign, "葛飾区", "s3://inbox/").Select(file => Convert.ToHexString(file.Content)));

    [Fact]
    public void A_workbook_comes_back_as_it_was_given_out()
    {
        var (id, rows) = AttestationFiles.Read(AttestationFiles.OfOpening(Campaign, "葛飾区", "s3://inbox/").Single(file => file.Name == AttestationFiles.Form).Content);
        Assert.Equal(Campaign.Id, id);
        Assert.Equal(("1", "継続", "情報システム課 佐藤", "2026-10-05"), (rows[0].Number, rows[0].Decision, rows[0].By, rows[0].On));
        Assert.Equal(("2", ""), (rows[1].Number, rows[1].Decision));
    }

    [Fact]
    public void The_workbook_offers_the_three_answers_and_nothing_else()
    {
        using var archive = new ZipArchive(new MemoryStream(AttestationFiles.OfOpening(Campaign, "葛飾区", "s3://inbox/")[0].Content));
        using var reader = new StreamReader(archive.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        Assert.Contains("""<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="G5:G6"><formula1>"継続,変更,廃止"</formula1></dataValidation>""", reader.ReadToEnd(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(65001)]
    [InlineData(932)]
    public void The_same_table_is_read_as_CSV_in_either_encoding(int codePage)
    {
        var encoding = codePage == 932 ? CodePagesEncodingProvider.Instance.GetEncoding(932)! : new UTF8Encoding(encoderShouldEmitUTF8Identifier: true);
        var csv = "確認番号: 131229-2026-10-01,,\r\n番号,アカウント,アカウント名,種類,対象,内容,回答(継続・変更・廃止),回答者,回答日,備考\r\n\r\n1,,,,,,継続,\"情報, \"\"課\"\" 佐藤\",2026/10/5,\"二行の\r\n備考\"\r\n2,,,,,,廃止,田中,2026-10-05,\r\n";
        var (id, rows) = AttestationFiles.Read([.. encoding.GetPreamble(), .. encoding.GetBytes(csv)]);
        Assert.Equal("131229-2026-10-01", id);
        Assert.Equal([4, 6], rows.Select(row => row.Row));
        Assert.Equal(("情報, \"課\" 佐藤", "二行の\r\n備考", "廃止"), (rows[0].By, rows[0].Note, rows[1].Decision));
    }

    [Theory]
    [InlineData("PK\u0003\u0004broken", "読み取れません")]
    [InlineData("番号,回答\r\n\"1,継続", "読み取れません")]
    [InlineData("番号,回答\r\n1,継続", "確認番号がありません")]
    [InlineData("", "確認番号がありません")]
    public void What_cannot_be_read_says_why_in_Japanese(string content, string reason) =>
        Assert.Contains(reason, Assert.Throws<FormatException>(() => AttestationFiles.Read(Encoding.UTF8.GetBytes(content))).Message, StringComparison.Ordinal);

    [Fact]
    public void Any_bytes_are_read_or_refused_and_nothing_else_happens() => Prop.ForAll<byte[]>(bytes =>
    {
        foreach (var content in (byte[][])[bytes, [.. "PK"u8, .. bytes]])
        {
            try
            {
                _ = AttestationFiles.Read(content);
            }
            catch (FormatException)
            {
                // The one way to say no.
            }
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_table_is_read_as_it_was_written() => Prop.ForAll<NonEmptyArray<NonNull<string>>>(cells =>
    {
        ImmutableArray<string> row = [.. cells.Get.Select(cell => "x" + string.Concat(cell.Get.Where(c => !char.IsSurrogate(c) && c != '\ufeff')))];
        var sheet = new SpreadsheetSheet { Name = "s", Headings = row, Rows = [row] };
        return CsvRows.Read(CsvText.Write(sheet)).Select(read => read.Cells).All(read => read.SequenceEqual(row));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Pages_escape_what_they_show_and_say_what_is_open()
    {
        var page = Encoding.UTF8.GetString(AttestationFiles.OfClosing(Campaign, "葛飾区", new(2026, 11, 9)).Single(file => file.Name == "report.html").Content);
        Assert.Contains("&lt;b&gt;suzuki", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>suzuki", page, StringComparison.Ordinal);
        Assert.Contains("回答のないもの", page, StringComparison.Ordinal);
    }
}

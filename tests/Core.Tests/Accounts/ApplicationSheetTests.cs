using System.Text;
using GovCloud.Accounts;
using static GovCloud.Core.Tests.Accounts.LedgerSamples;

namespace GovCloud.Core.Tests.Accounts;

public sealed class ApplicationSheetTests
{
    [Fact]
    public void Pending_requests_are_rows_and_others_are_not()
    {
        var entry = Transition(Decide(null, Request)).Entry;
        var sheet = ApplicationSheet.Create(ApplicationProfile.Example, [(In(AccountState.Requested), entry), (In(AccountState.Applied) with { Name = "applied" }, null)], Sample);

        Assert.Equal([Name], sheet.Accounts.AsEnumerable());
        var row = sheet.Headings.Zip(Assert.Single(sheet.Rows)).ToDictionary(pair => pair.First, pair => pair.Second);
        Assert.Equal(
            ("131229", Name, "検証", "国民健康保険", "024", "共同利用", "保険", "運用", "root+a@operator.example.jp"),
            (row["団体コード"], row["アカウント名"], row["環境"], row["業務システム"], row["連携業務の番号"], row["利用方式"], row["ASP"], row["運用管理補助者"], row["メールアドレス"]));
        Assert.Equal((entry.Who, entry.Why, "2026年11月20日 12:00"), (row["依頼者"], row["理由"], row["依頼日時"]));
    }

    [Fact]
    public void The_example_says_that_it_is_not_official_and_where_it_comes_from()
    {
        var sheet = ApplicationSheet.Create(ApplicationProfile.Example, [], Sample);

        Assert.Contains("例(非公式)", sheet.Title, StringComparison.Ordinal);
        Assert.Contains("出典: GCAS の申請様式は公開されていないため", sheet.Note, StringComparison.Ordinal);
        Assert.Contains("2026-11-21 時点", sheet.Note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "heading": "x", "field": "nmae" }""", "one of environment")]
    [InlineData("""{ "heading": "x" }""", "either")]
    [InlineData("""{ "heading": "x", "field": "name", "text": "y" }""", "either")]
    [InlineData("", "no columns")]
    [InlineData("7", "cannot be read")]
    public void A_profile_with_a_mistake_is_refused_with_what_would_be_right(string column, string expected)
    {
        var json = $$"""{ "id": "p", "version": "1", "title": "t", "official": true, "source": "s", "asOf": "2026-01-01", "columns": [{{column}}] }""";

        Assert.Contains(expected, Assert.Throws<FormatException>(() => ApplicationProfile.Read(Encoding.UTF8.GetBytes(json))).Message, StringComparison.Ordinal);
    }
}

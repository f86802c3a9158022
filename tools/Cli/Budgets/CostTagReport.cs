using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Documents.Spreadsheets;
using GovCloud.Estates;

namespace GovCloud.Cli.Budgets;

/// <summary>The cost allocation tags: a request to the payer, who alone can activate them.</summary>
static class CostTagReport
{
    public static EstateReport Of(Estate estate, DateTimeOffset now)
    {
        var request = estate.Profile.Organization == OrganizationMode.Gcas;
        return new EstateReport
        {
            Sheets =
            [
                new SpreadsheetSheet
                {
                    Name = request ? "コスト配分タグ 有効化依頼" : "コスト配分タグ",
                    Preamble =
                    [
                        string.Create(CultureInfo.InvariantCulture, $"{estate.Profile.Title}{(estate.Profile.Sample ? " 例" : "")} {now:yyyy-MM-dd}"),
                        request ? "コスト配分タグは支払アカウント(デジタル庁)でだけ有効化できる。有効化より前の利用料には付かない。" : "支払アカウントの「コスト配分タグ」で有効化する。",
                    ],
                    Headings = ["タグのキー", "目的", "種類", "対象アカウント数"],
                    Rows = [.. estate.Budgets.Tags.Select(t => ImmutableArray.Create(t.Key, t.Purpose, "ユーザー定義", estate.Accounts.Length.ToString(CultureInfo.InvariantCulture)))],
                },
            ],
            Json = new
            {
                estate = estate.Profile.Name,
                requestedFrom = request ? "digital-agency" : null,
                tags = estate.Budgets.Tags.Select(t => new { key = t.Key, purpose = t.Purpose }),
                accounts = estate.Accounts.Select(a => a.Id.ToString()),
            },
        };
    }
}

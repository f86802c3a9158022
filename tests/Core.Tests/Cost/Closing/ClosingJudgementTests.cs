using System.Collections.Immutable;
using System.Text;
using GovCloud.Cost;
using GovCloud.Cost.Apportioning;
using GovCloud.Cost.Closing;
using GovCloud.Cost.Sources;
using GovCloud.Cost.Statements;
using GovCloud.Estates;

namespace GovCloud.Core.Tests.Cost.Closing;

public sealed class ClosingJudgementTests
{
    static readonly CostMonth May = new(2026, 5);
    static readonly DateTimeOffset Due = new(2026, 6, 12, 0, 0, 0, TimeSpan.FromHours(9));
    static readonly Estate Estate = Of(new CostClosing { Support = true });

    [Fact]
    public void A_month_with_everything_there_has_no_obstacle() => Assert.Empty(Judge(Facts()));

    [Theory]
    [InlineData(2026, 5, "2026-06-12")]
    [InlineData(2026, 4, "2026-05-19")] // Golden Week: 5/4 to 5/6 are holidays.
    [InlineData(2025, 12, "2026-01-19")] // Closed to 1/3, and 成人の日 on 1/12.
    public void The_closing_day_is_the_tenth_business_day_of_the_next_month(int year, int number, string day) =>
        Assert.Equal(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), new ClosingSchedule(Estate).DayOf(new CostMonth(year, number)));

    [Fact]
    public void A_month_is_due_from_the_first_minute_of_its_closing_day_in_Japan()
    {
        Assert.Equal([ClosingObstacleKind.NotDue], Kinds(Facts() with { Now = Due.AddTicks(-1) }));
        Assert.Empty(Judge(Facts() with { Now = Due.ToUniversalTime() }));
    }

    [Fact]
    public void Everything_that_stands_against_it_is_found_at_once_each_with_a_remedy()
    {
        var bill = Bill(Line("111122223333", "AmazonEC2", 100)) with { RowsWithoutInvoice = 7, Problems = ["a.csv.gz: it is damaged; fetch it again"] };
        var facts = Facts() with
        {
            Now = Due.AddDays(-2),
            Bill = bill,
            DeliveredAccounts = [],
            InputObstacles = [new(ClosingObstacleKind.Conversion, "円換算がありません", "置いてください")],
            Split = Split(100, rest: 6),
            SplitProblems = ["no weights"],
            Reconciliation = [Differing],
        };

        var obstacles = Judge(facts);

        Assert.Equal(
            [
                ClosingObstacleKind.NotDue, ClosingObstacleKind.AccountWithoutBill, ClosingObstacleKind.IncompleteBill, ClosingObstacleKind.InvoiceIds, ClosingObstacleKind.Support,
                ClosingObstacleKind.Conversion, ClosingObstacleKind.Apportionment, ClosingObstacleKind.Reconciliation, ClosingObstacleKind.Rest,
            ],
            obstacles.Select(o => o.Kind));
        Assert.All(obstacles, obstacle => Assert.Contains("。対処: ", obstacle.ToString(), StringComparison.Ordinal));
        Assert.All(obstacles, obstacle => Assert.NotEmpty(obstacle.Remedy));
    }

    [Fact]
    public void Without_a_bill_that_alone_is_said_of_it() => Assert.Equal([ClosingObstacleKind.NoBill], Kinds(Facts() with { Bill = null, Split = null }));

    [Fact]
    public void A_bill_that_differs_names_the_accounts_with_both_amounts_and_the_difference()
    {
        var text = Assert.Single(Judge(Facts() with { Reconciliation = [Differing] })).Message;
        Assert.Contains("請求書(invoices/2026-05.csv)と一致しません", text, StringComparison.Ordinal);
        Assert.Contains("111122223333: 明細 100 / 相手 90(差 10)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_account_of_which_an_empty_export_came_is_not_missing()
    {
        var bill = Bill(Line("111122223333", "AWSSupportBusiness", 100));
        Assert.Equal([ClosingObstacleKind.AccountWithoutBill], Kinds(Facts() with { Bill = bill, DeliveredAccounts = [] }));
        Assert.Empty(Judge(Facts() with { Bill = bill, DeliveredAccounts = ["444455556666"] }));
    }

    [Theory]
    [InlineData("5", false)]
    [InlineData("5.000000000000000001", true)]
    [InlineData("-6", true)]
    public void The_rest_may_take_what_the_rules_allow_and_a_credit_counts_by_its_size(string rest, bool stands) =>
        Assert.Equal(stands, Judge(Facts() with { Split = Split(100, 0) with { Rest = ExactAmount.Parse(rest) } }).Any(o => o.Kind == ClosingObstacleKind.Rest));

    [Theory]
    [InlineData("AWSSupportBusiness")]
    [InlineData("AWS Support (Enterprise)")]
    public void Support_is_found_by_the_names_of_both_formats(string service) =>
        Assert.Empty(Judge(Facts() with { Bill = Bill(Line("111122223333", service, 1), Line("444455556666", "AmazonEC2", 1)) }));

    [Fact]
    public void A_rule_that_asks_for_neither_invoice_ids_nor_support_finds_neither_missing()
    {
        var lenient = Of(new CostClosing { InvoiceIds = false });
        var facts = Facts() with { Bill = Bill(Line("111122223333", "a", 1), Line("444455556666", "b", 1)) with { RowsWithoutInvoice = 7 } };
        Assert.Empty(ClosingJudgement.Of(lenient, new ClosingSchedule(lenient), facts));
    }

    [Theory]
    [InlineData("""{"yenPerDollar": 152.43, "source": "請求書"}""", "152.43", null)]
    [InlineData("""{"invoiceYen": 1234567, "source": "請求書"}""", null, 1234567L)]
    [InlineData("為替レート,出典\r\n152.43,請求書\r\n", "152.43", null)]
    [InlineData("\uFEFF請求額,出典\n\"1234567\",\"請求書\"\n", null, 1234567L)]
    public void A_conversion_is_a_rate_or_a_total_with_its_source(string text, string? rate, long? yen)
    {
        var conversion = ConversionFile.Read(Encoding.UTF8.GetBytes(text));
        Assert.Equal((rate, yen, "請求書"), (conversion.YenPerDollar?.ToString(System.Globalization.CultureInfo.InvariantCulture), conversion.InvoiceYen, conversion.Source));
    }

    [Theory]
    [InlineData("""{"yenPerDollar": 152.43}""")]
    [InlineData("""{"source": "x"}""")]
    [InlineData("""{"yenPerDollar": 0, "source": "x"}""")]
    [InlineData("""{"yenPerDollar": 1, "invoiceYen": 1, "source": "x"}""")]
    [InlineData("""{"yenPerDollar": "152", "source": "x"}""")]
    [InlineData("""{"invoiceYen": 1.5, "source": "x"}""")]
    [InlineData("""{"yenPerDollar": 1""")]
    [InlineData("yenPerDollar,source\nabc,x")]
    [InlineData("yenPerDollar,source")]
    [InlineData("")]
    public void A_conversion_that_says_too_little_or_too_much_is_refused_and_never_becomes_one(string text) =>
        Assert.Throws<FormatException>(() => ConversionFile.Read(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Nobody_is_told_of_a_month_that_is_not_due_but_of_a_broken_file_at_once()
    {
        var status = new MonthStatus { Month = May, JudgedAt = Due.AddDays(-5), ClosingDay = new(2026, 6, 12), Due = false, Obstacles = ["x"], Unreadable = [new("s3://b/a", "s3://q/a", "damaged")] };
        Assert.Equal([StatementNoticeKind.Unreadable], StatementNotice.Of(Estate, status).Select(n => n.Kind));
        Assert.Equal([StatementNoticeKind.Unreadable, StatementNoticeKind.Blocked], StatementNotice.Of(Estate, status with { Due = true }).Select(n => n.Kind));
    }

    [Fact]
    public void The_same_obstacles_are_one_notice_and_others_another()
    {
        var status = new MonthStatus { Month = May, JudgedAt = Due, ClosingDay = new(2026, 6, 12), Due = true, Obstacles = ["x", "y"] };
        string Key(MonthStatus of) => Assert.Single(StatementNotice.Of(Estate, of)).Key;
        Assert.Equal(Key(status), Key(status with { JudgedAt = Due.AddDays(1) }));
        Assert.NotEqual(Key(status), Key(status with { Obstacles = ["x"] }));
    }

    [Fact]
    public void A_published_statement_is_told_to_contacts_and_every_body_without_anybodys_amount()
    {
        var entry = new StatementEntry { Month = May, Revision = 2, State = StatementState.Published, RecordDigest = new string('a', 64), Prefix = "2026-05/r2/a/", Yen = 98765, History = [] };
        var notice = StatementNotice.OfPublished(Estate, entry);
        Assert.Equal(["operator", "city-it"], notice.Organisations.AsEnumerable());
        Assert.Contains("過月分調整", notice.Closing, StringComparison.Ordinal);
        Assert.DoesNotContain(notice.Facts, fact => fact.Value.Contains("98", StringComparison.Ordinal));
    }

    static ReconciledSource Differing => new()
    {
        Source = ReconciliationSource.Invoice,
        Reference = "invoices/2026-05.csv",
        Amount = ExactAmount.Parse("90"),
        Accounts = [new("111122223333", ExactAmount.Parse("100"), ExactAmount.Parse("90"))],
        Agrees = false,
    };

    static ImmutableArray<ClosingObstacle> Judge(ClosingFacts facts) => ClosingJudgement.Of(Estate, new ClosingSchedule(Estate), facts);

    static IEnumerable<ClosingObstacleKind> Kinds(ClosingFacts facts) => Judge(facts).Select(o => o.Kind);

    static ClosingFacts Facts() => new()
    {
        Month = May,
        Now = Due,
        Bill = Bill(Line("111122223333", "AWSSupportBusiness", 50), Line("444455556666", "AmazonEC2", 50)),
        Split = Split(100, rest: 5),
    };

    static CostBill Bill(params ImmutableArray<CostLine> lines) => new() { Month = May, Lines = lines, Inputs = [new("a.csv.gz", ExportFormat.Cur2, new string('0', 64), 1, 1, ExactAmount.Zero)] };

    static CostLine Line(string account, string service, int dollars) => new()
    {
        Account = account,
        Service = service,
        ChargeType = "Usage",
        Currency = "USD",
        Billed = ExactAmount.Parse(dollars.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        Amortised = ExactAmount.Parse(dollars.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        Rows = 1,
    };

    static ApportionedMonth Split(int total, int rest) => new()
    {
        Month = May,
        Basis = CostBasis.Billed,
        Total = ExactAmount.Parse(total.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        Currency = "USD",
        Yen = 15000,
        Conversion = new YenConversion { YenPerDollar = 150, Source = "x" },
        Bodies = [],
        Columns = [],
        Notes = [],
        Rest = ExactAmount.Parse(rest.ToString(System.Globalization.CultureInfo.InvariantCulture)),
    };

    static Estate Of(CostClosing closing) => new()
    {
        Profile = new EstateProfile { Name = "sample", Title = "例", Operator = "operator", OperationsAccount = AccountId.Parse("111122223333") },
        Calendars = [new WorkCalendar { Id = "desk", Name = "営業日" }],
        Organisations = [new Organisation { Id = "operator", Name = "運用", Kind = OrganisationKind.Operator, Calendar = "desk" }],
        Municipalities = [new Municipality { Code = MunicipalityCode.Parse("131229"), Name = "葛飾区", Slug = "katsushika", ItDepartment = "city-it" }],
        Accounts =
        [
            new Account { Id = AccountId.Parse("111122223333"), Name = "operations", Environment = DeploymentEnvironment.Production },
            new Account { Id = AccountId.Parse("444455556666"), Name = "system", Environment = DeploymentEnvironment.Production },
        ],
        Cost = new EstateCost { Pools = [new CostPool { Id = "rest", Name = "その他", Split = [new CostSplit { Method = SplitMethod.Even }] }], Closing = closing },
    };
}

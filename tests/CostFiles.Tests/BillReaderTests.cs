using FsCheck;
using FsCheck.Fluent;
using GovCloud.Cost.Apportioning;
using GovCloud.Estates;
using static GovCloud.CostFiles.Tests.BillFiles;

namespace GovCloud.CostFiles.Tests;

public sealed class BillReaderTests
{
    static string Total(CostBill bill) => bill.Total(CostBasis.Billed).ToString();

    [Fact]
    public void Rows_that_agree_are_one_line_and_its_amounts_are_exact()
    {
        var bill = Read(May(), Packed("r-1.csv.gz", Csv(Row("0.1"), Row("1e-07"), Row("0.000000000000000000001"), Row("2", product: "AmazonS3"))));

        Assert.Empty(bill.Problems);
        Assert.Equal(
            [("AmazonEC2", "0.100000100000000000001", 3L), ("AmazonS3", "2", 1L)],
            bill.Lines.Select(l => (l.Service, l.Billed.ToString(), l.Rows)));
        var input = Assert.Single(bill.Inputs);
        Assert.Equal(("r-1.csv.gz", 4L, "2.100000100000000000001"), (input.Name, input.Rows, input.Billed.ToString()));
    }

    [Fact]
    public void The_digest_of_a_file_is_that_of_its_bytes_as_delivered()
    {
        var bytes = Gzip(Csv(Row("1")));

        var input = Assert.Single(Read(May(), Source("r-1.csv.gz", bytes)).Inputs);

        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), input.Sha256);
        Assert.Equal(bytes.Length, input.Bytes);
    }

    [Fact]
    public void Accounts_products_charge_types_sellers_and_currencies_are_kept_apart()
    {
        var bill = Read(
            May(),
            Plain("r.csv", Csv(Row("1"), Row("2", account: "444455556666"), Row("3", type: "Tax"), Row("4", product: "AmazonS3"), Row("5").Replace(",AWS,", ",AWS Marketplace,", StringComparison.Ordinal))));

        Assert.Equal(5, bill.Lines.Length);
        Assert.Equal("AWS Marketplace", Assert.Single(bill.Lines, l => l.Billed.ToString() == "5").BillingEntity);
    }

    [Fact]
    public void How_rows_lie_in_files_and_in_which_order_these_are_named_changes_nothing()
    {
        string[] rows = [Row("1.10"), Row("-0.4", type: "Credit"), Row("0.07", type: "Tax"), Row("2e-7", account: "444455556666"), Row("30", type: "Fee"), Row("5", product: "AmazonS3")];
        var whole = Read(May(), Plain("all.csv", Csv(rows)));
        Prop.ForAll(Gen.Shuffle(rows).ToArbitrary(), Gen.Choose(0, rows.Length).ToArbitrary(), (shuffled, cut) =>
        {
            var first = Packed("1.csv.gz", Csv(shuffled[..cut]));
            var second = Plain("2.csv", Csv(shuffled[cut..]));
            var (forth, back) = (Read(May(), first, second), Read(May(), second, first));
            return Same(whole, forth) && Same(forth, back) && forth.Inputs.SequenceEqual(back.Inputs) && forth.Problems.IsEmpty;
        }).QuickCheckThrowOnFailure();
    }

    static bool Same(CostBill one, CostBill other) =>
        one.Lines.Select(l => (l.Account, l.Service, l.ChargeType, l.Billed, l.Amortised, l.Rows)).SequenceEqual(other.Lines.Select(l => (l.Account, l.Service, l.ChargeType, l.Billed, l.Amortised, l.Rows)));

    [Fact]
    public void Rows_of_another_month_are_left_out_and_said_with_their_number_and_sum()
    {
        var bill = Read(May(), Plain("r.csv", Csv(Row("1"), Row("2.5", month: "2026-04"), Row("3", month: "2026-04"))));

        Assert.Equal("1", Total(bill));
        var problem = Assert.Single(bill.Problems);
        Assert.Contains("r.csv: 2 rows of 2026-04, 5.5 USD", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-05-01 00:00:00")]
    [InlineData("2026/5/1 0:00")]
    [InlineData("5/1/26")]
    [InlineData("1/5/2026")]
    public void A_month_is_read_as_exports_and_spreadsheets_write_it(string period)
    {
        var bill = Read(May(), Plain("r.csv", Csv(Row("1").Replace("2026-05-01T00:00:00.000Z", period, StringComparison.Ordinal))));

        Assert.Empty(bill.Problems);
        Assert.Equal("1", Total(bill));
    }

    [Theory]
    [InlineData("")]
    [InlineData("5/2/26")]
    [InlineData("May 2026")]
    [InlineData("-2026-05-01")]
    public void A_row_whose_month_cannot_be_told_is_left_out_and_said(string period)
    {
        var bill = Read(May(), Plain("r.csv", Csv(Row("1"), Row("2").Replace("2026-05-01T00:00:00.000Z", period, StringComparison.Ordinal))));

        Assert.Equal("1", Total(bill));
        Assert.Contains($"1 rows of '{period}', 2 USD", Assert.Single(bill.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_split_what_others_carry_are_counted_and_in_no_sum()
    {
        var bill = Read(May(), Plain("r.csv", Table(Header + ",line_item_operation", Row("8") + ",RunInstances", Row("5") + ",EKSPod-EC2", Row("3") + ",ECSTask-EC2")));

        Assert.Equal(("8", 2L), (Total(bill), bill.SplitRows));
        Assert.Empty(bill.Problems);
    }

    [Fact]
    public void Rows_without_an_invoice_id_are_counted() =>
        Assert.Equal(1, Read(May(), Plain("r.csv", Csv(Row("1"), Row("2").Replace("INV-1", "", StringComparison.Ordinal)))).RowsWithoutInvoice);

    [Fact]
    public void A_charge_type_that_nobody_knows_is_a_line_of_its_own()
    {
        var line = Assert.Single(Read(May(), Plain("r.csv", Csv(Row("1", type: "MoonlightSurcharge")))).Lines);

        Assert.Equal(("MoonlightSurcharge", GovCloud.Cost.ChargeKind.Unknown), (line.ChargeType, line.Kind));
    }

    [Fact]
    public void A_row_that_cannot_be_read_is_a_problem_that_names_file_and_row()
    {
        var bill = Read(May(), Plain("r.csv", Csv(Row("1"), Row("twelve"), "too,few,fields", Row("2"))));

        Assert.Equal("3", Total(bill));
        Assert.Equal(2, bill.Problems.Length);
        Assert.Contains(bill.Problems, p => p.StartsWith("r.csv:3: the cost 'twelve'", StringComparison.Ordinal));
        Assert.Contains(bill.Problems, p => p.StartsWith("r.csv:4: it has another number of fields", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_very_many_bad_rows_the_first_are_named_and_all_are_counted()
    {
        var bill = Read(May(), Plain("r.csv", Csv([Row("1"), .. Enumerable.Repeat(Row("x"), 250)])));

        Assert.Equal(101, bill.Problems.Length);
        Assert.Contains(bill.Problems, p => p.Contains("250 rows could not be read", StringComparison.Ordinal));
    }

    [Fact]
    public void A_truncated_gzip_is_a_problem_and_nothing_of_it_is_in_the_sums()
    {
        var random = new System.Random(7);
        var bytes = Gzip(Csv([.. Enumerable.Range(0, 3000).Select(_ => Row(random.Next().ToString(System.Globalization.CultureInfo.InvariantCulture)))]));

        var bill = Read(May(), Source("cut.csv.gz", bytes[..(bytes.Length / 2)]), Plain("whole.csv", Csv(Row("7"))));

        Assert.Equal("7", Total(bill));
        Assert.Contains("cut.csv.gz", Assert.Single(bill.Problems), StringComparison.Ordinal);
        Assert.Equal("whole.csv", Assert.Single(bill.Inputs).Name);
    }

    [Fact]
    public void A_file_that_is_no_export_cannot_be_opened_or_is_a_zip_is_a_problem_each()
    {
        var bill = Read(
            May(), Plain("a.csv", Csv(Row("1"))), Plain("b.csv", "name,age\nx,1\n"), new BillSource("c.csv", -1, () => throw new FileNotFoundException("gone")), Source("d.csv.zip", [.. "PK\u0003\u0004rest"u8]));

        Assert.Equal("1", Total(bill));
        Assert.Equal(["b.csv", "c.csv", "d.csv.zip"], bill.Problems.Select(p => p[..p.IndexOf(':', StringComparison.Ordinal)]));
    }

    [Fact]
    public void The_same_bytes_under_two_names_count_once_and_are_a_problem()
    {
        var bill = Read(May(), Packed("r-1.csv.gz", Csv(Row("1"))), Packed("copy/r-1.csv.gz", Csv(Row("1"))), Packed("r-2.csv.gz", Csv(Row("2"))));

        Assert.Equal("3", Total(bill));
        Assert.Equal("copy/r-1.csv.gz and r-1.csv.gz hold the same bytes; they are counted once, and one of them should go", Assert.Single(bill.Problems));
        Assert.Equal(2, bill.Inputs.Length);
    }

    [Fact]
    public void Empty_chunks_are_no_copies_of_each_other() =>
        Assert.Empty(Read(May(), Plain("1.csv", Csv(Row("1"))), Plain("2.csv", Csv()), Plain("3.csv", Csv())).Problems);

    [Fact]
    public void A_file_that_differs_from_its_announced_digest_or_length_is_a_problem()
    {
        var bill = Read(May(), Plain("a.csv", Csv(Row("1"))) with { Sha256 = new string('0', 64) }, Plain("b.csv", Csv(Row("2"))) with { Bytes = 12 });

        Assert.Equal(2, bill.Problems.Length);
        Assert.Contains("SHA-256", bill.Problems[0], StringComparison.Ordinal);
        Assert.Contains("12 were announced", bill.Problems[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Amounts_of_several_currencies_and_files_of_several_exports_are_a_problem()
    {
        var focus = Plain("focus.csv", "BilledCost,ChargeCategory,SubAccountId,ServiceName,BillingCurrency,BillingPeriodStart\n150,Usage,111122223333,EC2,JPY,2026-05-01T00:00:00Z\n");

        var problems = Read(May(), Plain("cur.csv", Csv(Row("1"))), focus).Problems;

        Assert.Contains(problems, p => p.StartsWith("the bill has lines in JPY and USD", StringComparison.Ordinal));
        Assert.Contains(problems, p => p.StartsWith("the files are exports of CUR 2.0 and FOCUS", StringComparison.Ordinal));
    }

    [Fact]
    public void A_bill_without_a_row_of_the_month_is_a_problem() =>
        Assert.Contains("no row of 2026-05", Assert.Single(Read(May()).Problems), StringComparison.Ordinal);

    [Fact]
    public void Usage_type_unit_and_unit_price_are_kept_apart_where_asked_and_quantities_are_added()
    {
        var csv = Table(
            Header + ",line_item_usage_type,pricing_unit,line_item_unblended_rate,line_item_usage_amount",
            Row("0.2") + ",BoxUsage:t3.micro,Hrs,0.1,2", Row("0.3") + ",BoxUsage:t3.micro,Hrs,0.1,3", Row("0.5") + ",BoxUsage:t3.large,Hrs,0.5,1");

        var apart = Read(May() with { UnitPrices = true }, Plain("r.csv", csv));
        var together = Read(May(), Plain("r.csv", csv));

        Assert.Equal(
            [("BoxUsage:t3.large", "Hrs", "0.5", "1"), ("BoxUsage:t3.micro", "Hrs", "0.1", "5")],
            apart.Lines.Select(l => (l.UsageType, l.Unit, l.UnitPrice, l.Quantity.ToString())));
        Assert.Equal(("", "1"), (Assert.Single(together.Lines).UsageType, Total(together)));
    }

    [Fact]
    public void A_file_without_a_header_of_its_own_is_read_by_the_one_that_is_given()
    {
        var bill = Read(May(), Packed("part-0.gz", Row("4") + "\n") with { Header = [.. Header.Split(',')] });

        Assert.Equal("4", Total(bill));
        Assert.Empty(bill.Problems);
    }

    [Fact]
    public void Reading_ends_when_it_is_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => BillReader.Read([Plain("r.csv", Csv(Row("1")))], May(), progress: null, cancelled.Token));
    }
}

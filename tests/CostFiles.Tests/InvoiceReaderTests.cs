using System.Text;
using GovCloud.Cost;
using GovCloud.Cost.Reconciliation;

namespace GovCloud.CostFiles.Tests;

public sealed class InvoiceReaderTests
{
    static readonly CostMonth May = new(2026, 5);

    static Invoice Read(string csv, Encoding? encoding = null)
    {
        using var content = new MemoryStream((encoding ?? Encoding.UTF8).GetBytes(csv));
        return InvoiceReader.Read(content, "invoice.csv", May);
    }

    [Fact]
    public void Japanese_headers_and_amounts_are_read_as_people_write_them()
    {
        var invoice = Read("請求書番号,利用年月,アカウントＩＤ,利用料（ＵＳＤ）,利用料（円）\nR8-001,2026年5月,111122223333,\"1,234.50\",\"￥185,175\"\nR8-001,202605,4444-5555-6666,▲0.50,△75円\n合計,,,1234.00,185100\n");

        Assert.Empty(invoice.Problems);
        Assert.Equal((185_100L, "R8-001"), (invoice.Yen, Assert.Single(invoice.Numbers)));
        Assert.Equal([("111122223333", "1234.5"), ("444455556666", "-0.5")], invoice.Lines.Select(l => (l.Account, l.Usd.ToString()!)));
        Assert.Equal(2, invoice.UsdDecimals);
        Assert.Equal(["USD", "JPY"], invoice.Stated().Select(s => s.Currency));
    }

    [Fact]
    public void Shift_jis_from_excel_is_read()
    {
        var shiftJis = CodePagesEncodingProvider.Instance.GetEncoding(932)!;

        Assert.Equal(150, Read("アカウント番号,金額(円)\r\n111122223333,150\r\n", shiftJis).Yen);
    }

    [Fact]
    public void A_total_that_is_not_the_sum_of_its_lines_is_a_problem_with_both() =>
        Assert.Contains("invoice.csv:3: the total in yen is 200 and the lines make 150", Assert.Single(Read("account,yen\n111122223333,150\n合計,200\n").Problems), StringComparison.Ordinal);

    [Theory]
    [InlineData("account,yen\n1111,150\n", "'1111' is no account of twelve digits")]
    [InlineData("account,yen\n111122223333,abc\n", "'abc' is no amount in yen")]
    [InlineData("account,yen\n111122223333,1.5\n", "has a fraction")]
    [InlineData("account,yen,month\n111122223333,1,2026-04\n", "it is of '2026-04', not of 2026-05")]
    [InlineData("account,yen,rate\n111122223333,1,150\n444455556666,2,151\n", "several rates (150, 151)")]
    [InlineData("account,yen\n111122223333,1,2\n", "another number of fields")]
    [InlineData("account,yen\n合計,0\n", "names no account")]
    public void What_is_wrong_is_named(string csv, string problem) =>
        Assert.Contains(Read(csv).Problems, p => p.Contains(problem, StringComparison.Ordinal));

    [Theory]
    [InlineData("name,age\nx,1\n")]
    [InlineData("")]
    public void What_is_no_invoice_is_refused(string csv) => Assert.Throws<ExportException>(() => Read(csv));

    [Theory]
    [InlineData("FFFE61002C0062000A00")]
    [InlineData("612C620A81202C310A")]
    public void Bytes_of_another_encoding_are_refused(string bytes)
    {
        using var content = new MemoryStream(Convert.FromHexString(bytes));

        Assert.Contains("neither UTF-8 nor Shift_JIS", Assert.Throws<ExportException>(() => InvoiceReader.Read(content, "i.csv", May)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_invoices_yen_convert_before_its_rate()
    {
        Assert.Equal(150, Read("account,usd,yen,rate\n111122223333,1,150,150.25\n").Conversion!.InvoiceYen);
        Assert.Equal(150.25m, Read("account,usd,rate\n111122223333,1,150.25\n").Conversion!.YenPerDollar);
        Assert.Null(Read("account,usd\n111122223333,1\n").Conversion);
    }
}

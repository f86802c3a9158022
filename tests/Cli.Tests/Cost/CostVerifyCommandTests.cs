using System.Text;
using System.Text.Json.Nodes;

namespace GovCloud.Cli.Tests.Cost;

public sealed class CostVerifyCommandTests : IDisposable
{
    readonly GeneratedBill bill = new GeneratedBill().Write();

    public void Dispose() => bill.Dispose();

    [Fact]
    public async Task A_statement_is_computed_again_to_the_byte_from_its_record_and_from_the_bill()
    {
        var folder = await bill.StatementAsync();
        var (code, output, error) = await VerifyAsync(folder, "--bill", bill.Bill);

        Assert.True(code == 0, output + error);
        Assert.Contains("files made again from the record", output, StringComparison.Ordinal);
        Assert.Contains("the record computed again from the bill", output, StringComparison.Ordinal);
        Assert.Contains("The statement is identical", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_with_its_reasons_is_verified_too()
    {
        bill.Row("555555555555", "Usage", "AmazonEC2", "99999");
        bill.Write();
        var folder = Path.Combine(bill.Folder, "draft");
        Assert.Equal(1, (await CommandLine.RunAsync(bill.Apportion("--out", folder))).Code);

        Assert.Equal(0, (await VerifyAsync(folder, "--bill", bill.Bill)).Code);
    }

    [Fact]
    public async Task The_record_alone_is_enough_for_its_form_and_for_the_bill()
    {
        var folder = await bill.StatementAsync();
        var (code, output, _) = await VerifyAsync(Path.Combine(folder, "record.json"), "--bill", bill.Bill, "--format", "json");

        Assert.Equal(0, code);
        Assert.True((bool)JsonNode.Parse(output)!["identical"]!);
    }

    [Fact]
    public async Task A_changed_file_is_named()
    {
        var folder = await bill.StatementAsync();
        var file = Directory.EnumerateFiles(folder, "*.csv", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        await File.AppendAllTextAsync(file, "x");

        await DiffersAsync(folder, Path.GetFileName(file));
    }

    [Fact]
    public async Task A_changed_file_whose_digest_was_changed_with_it_is_found_all_the_same()
    {
        var folder = await bill.StatementAsync();
        var file = Directory.EnumerateFiles(folder, "*.csv", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        await File.AppendAllTextAsync(file, "x");
        var sums = Path.Combine(folder, "SHA256SUMS");
        var digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(file)));
        var name = Path.GetRelativePath(folder, file).Replace('\\', '/');
        await File.WriteAllLinesAsync(sums, (await File.ReadAllLinesAsync(sums)).Select(l => l.EndsWith("  " + name, StringComparison.Ordinal) ? $"{digest}  {name}" : l));

        await DiffersAsync(folder, "first at byte");
    }

    [Theory]
    [InlineData("extra.txt", "is no part of the statement")]
    public async Task A_file_that_does_not_belong_to_it_is_named(string name, string said)
    {
        var folder = await bill.StatementAsync();
        await File.WriteAllTextAsync(Path.Combine(folder, name), "x");

        await DiffersAsync(folder, said);
    }

    [Fact]
    public async Task A_missing_file_is_named()
    {
        var folder = await bill.StatementAsync();
        File.Delete(Directory.EnumerateFiles(folder, "*.csv", SearchOption.AllDirectories).First());

        await DiffersAsync(folder, "not there");
    }

    [Fact]
    public async Task A_record_that_was_edited_is_not_canonical_or_does_not_come_from_the_bill()
    {
        var folder = await bill.StatementAsync();
        var file = Path.Combine(folder, "record.json");
        var text = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, text + "\n", new UTF8Encoding(false));
        Assert.Equal(1, (await VerifyAsync(file)).Code);

        await File.WriteAllTextAsync(file, text.Replace("149.87", "149.86", StringComparison.Ordinal), new UTF8Encoding(false));
        var (code, output, _) = await VerifyAsync(file, "--bill", bill.Bill);
        Assert.Equal(1, code);
        Assert.Contains("DIFFERENT: computed again from the bill, record.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_bill_is_told_by_the_digest_of_the_file()
    {
        var folder = await bill.StatementAsync();
        bill.Row(GeneratedBill.Network, "Usage", "AmazonEC2", "0.01");
        bill.Write();
        var (code, output, _) = await VerifyAsync(folder, "--bill", bill.Bill);

        Assert.Equal(1, code);
        Assert.Contains("the bill lacks", output, StringComparison.Ordinal);
        Assert.Contains("with the digest", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_rules_are_told_and_those_of_the_month_may_be_given()
    {
        var folder = await bill.StatementAsync();
        var own = await File.ReadAllTextAsync(Path.Combine(GeneratedBill.EstateFolderPath, "cost.yaml"));
        var other = bill.Beside("other.yaml", own.Replace("{ method: even, percent: 20 }", "{ method: even, percent: 50 }", StringComparison.Ordinal).Replace("driver: traffic, percent: 50", "driver: traffic, percent: 20", StringComparison.Ordinal));
        var (code, output, error) = await VerifyAsync(folder, "--bill", bill.Bill, "--rules", other);

        Assert.True(code == 1, error);
        Assert.Contains("are not those of the statement", output, StringComparison.Ordinal);
        Assert.Equal(0, (await VerifyAsync(folder, "--bill", bill.Bill, "--rules", bill.Beside("own.yaml", own))).Code);
    }

    [Fact]
    public async Task Where_there_is_no_statement_there_is_nothing_to_verify()
    {
        var (code, _, error) = await VerifyAsync(bill.Folder);

        Assert.Equal(2, code);
        Assert.Contains("there is no such file", error, StringComparison.Ordinal);
    }

    static Task<(int Code, string Output, string Error)> VerifyAsync(string statement, params string[] more) =>
        CommandLine.RunAsync(["cost", "verify", statement, "--estate", GeneratedBill.EstateFolderPath, .. more]);

    static async Task DiffersAsync(string folder, string said)
    {
        var (code, output, _) = await VerifyAsync(folder);

        Assert.Equal(1, code);
        Assert.Contains("DIFFERENT: ", output, StringComparison.Ordinal);
        Assert.Contains(said, output, StringComparison.Ordinal);
    }
}

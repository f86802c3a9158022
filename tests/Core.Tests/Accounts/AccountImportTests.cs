using FsCheck;
using FsCheck.Fluent;
using GovCloud.Accounts;
using GovCloud.Estates;

namespace GovCloud.Core.Tests.Accounts;

public sealed class AccountImportTests
{
    [Fact]
    public void Columns_are_found_by_name_in_any_order()
    {
        var result = AccountImport.Read("\uFEFFname,ID,Environment,system,municipalities,mail,state,備考\r\na-1,123456789012,production,tax,\"131229;131121\",R@example.jp,in-use,\"x, \"\"y\"\"\"\r\n", "who", "why");

        var command = Assert.Single(result.Rows).Command;
        Assert.Equal(("a-1", "123456789012", DeploymentEnvironment.Production, AccountState.InUse), (command.Name, command.Id.ToString(), command.Facts.Environment, command.State!.Value));
        Assert.Equal(["131229", "131121"], command.Facts.Municipalities.Select(code => code.ToString()));
        Assert.Equal(("who", "why"), (command.Who, command.Why));
        Assert.Equal(["備考"], result.IgnoredColumns.AsEnumerable());
        Assert.Empty(result.Problems);
    }

    [Fact]
    public void Bad_lines_are_named_with_their_numbers_and_good_ones_are_kept()
    {
        var result = AccountImport.Read(
            "id,name,environment,municipalities\n"
            + "23456789012,lost-zero,production,\n"
            + "\n"
            + "123456789012,\"two\nlines\",production,131229\n"
            + "123456789013,unknown,staging,131220\n"
            + "123456789014,short\n"
            + "123456789015,good,verification,131229\n", "who", "why");

        Assert.Equal([4, 8], result.Rows.Select(row => row.Line));
        Assert.Equal([2, 6, 6, 7], result.Problems.Select(problem => problem.Line));
        Assert.Contains("先頭の 0", result.Problems[0].Problem, StringComparison.Ordinal);
        Assert.Contains("staging", result.Problems[1].Problem, StringComparison.Ordinal);
        Assert.Contains("131220", result.Problems[2].Problem, StringComparison.Ordinal);
        Assert.Contains("列の数", result.Problems[3].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void An_open_quotation_mark_costs_its_own_line_only()
    {
        var result = AccountImport.Read("id,name,environment\n123456789012,\"open,production\n123456789013,good,production\n", "who", "why");

        Assert.Equal(2, Assert.Single(result.Problems).Line);
        Assert.Equal("good", Assert.Single(result.Rows).Command.Name);
    }

    [Theory]
    [InlineData("", "空のファイル")]
    [InlineData("name,environment\n", "id")]
    [InlineData("id,name,environment,ID\n", "2 回")]
    public void A_file_without_usable_headings_is_refused_whole(string csv, string expected)
    {
        var problem = Assert.Single(AccountImport.Read(csv, "who", "why").Problems);

        Assert.Equal(1, problem.Line);
        Assert.Contains(expected, problem.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void No_line_is_lost_whatever_the_file_holds() => Prop.ForAll(
        Gen.Elements("123456789012,a,production", "bad", ",,", "1,\"x\"\"y\",production", "123456789013,\"b\",verification", "", "a\"b,c,d").ListOf().ToArbitrary(),
        lines =>
        {
            var result = AccountImport.Read("id,name,environment\n" + string.Join('\n', lines), "who", "why");

            var reported = result.Rows.Select(row => row.Line).Concat(result.Problems.Select(problem => problem.Line)).Distinct().Order();
            Assert.Equal(lines.Index().Where(line => line.Item.Length > 0).Select(line => line.Index + 2), reported);
        }).QuickCheckThrowOnFailure();
}

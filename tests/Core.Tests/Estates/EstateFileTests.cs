using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GovCloud.EstateFiles;
using GovCloud.Estates;

namespace GovCloud.Core.Tests.Estates;

public sealed class EstateFileTests
{
    [Theory]
    [InlineData("a: 1\nb: [\n", "f.yaml:3:1: error EST003: this is not YAML: While parsing a node, did not find expected node content; the cause may stand on a line above")]
    [InlineData("a: 1\na: 2\n", "f.yaml:2:1: error EST004: the key 'a' stands already in line 1 and would be overwritten; remove one")]
    [InlineData("a: &x 1\n", "f.yaml:1:4: error EST005: '&x' marks a value for repetition; remove the mark, and write the value out where it is needed")]
    [InlineData("a: !!str 1\n", "f.yaml:1:4: error EST005: the tag 'tag:yaml.org,2002:str' changes a value's type; remove it, and quote the value where it is text")]
    [InlineData("a:\n  <<: {b: 1}\n", "f.yaml:2:3: error EST005: '<<' takes keys from elsewhere; write them out, so that every value has one place")]
    [InlineData("a:\n \tb: 1\n", "f.yaml:2:2: error EST006: a tab indents this line; indent with spaces")]
    [InlineData("a: 1\n---\nb: 1\n", "f.yaml:2:1: error EST007: a second YAML document begins here; put it into a file of its own or remove the line '---'")]
    [InlineData("- a\n", "f.yaml:1:1: error EST003: a file of an estate holds sections such as 'accounts:' and begins with one")]
    [InlineData("text\n", "f.yaml:1:1: error EST003: a file of an estate holds sections such as 'accounts:' and begins with one")]
    [InlineData("[a]: 1\n", "f.yaml:1:1: error EST003: a key must be a word; a list or mapping stands here")]
    public void What_is_no_plain_YAML_is_reported_with_its_place(string text, string expected)
    {
        var file = EstateFile.Parse("f.yaml", Encoding.UTF8.GetBytes(text));
        Assert.Equal(expected, Assert.Single(file.Problems).ToString());
    }

    [Fact]
    public void An_alias_is_reported_beside_its_anchor()
    {
        var file = EstateFile.Parse("f.yaml", "a: &x 1\nb: *x\n"u8);
        Assert.Equal(["f.yaml:1:4", "f.yaml:2:4"], file.Problems.Select(p => p.Position.ToString()), StringComparer.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_reported_where_they_begin()
    {
        byte[] shiftJis = [.. "a: 1\nb: "u8, 0x8a, 0x8b, 0x8f, 0x5c, 0x8b, 0xe6];
        Assert.Equal(
            "f.yaml:2:4: error EST002: the file is not UTF-8 from here on, perhaps Shift_JIS or UTF-16; save it as UTF-8",
            Assert.Single(EstateFile.Parse("f.yaml", shiftJis).Problems).ToString());
    }

    [Fact]
    public void A_byte_order_mark_and_an_empty_file_are_no_problem()
    {
        Assert.Empty(EstateFile.Parse("f.yaml", [0xef, 0xbb, 0xbf, .. "a: 1\n"u8]).Problems);
        Assert.True(EstateFile.Parse("f.yaml", "# nothing yet\n"u8) is { Root: null, Problems.IsEmpty: true, Incomplete: false });
    }

    [Fact]
    public void Every_digit_and_place_is_kept()
    {
        var file = EstateFile.Parse("f.yaml", "accounts:\n  - id: 012\n    name: \"012\"\n"u8);
        var account = Assert.IsType<SourceNode.Mapping>(Assert.IsType<SourceNode.Sequence>(file.Root!.Members[0].Value).Items[0]);
        Assert.Equal(new SourceNode.Scalar(new SourcePosition("f.yaml", 2, 9), "012", Quoted: false), account.Members[0].Value);
        Assert.Equal(new SourceNode.Scalar(new SourcePosition("f.yaml", 3, 11), "012", Quoted: true), account.Members[1].Value);
    }

    [Fact]
    public void A_secret_that_was_commented_out_is_refused()
    {
        var problem = Assert.Single(EstateFile.Parse("f.yaml", Encoding.UTF8.GetBytes("a: 1\nb: 2 # AKIA" + "IOSFODNN7EXAMPLE\n")).Problems);
        Assert.StartsWith("f.yaml:2:6: error EST113: an AWS access key stands here", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Bottomless_nesting_is_refused() =>
        Assert.Equal(EstateRules.Syntax, Assert.Single(EstateFile.Parse("f.yaml", Encoding.UTF8.GetBytes("a: " + new string('[', 20_000))).Problems).Id);

    [Fact]
    public void No_damage_to_a_file_becomes_an_exception()
    {
        var intact = Encoding.UTF8.GetBytes(SmallEstate.Yaml);
        var damage = Gen.Choose(0, intact.Length - 1).Zip(Gen.Elements<byte>([.. "\t\n :-[]{}&*!|>'\"%@`#,?<\\~0\0"u8, 0x80, 0xff])).ListOf();
        Prop.ForAll(damage.ToArbitrary(), changes =>
        {
            var bytes = (byte[])intact.Clone();
            foreach (var (index, value) in changes)
            {
                bytes[index] = value;
            }

            var file = EstateFile.Parse("f.yaml", bytes);
            var sources = new EstateSources { Name = "e", Documents = file.Root is null ? [] : [file.Root], Problems = file.Problems, Incomplete = file.Incomplete };
            var result = EstateReader.Read(sources, SmallEstate.Today);
            return result.Estate is not null || result.Problems.Length > 0;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }
}

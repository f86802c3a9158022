using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GovCloud.Estates;
using GovCloud.Linkage;

namespace GovCloud.Core.Tests.Linkage;

public sealed class FileScannerTests
{
    static readonly Encoding shiftJis = CodePagesEncodingProvider.Instance.GetEncoding(932)!;

    [Theory]
    [InlineData("番号,区分\r\n1,a\r\n2,b\r\n", 2, "")]
    [InlineData("番号,区分\n1,a\n2,b", 2, "")]
    [InlineData("番号,区分\n1,\"a\nb\"\n\n", 1, "")]
    [InlineData("番号,区分\n1,\"a\"\"\"\n2,b\n", 2, "")]
    [InlineData("番号,区分\n1,\"a\n", 1, "CutOff")]
    [InlineData("番号,種別\n1,a\n", 1, "Header")]
    [InlineData("\uFEFF番号,区分\n1,a\n", 1, "ByteOrderMark")]
    [InlineData("", 0, "Header")]
    public void Rows_are_counted_and_the_first_line_is_judged(string text, long rows, string defects)
    {
        var inspection = Scan(new LinkageFormat { Header = "番号,区分" }, Encoding.UTF8.GetBytes(text));

        Assert.Equal((rows, defects), (inspection.Rows, string.Join(' ', inspection.Defects)));
    }

    [Theory]
    [InlineData(RowCountSource.Header, "2\n1,a\n2,b\n", 2, 2L)]
    [InlineData(RowCountSource.Trailer, "1,a\n2,b\nT,\"2\"\n", 2, 2L)]
    [InlineData(RowCountSource.Trailer, "1,a\n2,b\nT,x\n", 2, null)]
    [InlineData(RowCountSource.Trailer, "", 0, null)]
    public void A_declared_number_of_rows_is_read_from_the_first_or_last_line(RowCountSource source, string text, long rows, long? declared)
    {
        var inspection = Scan(new LinkageFormat { RowCount = source }, Encoding.UTF8.GetBytes(text));

        Assert.Equal((rows, declared), (inspection.Rows, inspection.Declared));
    }

    [Fact]
    public void Shift_JIS_is_told_from_UTF8_in_both_directions()
    {
        const string Text = "記号番号,賦課額\r\n髙﨑①㈱,ｶﾅ\r\n";
        var format = new LinkageFormat { Encoding = FileEncoding.ShiftJis, Header = "記号番号,賦課額" };

        Assert.Empty(Scan(format, shiftJis.GetBytes(Text)).Defects);
        Assert.Contains(FileDefect.Encoding, Scan(format with { Encoding = FileEncoding.Utf8 }, shiftJis.GetBytes(Text)).Defects);
        Assert.Contains(FileDefect.Header, Scan(format, Encoding.UTF8.GetBytes(Text)).Defects);
    }

    [Theory]
    [InlineData(FileEncoding.Utf8Bom, true, "")]
    [InlineData(FileEncoding.Utf8Bom, false, "ByteOrderMark")]
    [InlineData(FileEncoding.Utf8AnyBom, true, "")]
    [InlineData(FileEncoding.Utf8AnyBom, false, "")]
    public void A_byte_order_mark_is_where_it_was_agreed(FileEncoding encoding, bool bom, string defects) =>
        Assert.Equal(defects, string.Join(' ', Scan(new LinkageFormat { Encoding = encoding, Header = "a,b" }, Encoding.UTF8.GetBytes((bom ? "\uFEFF" : "") + "a,b\n1,2\n")).Defects));

    [Theory]
    [InlineData("C0 80")]
    [InlineData("ED A0 80")]
    [InlineData("F4 90 80 80")]
    [InlineData("E3 81")]
    [InlineData("80")]
    public void Bytes_that_are_no_UTF8_are_told(string hex) =>
        Assert.Equal(FileDefect.Encoding, Assert.Single(Scan(new LinkageFormat(), Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal))).Defects));

    [Fact]
    public void A_part_of_a_file_gives_no_numbers_and_may_end_within_a_character()
    {
        var scanner = new FileScanner(new LinkageFormat());
        scanner.Read([0xE3, 0x81]);

        Assert.Equivalent(new FileInspection(), scanner.Finish(whole: false));
    }

    [Fact]
    public void Any_bytes_are_valid_UTF8_exactly_if_NET_says_so_however_they_are_cut() =>
        Prop.ForAll<byte[], PositiveInt>((bytes, cut) =>
        {
            var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
            bool valid;
            try
            {
                _ = strict.GetCharCount(bytes);
                valid = true;
            }
            catch (DecoderFallbackException)
            {
                valid = false;
            }

            var scanner = new FileScanner(new LinkageFormat { Encoding = FileEncoding.Utf8AnyBom });
            foreach (var chunk in bytes.Chunk(cut.Get))
            {
                scanner.Read(chunk);
            }

            return valid == !scanner.Finish(whole: true).Defects.Contains(FileDefect.Encoding);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("12", 12L)]
    [InlineData("\uFEFF12\r\n", 12L)]
    [InlineData("", null)]
    [InlineData("-1", null)]
    [InlineData("12,3", null)]
    public void A_marker_holds_a_number_or_none(string text, long? number) => Assert.Equal(number, FileScanner.ReadMarker(Encoding.UTF8.GetBytes(text)));

    static FileInspection Scan(LinkageFormat format, byte[] bytes)
    {
        var scanner = new FileScanner(format);
        scanner.Read(bytes);
        return scanner.Finish(whole: true);
    }
}

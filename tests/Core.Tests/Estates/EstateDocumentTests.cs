using System.Collections;
using System.Text;
using System.Text.Json;
using GovCloud.Estates;
using GovCloud.Network;

namespace GovCloud.Core.Tests.Estates;

public sealed class EstateDocumentTests
{
    [Fact]
    public void What_was_written_comes_back_unchanged()
    {
        var estate = SampleRecords.Estate();
        AssertSame(estate, EstateDocument.Read(EstateDocument.Write(estate)).Estate, "estate");
    }

    [Fact]
    public void Equal_estates_give_equal_bytes_and_a_changed_one_another_digest()
    {
        var first = EstateDocument.Write(SampleRecords.Estate());
        Assert.Equal(first, EstateDocument.Write(SampleRecords.Estate()));
        var estate = SampleRecords.Estate();
        var changed = EstateDocument.Write(estate with { Profile = estate.Profile with { Title = "別" } });
        Assert.False(string.Equals(EstateDocument.Read(first).Digest, EstateDocument.Read(changed).Digest, StringComparison.Ordinal));
    }

    [Fact]
    public void The_digest_is_the_sha256_of_the_bytes() =>
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", EstateDocument.DigestOf("abc"u8));

    [Fact]
    public void The_document_is_compact_readable_and_speaks_the_words_of_the_files()
    {
        var text = Encoding.UTF8.GetString(EstateDocument.Write(SampleRecords.Estate()));
        Assert.StartsWith("{\"profile\":{\"name\":\"small\",\"title\":\"小さな例 ", text, StringComparison.Ordinal);
        Assert.Contains("\"kind\":\"it-department\"", text, StringComparison.Ordinal);
        Assert.Contains("\"operationsAccount\":\"012345678901\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("null", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"operator\":\"operator\",", "", "operator")]
    [InlineData("\"sample\":true,", "", "sample")]
    [InlineData("\"accounts\":[", "\"acounts\":[", "acounts")]
    [InlineData("\"131229\"", "\"131228\"", "131229 would be valid")]
    [InlineData("\"012345678901\"", "\"12345678901\"", "12 digits")]
    [InlineData("\"usage\":\"shared\"", "\"usage\":1", "usage")]
    [InlineData("\"usage\":\"shared\"", "\"usage\":\"sharde\"", "usage")]
    public void A_document_of_another_shape_is_refused(string old, string replacement, string expected)
    {
        var text = Encoding.UTF8.GetString(EstateDocument.Write(SampleRecords.Estate()));
        Assert.Contains(old, text, StringComparison.Ordinal);
        var error = Assert.Throws<JsonException>(() => EstateDocument.Read(Encoding.UTF8.GetBytes(text.Replace(old, replacement, StringComparison.Ordinal))));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    /// <summary>Structural equality: records compare their immutable arrays by reference.</summary>
    internal static void AssertSame(object? expected, object? actual, string path)
    {
        if (expected is IEnumerable and not string)
        {
            var (left, right) = (((IEnumerable)expected).Cast<object>().ToList(), ((IEnumerable)actual!).Cast<object>().ToList());
            Assert.True(left.Count == right.Count, $"{path}: {left.Count} against {right.Count}");
            for (var i = 0; i < left.Count; i++)
            {
                AssertSame(left[i], right[i], $"{path}[{i}]");
            }
        }
        else if (expected is not null && ReferenceEquals(expected.GetType().Assembly, typeof(Estate).Assembly) && expected is not AccountId and not MunicipalityCode and not Cidr && !expected.GetType().IsEnum)
        {
            foreach (var property in expected.GetType().GetProperties().Where(p => p.CanWrite))
            {
                AssertSame(property.GetValue(expected), property.GetValue(actual), $"{path}.{property.Name}");
            }
        }
        else
        {
            Assert.True(Equals(expected, actual), $"{path}: {expected} against {actual}");
        }
    }
}

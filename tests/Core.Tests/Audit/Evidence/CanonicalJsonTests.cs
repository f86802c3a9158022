using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using GovCloud.Audit.Evidence;

namespace GovCloud.Core.Tests.Audit.Evidence;

public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("""{ "b" : 1 , "a" : [ true , null , -7 ] }""", """{"a":[true,null,-7],"b":1}""")]
    [InlineData("""{"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7}""", "{\"\\r\":2,\"1\":4,\"\u0080\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\ufb33\":3}")]
    [InlineData("""{"text":"\u0041\/\u0022\u005c\u0008\u001f\u00e9\ud83d\ude00"}""", "{\"text\":\"A/\\\"\\\\\\b\\u001fé😀\"}")]
    [InlineData("9007199254740991", "9007199254740991")]
    public void A_document_has_one_spelling(string json, string canonical) => Assert.Equal(canonical, Spell(json));

    [Theory]
    [InlineData("1.0")]
    [InlineData("1e2")]
    [InlineData("-0")]
    [InlineData("9007199254740992")]
    [InlineData("-9007199254740992")]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":1,"\u0061":2}""")]
    [InlineData("""["\ud800"]""")]
    [InlineData("[1,]")]
    [InlineData("")]
    public void What_has_no_spelling_or_two_is_refused(string json) => Assert.Throws<FormatException>(() => Spell(json));

    [Fact]
    public void Any_text_survives_and_a_canonical_document_is_its_own_spelling() => Prop.ForAll<NonNull<string>, int>((text, number) =>
    {
        var whole = string.Concat(text.Get.Where(c => !char.IsSurrogate(c)));
        var json = JsonSerializer.Serialize(new Dictionary<string, object>(StringComparer.Ordinal) { ["z" + whole] = whole, ["n"] = number });
        var canonical = Spell(json);
        using var read = JsonDocument.Parse(canonical);
        return canonical == Spell(canonical) && read.RootElement.GetProperty("z" + whole).GetString() == whole && read.RootElement.GetProperty("n").GetInt32() == number;
    }).QuickCheckThrowOnFailure();

    static string Spell(string json) => Encoding.UTF8.GetString(CanonicalJson.Of(Encoding.UTF8.GetBytes(json)));
}

using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using GovCloud.LocalCloud.EventBridge;

namespace GovCloud.LocalCloud.Tests.EventBridge;

public sealed class EventPatternTests
{
    const string Event = """
        {
          "version": "0", "id": "c-1", "detail-type": "EC2 Instance State-change Notification", "source": "aws.ec2", "account": "123456789012",
          "time": "2026-11-21T03:00:00Z", "region": "ap-northeast-1", "resources": ["arn:aws:ec2:::instance/i-1", "arn:aws:ec2:::instance/i-2"],
          "detail": {
            "state": "running", "count": 5, "limit": 301.8, "big": 3e2, "ip": "10.0.0.33", "ip6": "2001:db8::1", "empty": "", "none": null, "ok": true,
            "path": "dir/sub/file.PNG", "list": [], "bare": {}, "numbers": [1, 20],
            "people": [ { "first": "John", "last": "Doe" }, { "first": "Anna", "last": "Smith", "age": 30 } ],
            "grid": [ [ { "a": 1 } ], [ { "a": 2 } ] ],
            "tags": { "System.Name": "x" }
          }
        }
        """;

    static bool Matches(string pattern, string json = Event)
    {
        using var document = JsonDocument.Parse(json);
        return EventPattern.Parse(pattern).Matches(document.RootElement);
    }

    static bool Detail(string pattern) => Matches($$"""{"detail":{{pattern}}}""");

    [Theory]
    [InlineData("""{"source":["aws.ec2"]}""", true)]
    [InlineData("""{"source":["aws.EC2"]}""", false)]
    [InlineData("""{"source":["aws.rds","aws.ec2"],"region":["ap-northeast-1"]}""", true)]
    [InlineData("""{"source":["aws.ec2"],"region":["us-east-1"]}""", false)]
    [InlineData("""{"resources":["arn:aws:ec2:::instance/i-2"]}""", true)]
    [InlineData("""{"resources":["arn:aws:ec2:::instance/i-3"]}""", false)]
    [InlineData("""{"missing":["x"]}""", false)]
    [InlineData("""{"time":[{"prefix":"2026-11-21"}]}""", true)]
    [InlineData("""{"account":[123456789012]}""", false)]
    public void Fields_are_joined_by_and_and_values_by_or(string pattern, bool expected) => Assert.Equal(expected, Matches(pattern));

    [Theory]
    [InlineData("""{"count":[5]}""", true)]
    [InlineData("""{"count":["5"]}""", false)]
    [InlineData("""{"count":[5.0]}""", false)]
    [InlineData("""{"big":[300]}""", false)]
    [InlineData("""{"big":[3e2]}""", true)]
    [InlineData("""{"ok":[true]}""", true)]
    [InlineData("""{"ok":[false]}""", false)]
    [InlineData("""{"none":[null]}""", true)]
    [InlineData("""{"empty":[null]}""", false)]
    [InlineData("""{"empty":[""]}""", true)]
    [InlineData("""{"none":[""]}""", false)]
    [InlineData("""{"absent":[null]}""", false)]
    [InlineData("""{"tags":{"System.Name":["x"]}}""", true)]
    public void A_plain_value_is_compared_as_written(string pattern, bool expected) => Assert.Equal(expected, Detail(pattern));

    [Theory]
    [InlineData("""{"state":[{"prefix":"run"}]}""", true)]
    [InlineData("""{"state":[{"prefix":"RUN"}]}""", false)]
    [InlineData("""{"state":[{"prefix":{"equals-ignore-case":"RUN"}}]}""", true)]
    [InlineData("""{"path":[{"suffix":".PNG"}]}""", true)]
    [InlineData("""{"path":[{"suffix":".png"}]}""", false)]
    [InlineData("""{"path":[{"suffix":{"equals-ignore-case":".png"}}]}""", true)]
    [InlineData("""{"state":[{"equals-ignore-case":"RuNNing"}]}""", true)]
    [InlineData("""{"state":[{"equals-ignore-case":"run"}]}""", false)]
    [InlineData("""{"count":[{"prefix":"5"}]}""", false)]
    [InlineData("""{"state":[{"exactly":"running"}]}""", true)]
    public void Texts_are_compared_by_their_ends_and_without_case(string pattern, bool expected) => Assert.Equal(expected, Detail(pattern));

    [Theory]
    [InlineData("dir/*", true)]
    [InlineData("*.PNG", true)]
    [InlineData("dir/*/file.PNG", true)]
    [InlineData("*sub*file*", true)]
    [InlineData("*", true)]
    [InlineData("dir/sub/file.PNG", true)]
    [InlineData("dir", false)]
    [InlineData("*file*sub*", false)]
    [InlineData("dir/sub/file.PNG*PNG", false)]
    [InlineData("dir\\\\*", false)]
    public void A_wildcard_stands_for_any_run_of_characters(string wildcard, bool expected) =>
        Assert.Equal(expected, Detail($$"""{"path":[{"wildcard":"{{wildcard}}"}]}"""));

    [Fact]
    public void An_escaped_asterisk_is_itself()
    {
        Assert.True(Matches("""{"a":[{"wildcard":"x\\*y\\\\*"}]}""", """{"a":"x*y\\z"}"""));
        Assert.False(Matches("""{"a":[{"wildcard":"x\\*y"}]}""", """{"a":"xzy"}"""));
    }

    [Theory]
    [InlineData("""{"state":[{"anything-but":"stopped"}]}""", true)]
    [InlineData("""{"state":[{"anything-but":"running"}]}""", false)]
    [InlineData("""{"state":[{"anything-but":["stopped","running"]}]}""", false)]
    [InlineData("""{"state":[{"anything-but":["stopped","pending"]}]}""", true)]
    [InlineData("""{"count":[{"anything-but":5}]}""", false)]
    [InlineData("""{"count":[{"anything-but":5.0}]}""", false)]
    [InlineData("""{"count":[{"anything-but":[4,6]}]}""", true)]
    [InlineData("""{"count":[{"anything-but":"5"}]}""", true)]
    [InlineData("""{"state":[{"anything-but":{"prefix":"run"}}]}""", false)]
    [InlineData("""{"state":[{"anything-but":{"prefix":"stop"}}]}""", true)]
    [InlineData("""{"path":[{"anything-but":{"suffix":[".jpg",".PNG"]}}]}""", false)]
    [InlineData("""{"path":[{"anything-but":{"wildcard":"*/sub/*"}}]}""", false)]
    [InlineData("""{"path":[{"anything-but":{"wildcard":"*/lib/*"}}]}""", true)]
    [InlineData("""{"state":[{"anything-but":{"equals-ignore-case":"RUNNING"}}]}""", false)]
    [InlineData("""{"state":[{"anything-but":{"equals-ignore-case":["RUNNING","x"]}}]}""", false)]
    [InlineData("""{"absent":[{"anything-but":"x"}]}""", false)]
    [InlineData("""{"numbers":[{"anything-but":1}]}""", true)]
    [InlineData("""{"numbers":[{"anything-but":[1,20]}]}""", false)]
    public void Anything_but_takes_every_present_value_that_is_not_excluded(string pattern, bool expected) => Assert.Equal(expected, Detail(pattern));

    [Theory]
    [InlineData("count", "[\"=\",5]", true)]
    [InlineData("count", "[\"=\",5.0]", true)]
    [InlineData("count", "[\">\",5]", false)]
    [InlineData("count", "[\">=\",5]", true)]
    [InlineData("count", "[\"<\",5]", false)]
    [InlineData("count", "[\"<=\",5]", true)]
    [InlineData("count", "[\">\",0,\"<=\",5]", true)]
    [InlineData("count", "[\">=\",5,\"<\",6]", true)]
    [InlineData("count", "[\">\",5,\"<\",6]", false)]
    [InlineData("big", "[\"=\",300]", true)]
    [InlineData("limit", "[\"=\",3.018e2]", true)]
    [InlineData("limit", "[\"<\",301.8]", false)]
    [InlineData("limit", "[\">\",301.799999]", true)]
    [InlineData("numbers", "[\">\",10]", true)]
    [InlineData("state", "[\">\",0]", false)]
    [InlineData("count", "[\">\",-5e9]", true)]
    public void Numeric_compares_values_exactly(string field, string comparison, bool expected) =>
        Assert.Equal(expected, Detail($$"""{"{{field}}":[{"numeric":{{comparison}}}]}"""));

    [Theory]
    [InlineData("ip", "10.0.0.0/24", true)]
    [InlineData("ip", "10.0.0.0/27", false)]
    [InlineData("ip", "10.0.0.33/32", true)]
    [InlineData("ip", "10.0.0.99/24", true)]
    [InlineData("ip", "0.0.0.0/0", true)]
    [InlineData("ip", "2001:db8::/32", false)]
    [InlineData("ip6", "2001:db8::/32", true)]
    [InlineData("ip6", "2001:db9::/32", false)]
    [InlineData("state", "10.0.0.0/8", false)]
    public void An_address_is_looked_up_in_its_block(string field, string block, bool expected) =>
        Assert.Equal(expected, Detail($$"""{"{{field}}":[{"cidr":"{{block}}"}]}"""));

    [Theory]
    [InlineData("""{"state":[{"exists":true}]}""", true)]
    [InlineData("""{"state":[{"exists":false}]}""", false)]
    [InlineData("""{"none":[{"exists":true}]}""", true)]
    [InlineData("""{"absent":[{"exists":false}]}""", true)]
    [InlineData("""{"absent":[{"exists":true}]}""", false)]
    [InlineData("""{"absent":{"deep":[{"exists":false}]}}""", true)]
    [InlineData("""{"tags":[{"exists":true}]}""", false)]
    [InlineData("""{"tags":[{"exists":false}]}""", true)]
    [InlineData("""{"list":[{"exists":false}]}""", true)]
    [InlineData("""{"bare":[{"exists":true}]}""", false)]
    [InlineData("""{"people":{"age":[{"exists":false}]}}""", false)]
    [InlineData("""{"people":{"age":[{"exists":true}]}}""", true)]
    [InlineData("""{"people":{"height":[{"exists":false}]}}""", true)]
    [InlineData("""{"state":["stopped",{"exists":true}]}""", true)]
    [InlineData("""{"absent":["stopped",{"exists":false}]}""", true)]
    [InlineData("""{"state":["stopped",{"exists":false}]}""", false)]
    public void Exists_looks_at_leaves(string pattern, bool expected) => Assert.Equal(expected, Detail(pattern));

    [Theory]
    [InlineData("""{"people":{"first":["Anna"]}}""", true)]
    [InlineData("""{"people":{"first":["Anna"],"last":["Smith"]}}""", true)]
    [InlineData("""{"people":{"first":["Anna"],"last":["Doe"]}}""", false)]
    [InlineData("""{"people":{"first":["Anna","John"],"last":["Doe"]}}""", true)]
    [InlineData("""{"grid":{"a":[2]}}""", true)]
    [InlineData("""{"grid":{"a":[3]}}""", false)]
    [InlineData("""{"state":{"deep":["x"]}}""", false)]
    public void Fields_below_an_array_hold_for_one_and_the_same_element(string pattern, bool expected) => Assert.Equal(expected, Detail(pattern));

    [Theory]
    [InlineData("""{"source":["aws.ec2"],"$or":[{"detail":{"state":["stopped"]}},{"detail":{"count":[{"numeric":["<",10]}]}}]}""", true)]
    [InlineData("""{"source":["aws.rds"],"$or":[{"detail":{"state":["running"]}},{"detail":{"count":[5]}}]}""", false)]
    [InlineData("""{"detail":{"$or":[{"state":["stopped"]},{"count":[6]}]}}""", false)]
    [InlineData("""{"detail":{"$or":[{"state":["running"],"count":[6]},{"state":["running"],"$or":[{"ok":[true]},{"ok":[false]}]}]}}""", true)]
    [InlineData("""{"detail":{"$or":[{"absent":[{"exists":false}]},{"count":[6]}]}}""", true)]
    public void Or_joins_groups_of_fields(string pattern, bool expected) => Assert.Equal(expected, Matches(pattern));

    [Theory]
    [InlineData("[]", "Filter is not an object")]
    [InlineData("{", "not a JSON object")]
    [InlineData("{}", "Empty objects are not allowed")]
    [InlineData("""{"a":{}}""", "Empty objects are not allowed at a")]
    [InlineData("""{"a":[]}""", "Empty arrays are not allowed at a")]
    [InlineData("""{"a":"x"}""", "\"a\" must be an object or an array")]
    [InlineData("""{"a":[["x"]]}""", "Match value must be String, number, true, false, or null")]
    [InlineData("""{"a":["x"],"a":["y"]}""", "multiple times")]
    [InlineData("""{"a":[{"like":"x"}]}""", "Unrecognized match type like")]
    [InlineData("""{"a":[{}]}""", "Match expression name not found")]
    [InlineData("""{"a":[{"prefix":"x","suffix":"y"}]}""", "Only one key allowed in match expression")]
    [InlineData("""{"a":[{"prefix":5}]}""", "prefix match pattern must be a string")]
    [InlineData("""{"a":[{"prefix":{"wildcard":"x"}}]}""", "Unsupported prefix match pattern")]
    [InlineData("""{"a":[{"exists":"yes"}]}""", "exists match pattern must be either true or false")]
    [InlineData("""{"a":[{"anything-but":["x",1]}]}""", "mixed type is not supported")]
    [InlineData("""{"a":[{"anything-but":[]}]}""", "either all values are number or string")]
    [InlineData("""{"a":[{"anything-but":true}]}""", "must be an array or single string/number value")]
    [InlineData("""{"a":[{"anything-but":{"numeric":["=",1]}}]}""", "Unsupported anything-but pattern: numeric")]
    [InlineData("""{"a":[{"anything-but":{"prefix":""}}]}""", "Null prefix/suffix not allowed")]
    [InlineData("""{"a":[{"numeric":5}]}""", "Value of numeric must be an array")]
    [InlineData("""{"a":[{"numeric":[]}]}""", "Invalid member in numeric match")]
    [InlineData("""{"a":[{"numeric":["~",5]}]}""", "Unrecognized numeric range operator: ~")]
    [InlineData("""{"a":[{"numeric":["=","5"]}]}""", "Value of = must be numeric")]
    [InlineData("""{"a":[{"numeric":["<",5,">",1]}]}""", "Too many elements in numeric expression")]
    [InlineData("""{"a":[{"numeric":[">",5,"<",5]}]}""", "Bottom must be less than top")]
    [InlineData("""{"a":[{"numeric":["<",5000000001]}]}""", "between -5.0E9 and 5.0E9")]
    [InlineData("""{"a":[{"cidr":"10.0.0.0"}]}""", "one '/' required")]
    [InlineData("""{"a":[{"cidr":"10.0.0.0/33"}]}""", "mask bits")]
    [InlineData("""{"a":[{"wildcard":"a**b"}]}""", "Consecutive wildcard characters at pos 1")]
    [InlineData("""{"a":[{"wildcard":"a\\b"}]}""", "Invalid escape character at pos 1")]
    [InlineData("""{"$or":[{"a":["x"]}]}""", "at least 2 Objects")]
    [InlineData("""{"$or":["x","y"]}""", "Only JSON object is allowed")]
    [InlineData("""{"$or":{"a":["x"]}}""", "must be an Array")]
    [InlineData("""{"$or":[{"numeric":["=",1]},{"a":["x"]}]}""", "reserved fieldName")]
    public void A_pattern_that_EventBridge_refuses_is_refused_with_its_reason(string pattern, string reason)
    {
        var refused = Assert.Throws<InvalidEventPatternException>(() => EventPattern.Parse(pattern));
        Assert.StartsWith("Event pattern is not valid. Reason: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_value_is_either_excluded_or_taken() => Prop.ForAll<NonNull<string>, NonNull<string>>((value, other) =>
    {
        var json = JsonSerializer.Serialize(new { a = value.Get });
        var text = JsonSerializer.Serialize(other.Get);
        return Matches($$"""{"a":[{{text}}]}""", json) != Matches($$"""{"a":[{"anything-but":{{text}}}]}""", json);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_number_is_less_or_equal_or_greater() => Prop.ForAll<int, int>((value, bound) =>
    {
        var json = $$"""{"a":{{value}}}""";
        string[] comparisons = ["<", "=", ">"];
        return comparisons.Count(comparison => Matches($$"""{"a":[{"numeric":["{{comparison}}",{{bound}}]}]}""", json)) == 1;
    }).QuickCheckThrowOnFailure();
}

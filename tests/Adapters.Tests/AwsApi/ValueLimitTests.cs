using System.Text;
using GovCloud.ApiModels;

namespace GovCloud.Adapters.Tests.AwsApi;

/// <summary>Patterns, lengths and enumerations of a service that does not exist, so that none of AWS's packages need be there.</summary>
public sealed class ValueLimitTests : IDisposable
{
    const string Model = """
        { "metadata": { "serviceId": "Weather", "apiVersion": "2026-01-01", "endpointPrefix": "weather", "protocol": "json", "jsonVersion": "1.1", "targetPrefix": "Weather" },
          "operations": { "Put": { "input": { "type": "structure", "members": { "Name": {}, "Place": {}, "Note": {}, "Odd": {}, "Days": { "type": "integer" }, "Kinds": { "type": "list", "member": {} }, "Own": { "shape": "Tree" } } } },
                          "Gone": { "input": { "type": "structure", "members": { } } } },
          "shapes": { "Tree": { "type": "structure", "members": { "Kind": {}, "Own": { "shape": "Tree" } } } } }
        """;

    const string Known = """
        { "enumerations": { "operations": { "Put": { "input": "PutRequest" } },
                            "structures": { "PutRequest": { "Kinds": { "list": { "values": ["sun", "rain"] } }, "Own": { "structure": "Tree" } }, "Tree": { "Kind": { "values": ["leaf"] }, "Own": { "structure": "Tree" } } } },
          "limits": { "operations": { "Put": { "input": "PutRequest" } },
                      "structures": { "PutRequest": { "Name": { "pattern": "[\\w+=,.@-]+", "min": 1, "max": 5 }, "Place": { "pattern": "^[a-z\\_]+$" }, "Note": { "pattern": "[\\s\\S]*", "max": 3 }, "Odd": { "pattern": "[a-z&&[^x]]+" },
                                                      "Days": { "min": 1, "max": 7 }, "Kinds": { "max": 2 } } } } }
        """;

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();
    readonly ConformanceCounts counts = new();
    readonly ApiModelLibrary library;

    public ValueLimitTests()
    {
        var apis = folder.CreateSubdirectory(Path.Combine("aws-sdk", "apis")).FullName;
        File.WriteAllText(Path.Combine(apis, "weather-2026-01-01.min.json"), Model);
        var constraints = folder.CreateSubdirectory(Path.Combine(".cache", "constraints")).FullName;
        File.WriteAllText(Path.Combine(constraints, "Weather.json"), Known);
        File.WriteAllText(Path.Combine(constraints, "sources.json"), """{ "limits": "botocore 9" }""");
        library = new(apis);
    }

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("Name", "a.b", null)]
    [InlineData("Name", "a b", @"Put.Name: 'a b' does not have AWS's pattern [\w+=,.@-]+")]
    [InlineData("Name", "福祉", @"Put.Name: '福祉' does not have AWS's pattern [\w+=,.@-]+")]
    [InlineData("Name", "abcdef", "Put.Name: AWS takes 1 to 5 characters, not 6")]
    [InlineData("Place", "a_b", null)]
    [InlineData("Place", "A", @"Put.Place: 'A' does not have AWS's pattern ^[a-z\_]+$")]
    [InlineData("Note", "福\n祉", null)]
    [InlineData("Note", "😀😀😀", null)]
    [InlineData("Note", "四文字だ", "Put.Note: AWS takes any to 3 characters, not 4")]
    public void A_text_must_have_the_pattern_and_the_length(string member, string text, string? problem) =>
        Assert.Equal(problem is null ? [] : [problem], Put($$"""{"{{member}}":"{{text.Replace("\n", "\\n", StringComparison.Ordinal)}}"}"""), StringComparer.Ordinal);

    [Fact]
    public void A_number_and_a_list_have_bounds()
    {
        Assert.Equal(["Put.Days: AWS takes 1 to 7, not 8"], Put("""{"Days":8}"""));
        Assert.Equal(["Put.Kinds: AWS takes any to 2 items, not 3"], Put("""{"Kinds":["sun","rain","sun"]}"""));
    }

    [Fact]
    public void An_enumeration_is_found_in_lists_and_at_any_depth()
    {
        Assert.Equal(["Put.Kinds[1]: AWS knows no value 'Rain', only rain, sun"], Put("""{"Kinds":["sun","Rain"]}"""));
        Assert.Equal(["Put.Own.Own.Own.Kind: AWS knows no value 'Leaf', only leaf"], Put("""{"Own":{"Own":{"Own":{"Kind":"Leaf"}}}}"""));
    }

    [Fact]
    public void A_pattern_that_is_read_otherwise_by_Java_is_counted_and_named()
    {
        Assert.Empty(Put("""{"Odd":"x"}"""));
        Assert.Equal(["[a-z&&[^x]]+"], counts.Snapshot().UnreadPatterns);
        Assert.Equal(0, counts.Snapshot().PatternedValues);
    }

    [Fact]
    public void What_was_compared_is_counted()
    {
        Put("""{"Name":"a","Kinds":["sun","rain"],"Days":3}""");
        Put("""{"Name":"b"}""");
        var seen = counts.Snapshot();
        Assert.Equal((1, 3, 1, 1), (seen.Operations, seen.Members, seen.EnumeratedMembers, seen.PatternedMembers));
        Assert.Equal((5, 2, 2, 4), (seen.Values, seen.EnumeratedValues, seen.PatternedValues, seen.BoundedValues));
        Assert.Equal("botocore 9", library.SourceOfLimits);
    }

    [Fact]
    public void An_operation_without_enumerations_is_named()
    {
        RequestConformance.Check(library.Find("Weather")!.Find("Gone")!, Request("Gone", "{}"), counts);
        Assert.Equal(["Weather Gone"], counts.Snapshot().WithoutEnumerations);
    }

    [Fact]
    public void Without_the_packages_nothing_of_values_is_known_and_that_is_told()
    {
        Directory.Delete(Path.Combine(folder.FullName, ".cache"), recursive: true);
        var bare = new ApiModelLibrary(Path.Combine(folder.FullName, "aws-sdk", "apis"));
        Assert.False(bare.HasEnumerations);
        Assert.Null(bare.SourceOfLimits);
        Assert.Empty(RequestConformance.Check(bare.Find("Weather")!.Find("Put")!, Request("Put", """{"Kinds":["Rain"]}"""), counts));
        Assert.Equal(["Weather Put"], counts.Snapshot().WithoutEnumerations);
    }

    IReadOnlyList<string> Put(string body) => RequestConformance.Check(library.Find("Weather")!.Find("Put")!, Request("Put", body), counts);

    static WireRequest Request(string operation, string body) => new()
    {
        Method = "POST",
        Path = "/",
        Headers = [new("X-Amz-Target", "Weather." + operation), new("Content-Type", "application/x-amz-json-1.1")],
        Body = Encoding.UTF8.GetBytes(body),
    };
}

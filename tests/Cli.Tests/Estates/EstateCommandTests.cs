using System.Text.Json;
using GovCloud.Estates;
using static GovCloud.Cli.Tests.CommandLine;

namespace GovCloud.Cli.Tests.Estates;

public sealed class EstateCommandTests : IDisposable
{
    static readonly string Sample = Path.Combine(Repository(), "estates", "katsushika");

    readonly string folder = Directory.CreateTempSubdirectory("estate-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_valid_estate_is_said_to_be_valid_on_stdout()
    {
        var (code, output, error) = await RunAsync("estate", "validate", Sample);
        Assert.Equal($"{Sample}: valid. 4 municipalities, 24 organisations, 15 systems, 37 accounts, 6 calendars, 15 rows of responsibility\n", output);
        Assert.Equal("", error);
        Assert.Equal(0, code);
    }

    [Fact]
    public async Task Problems_go_to_stderr_with_place_and_count()
    {
        await BreakSampleAsync();
        var (code, output, error) = await RunAsync("estate", "validate", folder);
        Assert.Equal(
            $"{folder}/profile.yaml:4:3: error EST103: 'profile' lacks the required key 'title'; add it\n"
            + $"{folder}/profile.yaml:5:3: error EST101: 'titel' is none of the keys of 'profile'; did you mean 'title'?\n"
            + "2 errors, 0 warnings\n",
            error);
        Assert.Equal("", output);
        Assert.Equal(1, code);
    }

    [Fact]
    public async Task Problems_can_be_had_as_one_JSON_object()
    {
        await BreakSampleAsync();
        var (code, output, error) = await RunAsync("estate", "validate", folder, "--format", "json");
        using var json = JsonDocument.Parse(output);
        Assert.False(json.RootElement.GetProperty("valid").GetBoolean());
        Assert.Equal(2, json.RootElement.GetProperty("errors").GetInt32());
        var problem = json.RootElement.GetProperty("problems").EnumerateArray().Single(p => p.GetProperty("id").ValueEquals("EST101"));
        Assert.Equal(5, problem.GetProperty("line").GetInt32());
        Assert.Equal("", error);
        Assert.Equal(1, code);
    }

    [Theory]
    [InlineData("validate")]
    [InlineData("show")]
    public async Task A_folder_that_is_not_there_is_misuse(string command)
    {
        var (code, output, error) = await RunAsync("estate", command, "no/such/folder");
        Assert.Equal("", output);
        Assert.StartsWith("error: there is no folder 'no/such/folder'; name the folder of an estate, such as estates/katsushika", error, StringComparison.Ordinal);
        Assert.Equal(2, code);
    }

    [Theory]
    [InlineData("estate", "valdate")]
    [InlineData("estate", "show", "--format", "xml")]
    public async Task A_mistyped_command_line_is_misuse(params string[] args) => Assert.Equal(2, (await RunAsync(args)).Code);

    [Fact]
    public async Task The_canonical_document_is_shown_with_the_digest_of_its_bytes()
    {
        var (code, output, _) = await RunAsync("estate", "show", Sample, "--format", "json");
        using var json = JsonDocument.Parse(output);
        var document = System.Text.Encoding.UTF8.GetBytes(json.RootElement.GetProperty("estate").GetRawText());
        Assert.Equal(json.RootElement.GetProperty("digest").GetString(), EstateDocument.Read(document).Digest);
        Assert.Equal(0, code);
    }

    [Fact]
    public async Task Tables_for_people_show_every_part_without_control_characters_in_a_pipe()
    {
        var (code, output, _) = await RunAsync("estate", "show", Sample);
        foreach (var expected in new[] { "Municipalities", "仙台市", "Systems", "国民健康保険", "Accounts", "131229002401", "Organisations", "/govcloud/slack/integrated-operator", "Responsibility matrix", "別紙4 row 59" })
        {
            Assert.Contains(expected, output, StringComparison.Ordinal);
        }

        Assert.DoesNotContain('\u001b', output);
        Assert.Equal(0, code);
    }

    [Fact]
    public async Task The_schema_in_the_repository_is_the_one_that_the_command_writes()
    {
        var (code, output, _) = await RunAsync("estate", "schema");
        Assert.True(
            string.Equals(await File.ReadAllTextAsync(Path.Combine(Repository(), "estates", "estate.schema.json")), output, StringComparison.Ordinal),
            "run: ./gca estate schema > estates/estate.schema.json");
        Assert.Equal(0, code);
    }

    [Fact]
    public async Task The_schema_describes_every_member_in_plain_text()
    {
        var (_, output, _) = await RunAsync("estate", "schema");
        using var schema = JsonDocument.Parse(output);
        foreach (var definition in schema.RootElement.GetProperty("$defs").EnumerateObject())
        {
            foreach (var member in definition.Value.GetProperty("properties").EnumerateObject())
            {
                var description = member.Value.TryGetProperty("description", out var text) ? text.GetString()! : "";
                Assert.True(description.Length > 3 && !description.Contains('<', StringComparison.Ordinal), $"{definition.Name}.{member.Name}: {description}");
            }
        }
    }

    [Theory]
    [InlineData("", "estate")]
    [InlineData("estate", "validate")]
    [InlineData("estate validate", "Exit code")]
    [InlineData("estate show", "--format")]
    [InlineData("estate schema", "yaml-language-server")]
    public async Task Help_says_what_a_command_does(string command, string expected)
    {
        var (code, output, _) = await RunAsync([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        Assert.Contains(expected, output, StringComparison.Ordinal);
        Assert.Equal(0, code);
    }

    async Task BreakSampleAsync()
    {
        foreach (var file in Directory.EnumerateFiles(Sample))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        var profile = Path.Combine(folder, "profile.yaml");
        await File.WriteAllTextAsync(profile, (await File.ReadAllTextAsync(profile)).Replace("title:", "titel:", StringComparison.Ordinal));
    }
}

using System.IO.Compression;
using System.Text.Json;

namespace GovCloud.Cli.Tests.Deploy;

public sealed class DeployPlanCommandTests : IDisposable
{
    const string Operations = "131229090201";

    readonly AssemblyFolders folders = new();
    readonly string estate = Path.Combine(CommandLine.Repository(), "estates", "katsushika");

    [Fact]
    public async Task A_plan_has_steps_bootstraps_and_limits_for_programs()
    {
        var (code, output, error) = await RunAsync("--format", "json");

        Assert.True(code == 0, error);
        var plan = JsonDocument.Parse(output).RootElement;
        Assert.Equal(37, plan.GetProperty("steps").EnumerateArray().Count(s => s.GetProperty("stack").GetString() == "GovCloud-Forwarding"));
        Assert.Equal("unknown", plan.GetProperty("steps")[0].GetProperty("action").GetString());
        Assert.Equal(37, plan.GetProperty("bootstraps").GetArrayLength());
        Assert.True(plan.GetProperty("limits").GetProperty("compared").GetInt32() > 100);
    }

    [Fact]
    public async Task People_get_stages_and_what_to_do_by_hand_in_Japanese()
    {
        var (_, output, _) = await RunAsync();

        Assert.Contains("基盤(運用・ネットワーク・ログ集約)", output, StringComparison.Ordinal);
        Assert.Contains("SES で送信元を検証し", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workbook_has_a_row_for_each_step_and_a_page_stands_by_itself()
    {
        var (workbook, page) = (folders.Path("plan.xlsx"), folders.Path("plan.html"));

        Assert.Equal(0, (await RunAsync("--format", "xlsx", "--out", workbook)).Code);
        Assert.Equal(0, (await RunAsync("--format", "html", "--out", page)).Code);

        await using var archive = await ZipFile.OpenReadAsync(workbook);
        Assert.Contains(archive.Entries, e => e.FullName.EndsWith("sheet6.xml", StringComparison.Ordinal));
        var html = await File.ReadAllTextAsync(page);
        Assert.Contains("<html lang=\"ja\">", html, StringComparison.Ordinal);
        Assert.DoesNotMatch("(src|href)=\"(http|/)", html);
    }

    [Fact]
    public async Task What_is_deployed_is_compared_as_the_command_line_of_AWS_prints_it()
    {
        var place = Directory.CreateDirectory(Path.Combine(folders.Path("deployed"), Operations, "ap-northeast-1")).FullName;
        await File.WriteAllTextAsync(Path.Combine(place, "GovCloud-Automation.json"), $$"""{ "TemplateBody": {{AssemblyFolders.Table.Replace("\"pk\"", "\"old\"", StringComparison.Ordinal)}}, "StagesAvailable": [ "Original" ] }""");
        await File.WriteAllTextAsync(Path.Combine(place, "GovCloud-Gone.json"), JsonSerializer.Serialize(new { TemplateBody = "Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n" }));

        var (code, output, error) = await RunAsync("--deployed", folders.Path("deployed"), "--format", "json");

        Assert.Equal(1, code);
        var step = JsonDocument.Parse(output).RootElement.GetProperty("steps").EnumerateArray().Single(s => s.GetProperty("stack").GetString() == "GovCloud-Automation");
        Assert.Equal("changed", step.GetProperty("action").GetString());
        Assert.Equal("all items of the table", step.GetProperty("replaced")[0].GetProperty("wouldLose").GetString());
        Assert.Contains("GovCloud-Gone: 定義にないスタック", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--deployed", "no such folder", "there is no folder")]
    [InlineData("--deployer", "12345", "is no account id")]
    [InlineData("--estate", "no such folder", "there is no folder")]
    public async Task What_cannot_be_read_is_misuse_with_a_remedy(string option, string value, string message)
    {
        var (code, _, error) = await RunAsync(option, value);

        Assert.Equal(2, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_thousand_accounts_are_planned()
    {
        // An Access stack, which names its account, beside three that go to every account of the estate.
        var many = folders.Write("many", [.. Enumerable.Range(0, 1000).Select(i => ($"GovCloud-Access-{900000000000 + i}", $"{900000000000 + i}/ap-northeast-1", AssemblyFolders.Table)), .. Stacks()]);

        var (code, output, _) = await CommandLine.RunAsync("deploy", "plan", many, "--estate", estate, "--format", "json");

        Assert.Equal(1, code);
        var plan = JsonDocument.Parse(output).RootElement;
        Assert.Equal(1000, plan.GetProperty("problems").GetArrayLength());
        Assert.Equal(1000 + 37 + 37 + 1, plan.GetProperty("steps").GetArrayLength());
    }

    public void Dispose() => folders.Dispose();

    static (string, string, string)[] Stacks() =>
    [
        ("GovCloud-Automation", $"{Operations}/ap-northeast-1", AssemblyFolders.Table),
        ("GovCloud-Forwarding", "unknown-account/ap-northeast-1", """{ "Resources": { "Rule": { "Type": "AWS::Events::Rule", "Properties": {} } } }"""),
        ("GovCloud-CostNotices", "unknown-account/ap-northeast-1", """{ "Resources": { "Topic": { "Type": "AWS::SNS::Topic", "Properties": {} } } }"""),
    ];

    Task<(int Code, string Output, string Error)> RunAsync(params string[] options)
    {
        var assembly = folders.Write("assembly", Stacks());
        return CommandLine.RunAsync(["deploy", "plan", assembly, .. options.Contains("--estate") ? [] : new[] { "--estate", estate }, .. options]);
    }
}

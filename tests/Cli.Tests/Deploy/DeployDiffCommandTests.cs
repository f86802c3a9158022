using System.Text.Json;

namespace GovCloud.Cli.Tests.Deploy;

public sealed class DeployDiffCommandTests : IDisposable
{
    const string Place = "131229090201/ap-northeast-1";

    readonly AssemblyFolders folders = new();

    [Fact]
    public async Task What_would_be_lost_is_said_first_in_Japanese_and_makes_the_exit_code()
    {
        var (before, after) = Replaced();

        var (code, output, _) = await CommandLine.RunAsync("deploy", "diff", before, after);

        Assert.Equal(1, code);
        var (data, table, others, source) = (output.IndexOf("データ・通信が失われるおそれのある変更: 1 件", StringComparison.Ordinal), output.IndexOf("テーブルの全項目", StringComparison.Ordinal), output.IndexOf("そのほかの置換・削除", StringComparison.Ordinal), output.IndexOf("AWS::Lambda::EventSourceMapping", StringComparison.Ordinal));
        Assert.True(data >= 0 && data < table && table < others && others < source, output);
    }

    [Fact]
    public async Task Programs_get_the_reason_and_what_follows_in_English()
    {
        var (before, after) = Replaced();

        var (_, output, _) = await CommandLine.RunAsync("deploy", "diff", before, after, "--format", "json");

        var stack = JsonDocument.Parse(output).RootElement.GetProperty("stacks")[0];
        var table = stack.GetProperty("resources")[0];
        Assert.Equal(("replaced", "all items of the table", "lost"), (table.GetProperty("action").GetString(), table.GetProperty("wouldLose").GetString(), table.GetProperty("oldResource").GetString()));
        Assert.Equal("KeySchema[0].AttributeName", table.GetProperty("properties")[0].GetProperty("path").GetString());
        Assert.Equal("Table", stack.GetProperty("resources")[1].GetProperty("properties")[0].GetProperty("through").GetString());
    }

    [Fact]
    public async Task The_same_assembly_changes_nothing()
    {
        var folder = folders.Write("same", ("GovCloud-Automation", Place, AssemblyFolders.Table));

        Assert.Equal(0, (await CommandLine.RunAsync("deploy", "diff", folder, folder)).Code);
    }

    [Theory]
    [InlineData("nothing here", "no cloud assembly")]
    [InlineData(null, "name two cloud assemblies")]
    public async Task What_cannot_be_read_is_misuse_with_a_remedy(string? after, string message)
    {
        var folder = folders.Write("one", ("GovCloud-Automation", Place, AssemblyFolders.Table));

        var (code, _, error) = await CommandLine.RunAsync(after is null ? ["deploy", "diff", folder] : ["deploy", "diff", folder, folders.Path(after)]);

        Assert.Equal(2, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_template_is_misuse_and_no_crash()
    {
        var folder = folders.Write("broken", ("GovCloud-Automation", Place, "{ \"Resources\": "));

        Assert.Equal(2, (await CommandLine.RunAsync("deploy", "diff", folder, folder)).Code);
    }

    public void Dispose() => folders.Dispose();

    (string Before, string After) Replaced() => (
        folders.Write("before", ("GovCloud-Automation", Place, AssemblyFolders.Table)),
        folders.Write("after", ("GovCloud-Automation", Place, AssemblyFolders.Table.Replace("\"pk\"", "\"sk\"", StringComparison.Ordinal))));
}

namespace GovCloud.Cli.Tests.Linkage;

public sealed class LinkageCommandTests
{
    [Fact]
    public async Task The_matrix_names_every_right_with_its_account()
    {
        var run = await CommandLine.RunAsync("linkage", "matrix", "--format", "csv");

        Assert.Equal(0, run.Code);
        Assert.Contains("katsushika-production,葛飾区,residents/changes/,書込,131229000101,residents,residents-changes", run.Output, StringComparison.Ordinal);
        Assert.Contains("sendai-production,仙台市,residents/changes/,読取,041009000201,seals,sendai-residents-changes", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("131121002501", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_expected_files_of_a_day_are_listed()
    {
        var run = await CommandLine.RunAsync("linkage", "expect", "--date", "2026-11-20", "--format", "json");

        Assert.Equal(0, run.Code);
        Assert.Contains("\"residents/changes/131229_001_20261120_01.csv\"", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("residents/changes/131229_001_20261121_01.csv", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_that_belong_nowhere_are_a_problem_and_are_masked()
    {
        var keys = Path.GetTempFileName();
        await File.WriteAllLinesAsync(keys, ["residents/changes/131229_001_20261120_01.csv", "residents/changes/123456789012.csv"]);
        var run = await CommandLine.RunAsync("linkage", "check", "--keys", keys, "--store", "katsushika-production", "--format", "csv");
        File.Delete(keys);

        Assert.Equal(1, run.Code);
        Assert.Contains("データ,residents-changes,20261120-01", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("123456789012", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("linkage", "matrix", "--format", "xlsx")]
    [InlineData("linkage", "matrix", "--templates", "no-such-folder")]
    [InlineData("linkage", "check", "--keys", "no-such-file")]
    [InlineData("linkage", "expect", "--date", "2026-02-30")]
    public async Task What_cannot_be_done_is_misuse(params string[] args) => Assert.Equal(2, (await CommandLine.RunAsync(args)).Code);
}

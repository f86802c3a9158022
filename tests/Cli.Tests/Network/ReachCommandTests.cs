using System.Text.Json;
using static GovCloud.Cli.Tests.CommandLine;

namespace GovCloud.Cli.Tests.Network;

/// <summary>The command on templates that attach one VPC of the sample and nothing else: what it computes is tested with the engine and the stacks.</summary>
public sealed class ReachCommandTests : IDisposable
{
    const string Vpc = "041009000101/main";
    static readonly string Sample = Path.Combine(Repository(), "estates", "katsushika");
    readonly string folder = Directory.CreateTempSubdirectory("reach-").FullName;

    public ReachCommandTests()
    {
        File.WriteAllText(Path.Combine(folder, "manifest.json"), """
            {"artifacts":{
              "Tree":{"type":"cdk:tree"},
              "Spoke":{"type":"aws:cloudformation:stack","properties":{"templateFile":"Spoke.template.json"}},
              "Stage":{"type":"cdk:cloud-assembly","properties":{"directoryName":"nested"}}}}
            """);
        File.WriteAllText(Path.Combine(folder, "Spoke.template.json"), $$$"""
            {"Resources":{
              "Vpc":{"Type":"AWS::EC2::VPC","Properties":{"CidrBlock":"10.98.0.0/23","Tags":[{"Key":"govcloud:node","Value":"{{{Vpc}}}"}] } },
              "Attachment":{"Type":"AWS::EC2::TransitGatewayVpcAttachment","Properties":{"VpcId":{"Ref":"Vpc"},"SubnetIds":[],"TransitGatewayId":"tgw-1"} } } }
            """);
        Directory.CreateDirectory(Path.Combine(folder, "nested"));
        File.WriteAllText(Path.Combine(folder, "nested", "manifest.json"), """{"artifacts":{"Other":{"type":"aws:cloudformation:stack","properties":{"templateFile":"Other.template.json"}}}}""");
        File.WriteAllText(Path.Combine(folder, "nested", "Other.template.json"), """{"Resources":{"Vpn":{"Type":"AWS::EC2::VPNConnection"}}}""");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_check_names_the_template_and_the_resource_of_what_is_wrong()
    {
        var (code, _, error) = await RunAsync("network", "check", Sample, "--templates", folder);

        Assert.Equal(1, code);
        Assert.Contains($"{Path.Combine(folder, "Spoke.template.json")}: error TGW003: アタッチメント Spoke/Attachment が 0 個のルートテーブルに関連付けられている", error, StringComparison.Ordinal);
        Assert.Contains($"{Path.Combine(folder, "Other.template.json")}: error REACH003: Other/Vpn: 種別 AWS::EC2::VPNConnection", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_check_as_json_carries_the_findings_with_their_resources()
    {
        var (_, output, _) = await RunAsync("network", "check", Sample, "--templates", folder, "--format", "json");
        using var document = JsonDocument.Parse(output);

        Assert.Contains(
            document.RootElement.GetProperty("reachability").EnumerateArray(),
            f => f.GetProperty("id").GetString() == "REACH003" && f.GetProperty("resources")[0].GetString() == "Other/Vpn");
    }

    [Fact]
    public async Task A_matrix_is_shown_by_segments_and_pairs_and_what_is_not_known_is_no_isolation()
    {
        var (code, output, _) = await RunAsync("network", "reach", Sample, "--templates", folder);

        Assert.Equal(1, code);
        Assert.Contains("仙台市 庁内", output, StringComparison.Ordinal);
        Assert.Contains("? 検証できない", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_needs_nothing_but_itself()
    {
        var page = Path.Combine(folder, "reach.html");
        await RunAsync("network", "reach", Sample, "--templates", folder, "--html", page);
        var text = await File.ReadAllTextAsync(page);

        Assert.StartsWith("<!DOCTYPE html>", text, StringComparison.Ordinal);
        Assert.Contains("lang=\"ja\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", text, StringComparison.Ordinal);
        Assert.DoesNotContain("http", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Spreadsheets_get_a_line_for_each_pair_in_the_form_of_excel()
    {
        var (_, output, _) = await RunAsync("network", "reach", Sample, "--templates", folder, "--format", "csv", "--from", "sendai-office", "--to", Vpc);

        Assert.Equal('\ufeff', output[0]);
        Assert.Equal(3, output.Split("\r\n").Length);
        Assert.Contains("sendai-office", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_explanation_tells_where_it_stops()
    {
        var (_, output, _) = await RunAsync("network", "reach", Sample, "--templates", folder, "--from", Vpc, "--to", Vpc, "--format", "json");

        Assert.Contains("\"pairs\": []", output, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("network", "reach", Sample, "--templates", folder, "--explain")).Code);
    }

    [Theory]
    [InlineData("--from", "nobody")]
    [InlineData("--to", "nobody")]
    public async Task A_node_that_does_not_exist_is_told(string option, string node)
    {
        var (code, _, error) = await RunAsync("network", "reach", Sample, "--templates", folder, option, node);

        Assert.Equal(2, code);
        Assert.Contains($"no node fits '{node}'", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_a_cloud_assembly_is_told_with_its_remedy()
    {
        var (code, output, error) = await RunAsync("network", "check", Sample, "--templates", Path.Combine(folder, "nowhere"));

        Assert.Equal((2, ""), (code, output));
        Assert.Contains("Remedy: npx cdk synth", error, StringComparison.Ordinal);
    }
}

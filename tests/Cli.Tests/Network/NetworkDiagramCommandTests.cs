using System.Xml.Linq;
using GovCloud.Network;
using static GovCloud.Cli.Tests.CommandLine;

namespace GovCloud.Cli.Tests.Network;

public sealed class NetworkDiagramCommandTests : IDisposable
{
    static readonly XNamespace svg = "http://www.w3.org/2000/svg";
    static readonly string sample = Path.Combine(Repository(), "estates", "katsushika");

    readonly string folder = Directory.CreateTempSubdirectory("diagram-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_sample_is_drawn_with_every_recorded_VPC_and_every_on_premises_range()
    {
        var (code, output, error) = await RunAsync("network", "diagram", sample);
        Assert.Equal((0, ""), (code, error));
        var picture = XElement.Parse(output);
        var texts = picture.Descendants(svg + "text").Select(t => t.Value).ToLookup(t => t, StringComparer.Ordinal);
        var recorded = AddressLockDocument.Read(await File.ReadAllTextAsync(Path.Combine(sample, AddressLockDocument.FileName))).Allocations;
        Assert.Equal(
            recorded.Select(a => a.Key.ToString()).Order(StringComparer.Ordinal),
            picture.Descendants().Attributes("data-vpc").Select(a => a.Value).Order(StringComparer.Ordinal));
        Assert.All(recorded.SelectMany(a => a.Ranges), r => Assert.Single(texts[r.Cidr.ToString()]));
        Assert.All(["10.16.0.0/16", "10.17.0.0/18", "10.32.0.0/16", "10.48.0.0/17", "10.64.0.0/15", "172.20.0.0/16"], range => Assert.Single(texts[range]));
        Assert.All(["例", "葛飾区  (26 VPC)", "共同利用: 保険システム株式会社(例)  (2 VPC)", "葛飾区、練馬区"], text => Assert.NotEmpty(texts[text]));
    }

    [Fact]
    public async Task A_file_gets_the_same_picture_as_standard_output_each_time()
    {
        var file = Path.Combine(folder, "network.svg");
        var (code, output, error) = await RunAsync("network", "diagram", sample, "--out", file);
        Assert.Equal((0, "", ""), (code, output, error));
        Assert.Equal(await File.ReadAllTextAsync(file), (await RunAsync("network", "diagram", sample)).Output);
    }

    [Fact]
    public async Task English_labels_are_there_for_those_who_ask()
    {
        var (_, output, _) = await RunAsync("network", "diagram", sample, "--language", "en");
        Assert.Contains("Network diagram (address plan)  Planned on 2026-11-21", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plan_with_errors_is_not_drawn()
    {
        foreach (var file in Directory.EnumerateFiles(sample))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        var network = Path.Combine(folder, "network.yaml");
        var text = await File.ReadAllTextAsync(network);
        await File.WriteAllTextAsync(network, text.Replace("    - { account: \"041009000101\" }", "    - { account: \"041009000101\", application: 10 }", StringComparison.Ordinal));
        var (code, output, error) = await RunAsync("network", "diagram", folder);
        Assert.Equal((1, ""), (code, output));
        Assert.EndsWith("誤りがあるため、図は作らない。\n", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_that_are_not_recorded_are_counted_in_the_heading()
    {
        foreach (var file in Directory.EnumerateFiles(sample, "*.yaml"))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        var (code, output, _) = await RunAsync("network", "diagram", folder);
        Assert.Equal(0, code);
        Assert.Contains("割当台帳に未記録の変更: 39 件", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_is_named()
    {
        var (code, _, error) = await RunAsync("network", "diagram", sample, "--out", Path.Combine(folder, "missing", "network.svg"));
        Assert.Equal(1, code);
        Assert.StartsWith($"error: '{Path.Combine(folder, "missing", "network.svg")}' was not written (", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_misuse() => Assert.Equal(2, (await RunAsync("network", "diagram", "no/such/folder")).Code);
}

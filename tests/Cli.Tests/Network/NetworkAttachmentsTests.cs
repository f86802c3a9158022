using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using static GovCloud.Cli.Tests.CommandLine;

namespace GovCloud.Cli.Tests.Network;

public sealed class NetworkAttachmentsTests : IDisposable
{
    static readonly string Sample = Path.Combine(Repository(), "estates", "katsushika");

    readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    [Fact]
    public async Task A_VPC_is_known_by_its_account_and_being_the_only_one_there()
    {
        var (code, output, error) = await MatchAsync(Vpc(1, "131229000101"));

        Assert.Equal(0, code);
        var only = Assert.Single(JsonNode.Parse(output)!.AsArray())!;
        Assert.Equal("/govcloud/network/attachments/131229000101/main", only["Name"]!.GetValue<string>());
        Assert.Equal("tgw-attach-00000000000000001", only["Value"]!.GetValue<string>());
        Assert.Contains("まだ接続されていないもの", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VPCs_of_one_account_are_known_by_their_tags()
    {
        var (code, output, _) = await MatchAsync(Vpc(1, "131229090101", "131229090101/endpoints"), Vpc(2, "131229090101", "131229090101/egress"), Vpc(3, "131229090101", "131229090101/maintenance"));

        Assert.Equal(0, code);
        Assert.Equal(
            ["131229090101/egress 2", "131229090101/endpoints 1", "131229090101/maintenance 3"],
            JsonNode.Parse(output)!.AsArray().Select(p => $"{p!["Name"]!.GetValue<string>()["/govcloud/network/attachments/".Length..]} {p["Value"]!.GetValue<string>()[^1]}"));
    }

    [Fact]
    public async Task What_cannot_be_told_apart_is_an_error_and_no_guess()
    {
        var (code, output, error) = await MatchAsync(Vpc(1, "131229000101"), Vpc(2, "131229000101"), Line(3), Line(4));

        Assert.Equal(1, code);
        Assert.Empty(JsonNode.Parse(output)!.AsArray());
        Assert.Contains("131229000101/main: tgw-attach-00000000000000001 (vpc-00000000000000001), tgw-attach-00000000000000002 (vpc-00000000000000002) could each be it.", error, StringComparison.Ordinal);
        Assert.Contains("Remedy: set gatewayId of the line 'sendai-line' in the estate.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_attachment_is_never_given_to_two()
    {
        var (code, _, error) = await MatchAsync(Line(1));

        Assert.Equal(1, code);
        Assert.Contains("tgw-attach-00000000000000001 would be that of line/katsushika-line and line/nerima-line", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deleted_attachments_and_strangers_are_left_out()
    {
        var deleted = Vpc(1, "131229000101");
        deleted["State"] = "deleted";

        var (code, output, _) = await MatchAsync(deleted, Vpc(2, "999999999999"));

        Assert.Equal((0, 0), (code, JsonNode.Parse(output)!.AsArray().Count));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("""{"TransitGatewayAttachments":[{"State":"available"}]}""")]
    public async Task Something_else_than_the_answer_is_refused(string text)
    {
        await File.WriteAllTextAsync(file, text);

        var (code, _, error) = await RunAsync("network", "attachments", Sample, "--from", file);

        Assert.Equal(1, code);
        Assert.Contains("is no answer of aws ec2 describe-transit-gateway-attachments", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        var (code, _, error) = await RunAsync("network", "attachments", Sample, "--from", "none.json");

        Assert.Equal(2, code);
        Assert.StartsWith("error: there is no file 'none.json'.", error, StringComparison.Ordinal);
    }

    async Task<(int Code, string Output, string Error)> MatchAsync(params JsonObject[] attachments)
    {
        await File.WriteAllTextAsync(file, new JsonObject { ["TransitGatewayAttachments"] = new JsonArray([.. attachments]) }.ToJsonString(JsonSerializerOptions.Default));
        return await RunAsync("network", "attachments", Sample, "--from", file, "--format", "json");
    }

    static JsonObject Vpc(int number, string account, string? node = null) => Attachment(number, "vpc", account, "vpc-" + Digits(number), node);

    static JsonObject Line(int number) => Attachment(number, "direct-connect-gateway", "131229090101", string.Create(CultureInfo.InvariantCulture, $"00000000-0000-0000-0000-{number:000000000000}"), null);

    static JsonObject Attachment(int number, string type, string owner, string resource, string? node) => new()
    {
        ["TransitGatewayAttachmentId"] = "tgw-attach-" + Digits(number),
        ["TransitGatewayId"] = "tgw-00000000000000000",
        ["ResourceType"] = type,
        ["ResourceOwnerId"] = owner,
        ["ResourceId"] = resource,
        ["State"] = "available",
        ["Tags"] = node is null ? [] : new JsonArray(new JsonObject { ["Key"] = "govcloud:node", ["Value"] = node }),
    };

    static string Digits(int number) => number.ToString("00000000000000000", CultureInfo.InvariantCulture);
}

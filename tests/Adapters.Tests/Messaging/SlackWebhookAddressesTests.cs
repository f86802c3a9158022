using GovCloud.Adapters.AwsApi;
using GovCloud.Adapters.Messaging;
using GovCloud.Adapters.Parameters;
using GovCloud.Adapters.Tests.AwsApi;
using GovCloud.Adapters.Tests.Hosting;

namespace GovCloud.Adapters.Tests.Messaging;

public sealed class SlackWebhookAddressesTests
{
    readonly ManualTime time = new(new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task An_address_is_read_once_in_five_minutes()
    {
        await using var ssm = await AwsEndpoint.StartAsync(Holding("https://hooks.example/one"), Holding("https://hooks.example/two"));
        using var client = new AwsClient<Ssm>(ssm.Options);
        var addresses = new SlackWebhookAddresses(new ParameterStore(client), time);
        await FindAsync(addresses, "https://hooks.example/one");
        time.Advance(SlackWebhookAddresses.Lifetime - TimeSpan.FromTicks(1));
        await FindAsync(addresses, "https://hooks.example/one");
        Assert.Single(ssm.Requests);
        time.Advance(TimeSpan.FromTicks(1));
        await FindAsync(addresses, "https://hooks.example/two");
    }

    [Fact]
    public async Task A_failure_is_to_be_tried_again_and_is_not_kept()
    {
        await using var ssm = await AwsEndpoint.StartAsync(new Answer(400, """{"__type":"ParameterNotFound"}"""), Holding("https://hooks.example/one"));
        using var client = new AwsClient<Ssm>(ssm.Options);
        var addresses = new SlackWebhookAddresses(new ParameterStore(client), time);
        var missing = Assert.IsType<WebhookLookup.Missing>(await addresses.FindAsync("/slack", CancellationToken.None));
        Assert.Equal("Parameter /slack could not be read: 400 ParameterNotFound.", missing.Result.Reason);
        await FindAsync(addresses, "https://hooks.example/one");
    }

    [Theory]
    [InlineData("")]
    [InlineData("hooks.slack.com/services/x")]
    [InlineData("http://hooks.slack.com/services/x")]
    public async Task A_value_that_is_no_https_address_is_not_used_and_not_repeated(string value)
    {
        await using var ssm = await AwsEndpoint.StartAsync(Holding(value));
        using var client = new AwsClient<Ssm>(ssm.Options);
        var missing = Assert.IsType<WebhookLookup.Missing>(await new SlackWebhookAddresses(new ParameterStore(client), time).FindAsync("/slack", CancellationToken.None));
        Assert.Equal("Parameter /slack does not hold an https address.", missing.Result.Reason);
    }

    [Fact]
    public void An_address_is_not_in_its_text() =>
        Assert.DoesNotContain("secret", new WebhookLookup.Found(new Uri("https://hooks.example/secret")).ToString(), StringComparison.Ordinal);

    static async Task FindAsync(SlackWebhookAddresses addresses, string expected)
    {
        var found = Assert.IsType<WebhookLookup.Found>(await addresses.FindAsync("/slack", CancellationToken.None));
        Assert.Equal(expected, found.Address.ToString());
    }

    static Answer Holding(string value) => new(200, $$$"""{"Parameter":{"Name":"/slack","Type":"SecureString","Value":"{{{value}}}","Version":1}}""");
}

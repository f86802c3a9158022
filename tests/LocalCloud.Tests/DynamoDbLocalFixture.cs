using GovCloud.LocalCloud.DynamoDb;

namespace GovCloud.LocalCloud.Tests;

/// <summary>One DynamoDB Local for all tests of a class; starting it takes longer than anything that is tested.</summary>
public sealed class DynamoDbLocalFixture : IAsyncLifetime
{
    DynamoDbLocal? local;

    public Uri Endpoint => local!.Endpoint;

    public async Task InitializeAsync() => local = await DynamoDbLocal.StartAsync(CancellationToken.None);

    public async Task DisposeAsync() => await (local?.DisposeAsync() ?? ValueTask.CompletedTask);
}

using GovCloud.ApiModels;

namespace GovCloud.Adapters.Tests.AwsApi;

/// <summary>AWS's API models in the working tree, opened once.</summary>
static class PublishedModels
{
    public static ApiModelLibrary Library { get; } = new(ApiModelLibrary.FindFolder(AppContext.BaseDirectory)
        ?? throw new InvalidOperationException("AWS's API models are missing. Remedy: npm ci --prefix tools/ApiModels"));
}

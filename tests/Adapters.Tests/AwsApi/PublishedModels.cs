using GovCloud.ApiModels;

namespace GovCloud.Adapters.Tests.AwsApi;

/// <summary>AWS's API models in the working tree, opened once.</summary>
static class PublishedModels
{
    public static ApiModelLibrary Library { get; } = new(Path.Combine(Root(), "tools", "ApiModels", "node_modules", "aws-sdk", "apis"));

    static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "cdk.json")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not lie in the working tree.");
        }

        return folder.FullName;
    }
}

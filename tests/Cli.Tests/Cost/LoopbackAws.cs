using Amazon.Runtime;
using GovCloud.Adapters.AwsApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GovCloud.Cli.Tests.Cost;

/// <summary>A service with JSON over real HTTP that answers what a test says.</summary>
sealed class LoopbackAws : IAsyncDisposable
{
    readonly WebApplication application;

    LoopbackAws(WebApplication application) => this.application = application;

    public AwsClientOptions Options => new()
    {
        Credentials = new BasicAWSCredentials("AKIDEXAMPLE", "secret"),
        Region = "us-east-1",
        Endpoint = new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()),
        MaxAttempts = 1,
    };

    public static async Task<LoopbackAws> StartAsync(Func<string, string> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var built = builder.Build();
        built.Run(async http =>
        {
            using var reader = new StreamReader(http.Request.Body);
            http.Response.ContentType = "application/x-amz-json-1.1";
            await http.Response.WriteAsync(answer(await reader.ReadToEndAsync()));
        });
        await built.StartAsync();
        return new LoopbackAws(built);
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();
}

using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GovCloud.LocalCloud.Gateway;

/// <summary>An HTTP server on 127.0.0.1 that gives every request to one delegate.</summary>
sealed class LoopbackServer : IAsyncDisposable
{
    readonly WebApplication app;

    LoopbackServer(WebApplication app, Uri endpoint)
    {
        this.app = app;
        Endpoint = endpoint;
    }

    /// <summary>An address, not a name: AWS clients then address buckets in the path.</summary>
    public Uri Endpoint { get; }

    /// <summary>Starts to listen.</summary>
    /// <param name="handler">Answers every request.</param>
    /// <param name="port">0 for any free port.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    public static async Task<LoopbackServer> StartAsync(RequestDelegate handler, int port, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.Listen(IPAddress.Loopback, port, static listen => listen.Protocols = HttpProtocols.Http1);
            options.Limits.MaxRequestBodySize = null;
            options.Limits.MinRequestBodyDataRate = null;
            options.AddServerHeader = false;
        });
        var built = builder.Build();
        built.Run(handler);
        await built.StartAsync(cancellationToken);
        var address = built.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new(built, new Uri(address));
    }

    public async ValueTask DisposeAsync()
    {
        // Long polls do not end by themselves; waiting for them would only take time.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await app.StopAsync(now.Token);
        await app.DisposeAsync();
    }
}

using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GovCloud.Adapters.Tests.Functions;

/// <summary>Slack, SES and the Parameter Store over real HTTP on a loopback port.</summary>
sealed class ChannelServer : IAsyncDisposable
{
    readonly WebApplication app;

    ChannelServer(WebApplication app)
    {
        this.app = app;
        app.MapPost("/slack", SlackAsync);
        app.MapPost("/v2/email/outbound-emails", MailAsync);
        app.MapPost("/", ParameterAsync);
    }

    public Uri Address => new(app.Urls.Single());

    /// <summary>What Slack received, whether or not it was taken.</summary>
    public ConcurrentQueue<JsonNode> SlackPosts { get; } = new();

    /// <summary>What SES received.</summary>
    public ConcurrentQueue<JsonNode> Mails { get; } = new();

    /// <summary>How Slack answers from now on.</summary>
    public Func<HttpContext, Task> Slack { get; set; } = Ok;

    public static Task Ok(HttpContext context) => context.Response.WriteAsync("ok");

    public static Func<HttpContext, Task> Status(int status, string? retryAfter = null) => context =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.RetryAfter = retryAfter;
        return Task.CompletedTask;
    };

    /// <summary>Takes the message and never answers.</summary>
    public static Task Silence(HttpContext context) => Task.Delay(Timeout.Infinite, context.RequestAborted);

    /// <summary>Takes the message and closes the connection.</summary>
    public static Task HangUp(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    public static async Task<ChannelServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var server = new ChannelServer(builder.Build());
        await server.app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    async Task SlackAsync(HttpContext context)
    {
        SlackPosts.Enqueue((await JsonNode.ParseAsync(context.Request.Body))!);
        await Slack(context);
    }

    async Task MailAsync(HttpContext context)
    {
        Mails.Enqueue((await JsonNode.ParseAsync(context.Request.Body))!);
        await context.Response.WriteAsync("""{"MessageId":"mail-1"}""");
    }

    Task ParameterAsync(HttpContext context) =>
        context.Response.WriteAsync(new JsonObject { ["Parameter"] = new JsonObject { ["Name"] = "p", ["Type"] = "SecureString", ["Value"] = Address + "slack" } }.ToJsonString());
}

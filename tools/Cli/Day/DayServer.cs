using System.Net;
using System.Runtime.InteropServices;
using GovCloud.LocalCloud;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GovCloud.Cli.Day;

/// <summary>Keeps the page and the local AWS up on 127.0.0.1. The clock runs again, so that schedules and retries do.</summary>
static class DayServer
{
    static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    const string OwnEvent =
        """{"source":"aws.guardduty","detail-type":"GuardDuty Finding","detail":{"schemaVersion":"2.0","accountId":"131229001601","region":"ap-northeast-1","type":"Recon:EC2/PortProbeUnprotectedPort","severity":8,"id":"my-own","resource":{"resourceType":"Instance","instanceDetails":{"instanceId":"i-0123456789abcdef0"}},"service":{"archived":false,"count":1}}}""";

    /// <summary>Serves until it is cancelled or Ctrl-C is pressed.</summary>
    public static async Task RunAsync(EstateCloud cloud, int port, Func<CancellationToken, Task<string>> render, DayTerminal terminal, CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, stopping));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, stopping));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        await using var page = builder.Build();
        page.MapGet("/", async context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync(await render(context.RequestAborted), context.RequestAborted);
        });
        await page.StartAsync(stopping.Token);
        Tell(cloud, page.Urls.First(), terminal);
        try
        {
            while (true)
            {
                await Task.Delay(Tick, stopping.Token);
                cloud.Clock.Advance(Tick);
            }
        }
        catch (OperationCanceledException)
        {
            terminal.Line("Stopping ...");
        }

        await page.StopAsync(CancellationToken.None);
    }

    static void Tell(EstateCloud cloud, string address, DayTerminal terminal)
    {
        var gateway = cloud.Host.Endpoint.ToString().TrimEnd('/');
        var (key, secret) = LocalCloudHost.CredentialsOf(cloud.OperationsAccount);
        terminal.Line($$"""

            Page (made anew at each request):  {{address}}/
            Local AWS:                         {{gateway}}

            Send an event of your own with curl:
              curl -s -X POST {{gateway}}/events -H 'Content-Type: application/json' -d '{{OwnEvent}}'

            or with the AWS CLI:
              export AWS_ACCESS_KEY_ID={{key}} AWS_SECRET_ACCESS_KEY={{secret}} AWS_DEFAULT_REGION={{cloud.Region}} AWS_ENDPOINT_URL={{gateway}}
              aws events put-events --entries '[{"EventBusName":"govcloud-ops","Source":"my.application","DetailType":"Batch Failed","Detail":"{\"severity\":\"HIGH\",\"accountId\":\"131229001601\"}"}]'
              aws dynamodb scan --table-name {{cloud.Store.TableName}} --select COUNT

            Ctrl-C ends it.
            """);
    }

    static void Stop(PosixSignalContext signal, CancellationTokenSource stopping)
    {
        signal.Cancel = true;
        stopping.Cancel();
    }
}

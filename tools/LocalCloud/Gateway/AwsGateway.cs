using System.Text.Json;
using System.Text.Json.Nodes;
using GovCloud.LocalCloud.Accounts;
using GovCloud.LocalCloud.Capture;
using GovCloud.LocalCloud.Deployment;
using GovCloud.LocalCloud.DynamoDb;
using GovCloud.LocalCloud.Faults;
using GovCloud.LocalCloud.Permissions;
using GovCloud.LocalCloud.Queues;
using GovCloud.LocalCloud.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace GovCloud.LocalCloud.Gateway;

/// <summary>
/// The one endpoint of all services (<c>AWS_ENDPOINT_URL</c>). The credential scope of the signature says which service is meant. Between the
/// verification of the signature and the call, the call is compared with AWS's model of it, and with what the caller may do.
/// </summary>
sealed class AwsGateway
{
    readonly CloudResources cloud;
    readonly Captures captures;
    readonly SlackWebhooks slack;
    readonly DynamoDbProxy dynamoDb;
    readonly SignatureVerifier verifier;
    readonly Func<string?, string?, Arn> findBus;
    readonly S3Endpoint storage;
    readonly SqsApi queues;
    readonly EventsApi events;
    readonly ParameterApi parameters;
    readonly MailApi mails;
    readonly QueryApis queries;
    readonly ModelGate? gate;
    readonly FaultGate faults;
    readonly Func<PermissionGate?> permissions;
    readonly AccountServices? accounts;

    public AwsGateway(CloudResources cloud, Captures captures, SlackWebhooks slack, DynamoDbProxy dynamoDb, Callers callers, Func<string?, string?, Arn> findBus, Func<Uri> endpoint, ModelGate? gate, FaultGate faults, Func<PermissionGate?> permissions, AccountServices? accounts)
    {
        this.accounts = accounts;
        this.gate = gate;
        this.faults = faults;
        this.permissions = permissions;
        this.cloud = cloud;
        this.captures = captures;
        this.slack = slack;
        this.dynamoDb = dynamoDb;
        this.findBus = findBus;
        // Clients sign by the real clock.
        verifier = new(callers.Find, TimeProvider.System);
        storage = new(cloud.Storage);
        queues = new(cloud.Queues, cloud.Clock, cloud.Activity, endpoint);
        events = new(cloud.Events, cloud.Clock);
        parameters = new(cloud.Parameters);
        mails = new(captures, cloud.Clock);
        queries = new(captures);
    }

    public async Task HandleAsync(HttpContext context)
    {
        var request = await ReadAsync(context);
        AwsResponse response;
        try
        {
            response = await RouteAsync(request, context.RequestAborted);
        }
        catch (Exception ended) when (ended is OperationCanceledException or ConnectionCutException)
        {
            context.Abort();
            return;
        }
        catch (AwsApiException refused)
        {
            response = Error(request, refused);
        }
        catch (Exception unexpected) when (unexpected is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            response = Error(request, AwsApiException.Invalid("ValidationException", unexpected.Message));
        }

        await WriteAsync(context, response);
    }

    Task<AwsResponse> RouteAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        if (SignatureVerifier.IsSigned(request))
        {
            return ServeAsync(verifier.Verify(request), cancellationToken);
        }

        if (request.Method is "POST" && request.RawPath.StartsWith("/slack/", StringComparison.Ordinal))
        {
            return slack.HandleAsync(request.RawPath["/slack/".Length..], System.Text.Encoding.UTF8.GetString(request.Body), cancellationToken);
        }

        if (request is { Method: "POST" or "PUT", RawPath: "/events" })
        {
            var accepted = events.Post(request.Body, findBus(request.Query["account"], request.Query["bus"]));
            return Task.FromResult(AwsResponse.Of(202, "application/json", JsonSerializer.SerializeToUtf8Bytes(new { id = accepted.GetProperty("id").GetString() })));
        }

        throw new AwsApiException(403, "MissingAuthenticationToken", $"{request.Method} {request.RawPath} is not signed.");
    }

    async Task<AwsResponse> ServeAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var operation = gate?.Check(request);
        request = request with { Operation = operation?.Name ?? AccountServices.OperationOf(request) ?? OperationNames.Of(request) };
        var response = await faults.RunAsync(request, request.Operation, undisturbed => WorkAsync(undisturbed, cancellationToken), cancellationToken);
        if (operation is not null && request.Service != "dynamodb")
        {
            gate!.CheckAnswer(operation, response);
        }

        return accounts?.Disturb(request, response) ?? response;
    }

    Task<AwsResponse> WorkAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        permissions()?.Check(request);
        return SimulateAsync(request, cancellationToken);
    }

    async Task<AwsResponse> SimulateAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        if (accounts?.Handle(request) is { } simulated)
        {
            return simulated;
        }

        var account = request.Caller!.Account;
        return request.Service switch
        {
            "dynamodb" => await dynamoDb.HandleAsync(request, cancellationToken),
            "s3" => storage.Handle(request),
            "sqs" => Json(request, await queues.HandleAsync(OperationNames.Of(request), Body(request), request, cancellationToken)),
            "events" => Json(request, events.Handle(OperationNames.Of(request), Body(request), account, request.Region)),
            "ssm" => Json(request, parameters.Handle(OperationNames.Of(request), Body(request), request.Page)),
            "ses" => Json(request, mails.Handle(request)),
            "lambda" => await InvokeAsync(request, cancellationToken),
            "sns" or "sts" => queries.Handle(request) ?? throw Unknown(request, QueryApis.Action(request)),
            _ => throw Unknown(request, OperationNames.Of(request)),
        };
    }

    async Task<AwsResponse> InvokeAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        if (request.RawPath.Split('/') is not ["", _, "functions", var name, "invocations"])
        {
            throw Unknown(request, request.RawPath);
        }

        var function = cloud.FindFunction(Uri.UnescapeDataString(name)) ?? throw new AwsApiException(404, "ResourceNotFoundException", $"Function not found: {name}");
        var payload = request.Body.Length == 0 ? "{}" : System.Text.Encoding.UTF8.GetString(request.Body);
        if (request.Header("X-Amz-Invocation-Type") is "Event")
        {
            cloud.AsyncInvocations.Start(function, payload, cloud.AsyncPolicies.GetValueOrDefault(function.Definition.Arn, Functions.AsyncInvokePolicy.Default));
            return AwsResponse.Empty(202);
        }

        var result = await function.InvokeAsync(payload, cancellationToken);
        var response = AwsResponse.Of(200, "application/json", System.Text.Encoding.UTF8.GetBytes(result.Response));
        return result.Succeeded ? response : response.With("X-Amz-Function-Error", "Unhandled");
    }

    AwsResponse Json(AwsRequest request, JsonObject? answer) => answer is null
        ? throw Unknown(request, OperationNames.Of(request))
        : AwsResponse.Of(200, request.Header("Content-Type") is { Length: > 0 } type ? type : "application/json", JsonSerializer.SerializeToUtf8Bytes(answer));

    AwsApiException Unknown(AwsRequest request, string operation)
    {
        captures.Unhandled.Add(new(request.Service, operation, request.Method, request.RawPath));
        return AwsApiException.Invalid("UnknownOperationException", $"The local cloud does not simulate {request.Service}:{operation} ({request.Method} {request.RawPath}).");
    }

    static JsonElement Body(AwsRequest request)
    {
        using var document = JsonDocument.Parse(request.Body.Length == 0 ? "{}"u8.ToArray() : request.Body);
        return document.RootElement.Clone();
    }

    static AwsResponse Error(AwsRequest request, AwsApiException refused)
    {
        var signedFor = request.Header("Authorization");
        if (signedFor.Contains("/s3/", StringComparison.Ordinal) && request.RawPath == S3ControlApi.Path)
        {
            return QueryApis.Error(refused);
        }

        if (signedFor.Contains("/ec2/", StringComparison.Ordinal))
        {
            return QueryApis.Ec2Error(refused);
        }

        if (signedFor.Contains("/s3/", StringComparison.Ordinal) || request.Query.ContainsKey("X-Amz-Signature"))
        {
            return S3Endpoint.Error(refused);
        }

        if (request.Header("Content-Type").StartsWith("application/x-www-form-urlencoded", StringComparison.Ordinal))
        {
            return QueryApis.Error(refused);
        }

        var response = AwsResponse.Of(refused.Status, "application/json", JsonSerializer.SerializeToUtf8Bytes(new { __type = refused.Code, message = refused.Message })).With("x-amzn-ErrorType", refused.Code);
        return refused.QueryCode is { } code ? response.With("x-amzn-query-error", code + ";Sender") : response;
    }

    static async Task<AwsRequest> ReadAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?', 2);
        return new() { Method = context.Request.Method, RawPath = target[0], RawQuery = target.ElementAtOrDefault(1) ?? "", Query = context.Request.Query, Headers = context.Request.Headers, Body = body.ToArray() };
    }

    static async Task WriteAsync(HttpContext context, AwsResponse response)
    {
        context.Response.StatusCode = response.Status;
        foreach (var (name, value) in response.Headers)
        {
            context.Response.Headers[name] = value;
        }

        context.Response.Headers.TryAdd("x-amz-request-id", context.TraceIdentifier);
        if (response.Status is StatusCodes.Status204NoContent or StatusCodes.Status304NotModified)
        {
            return;
        }

        context.Response.ContentLength = response.Body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(response.Body, context.RequestAborted);
        }
    }
}

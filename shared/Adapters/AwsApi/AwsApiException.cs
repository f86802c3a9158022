using System.Net;

namespace GovCloud.Adapters.AwsApi;

/// <summary>What is known about a call that failed.</summary>
public enum AwsFailure
{
    /// <summary>AWS answered with an error: the call had no effect, unless the service says otherwise.</summary>
    Answered,

    /// <summary>The request was never sent: no connection, no credentials, no region.</summary>
    NotSent,

    /// <summary>The request may have been carried out: no answer came in time, the connection broke, or the answer could not be read.</summary>
    Unknown,
}

/// <summary>A call to AWS failed, after its retries.</summary>
public sealed class AwsApiException : Exception
{
    internal AwsApiException(string service, string operation, AwsFailure failure, Exception inner)
        : base($"{service} {operation}: {(failure == AwsFailure.NotSent ? "the request could not be sent" : "no usable answer came")} ({inner.GetType().Name}).", inner)
    {
        Service = service;
        Operation = operation;
        Failure = failure;
    }

    internal AwsApiException(string service, string operation, HttpStatusCode status, string? code, string? requestId, Exception inner)
        : base($"{service} {operation}: {(int)status} {code}: {inner.Message} (request {requestId}).", inner)
    {
        Service = service;
        Operation = operation;
        Failure = AwsFailure.Answered;
        StatusCode = status;
        ErrorCode = code ?? "";
        RequestId = requestId;
    }

    /// <summary>The service's id, such as <c>SESv2</c>.</summary>
    public string Service { get; }

    /// <summary>The operation, such as <c>SendEmail</c>.</summary>
    public string Operation { get; }

    /// <summary>Whether AWS answered at all.</summary>
    public AwsFailure Failure { get; }

    /// <summary>The HTTP status; null unless <see cref="AwsFailure.Answered"/>.</summary>
    public HttpStatusCode? StatusCode { get; }

    /// <summary>The error's code without namespace, such as <c>ParameterNotFound</c>; empty unless <see cref="AwsFailure.Answered"/>.</summary>
    public string ErrorCode { get; } = "";

    /// <summary>Id by which AWS support finds the call.</summary>
    public string? RequestId { get; }
}

using System.Net;
using System.Xml;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace GovCloud.Adapters.AwsApi;

/// <summary>Calls one AWS service. Thread-safe; made once for a process.</summary>
public sealed class AwsClient<TService>(AwsClientOptions options) : IDisposable
    where TService : IAwsService
{
    readonly AwsPipeline<TService> pipeline = AwsPipeline<TService>.Create(options);

    /// <summary>Makes one call, with retries.</summary>
    /// <exception cref="AwsApiException">The call failed.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; it may have been carried out.</exception>
    public async Task<TResponse> CallAsync<TRequest, TResponse>(
        AwsOperation<TRequest, TResponse> operation, TRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(operation);
        var marshaller = new CallMarshaller(() =>
        {
            var marshalled = new DefaultRequest(new Call(), TService.Service.ServiceId);
            operation.Write(TService.Service, request, marshalled);
            return marshalled;
        });
        ResponseUnmarshaller unmarshaller =
            TService.Service.Protocol is AwsProtocol.Query or AwsProtocol.RestXml ? new XmlReply<TResponse>(operation.Read) : new JsonReply<TResponse>(operation.Read);
        var invocation = new InvokeOptions { RequestMarshaller = marshaller, ResponseUnmarshaller = unmarshaller };
        try
        {
            return (await pipeline.SendAsync<TResponse>(new Call(), invocation, cancellationToken)).Value;
        }
        catch (Exception e) when (Failure(e, cancellationToken) is { } failure)
        {
            throw failure == AwsFailure.Answered && e is AmazonServiceException answer
                ? new AwsApiException(TService.Service.ServiceId, operation.Name, answer.StatusCode, answer.ErrorCode, answer.RequestId, e)
                : new AwsApiException(TService.Service.ServiceId, operation.Name, failure, e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => pipeline.Dispose();

    // Null for what is not a failure of the call: a cancellation by the caller, or a bug.
    static AwsFailure? Failure(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        OperationCanceledException when cancellationToken.IsCancellationRequested => null,
        AmazonUnmarshallingException => AwsFailure.Unknown,
        // The SDK's own services wrap this one too; an answer in XML that ends in the middle is no answer.
        XmlException => AwsFailure.Unknown,
        AmazonServiceException { StatusCode: default(HttpStatusCode) } => AwsFailure.Unknown,
        AmazonServiceException => AwsFailure.Answered,
        AmazonClientException => AwsFailure.NotSent,
        HttpRequestException http => http.NeverSent() ? AwsFailure.NotSent : AwsFailure.Unknown,
        OperationCanceledException or TimeoutException or IOException => AwsFailure.Unknown,
        _ => null,
    };

    sealed class Call : AmazonWebServiceRequest;

    sealed class CallMarshaller(Func<IRequest> write) : IMarshaller<IRequest, AmazonWebServiceRequest>
    {
        public IRequest Marshall(AmazonWebServiceRequest input) => write();
    }

    sealed class JsonReply<T>(Func<Stream, T> read) : JsonResponseUnmarshaller
    {
        public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input) => new AwsReply<T> { Value = read(input.Stream) };

        public override AmazonServiceException UnmarshallException(JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
        {
            var reader = new StreamingUtf8JsonReader(input.Stream);
            var error = JsonErrorResponseUnmarshaller.GetInstance().Unmarshall(input, ref reader);
            return new AmazonServiceException(
                error.Message, innerException, error.Type, error.Code, error.RequestId ?? input.ResponseData.GetHeaderValue("x-amzn-RequestId"), statusCode);
        }
    }

    sealed class XmlReply<T>(Func<Stream, T> read) : XmlResponseUnmarshaller
    {
        public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext input) => new AwsReply<T> { Value = read(input.Stream) };

        public override AmazonServiceException UnmarshallException(XmlUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode)
        {
            var error = XmlErrorResponseUnmarshaller.GetInstance().Unmarshall(input);
            return new AmazonServiceException(error.Message, innerException, error.Type, error.Code, error.RequestId, statusCode);
        }
    }
}

using System.Net;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;

namespace GovCloud.Adapters.AwsApi;

/// <summary>AWSSDK.Core's own request pipeline (credentials, SigV4, clock skew, retries, connection pool) for a service without an SDK package.</summary>
/// <remarks>It stands on types in <c>Amazon.Runtime.Internal</c>: AWSSDK.Core is pinned exactly, and the tests go over real HTTP (docs/decisions/0004-aws-api-client.md).</remarks>
sealed class AwsPipeline<TService> : AmazonServiceClient
    where TService : IAwsService
{
    // Read by the base constructor, hence static.
    static readonly Metadata Facts = new();

    AwsPipeline(AwsConfig config)
        : base(config)
    {
    }

    AwsPipeline(AWSCredentials credentials, AwsConfig config)
        : base(credentials, config)
    {
    }

    internal static AwsPipeline<TService> Create(AwsClientOptions options)
    {
        var config = new AwsConfig(TService.Service, options)
        {
            MaxErrorRetry = Math.Max(1, options.MaxAttempts) - 1,
            // By default a request whose connection breaks is sent ten times more, whatever MaxErrorRetry says. A mail would be sent eleven times.
            MaxStaleConnectionRetries = Math.Max(1, options.MaxAttempts) - 1,
            Timeout = options.AttemptTimeout,
        };
        if (options.Region is { } region)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }

        // Else the SDK would guess the region from the host name, and sign for us-east-1 where an endpoint variable names another host.
        config.AuthenticationRegion = TService.Service.GlobalRegion ?? options.Region ?? config.RegionEndpoint?.SystemName;

        return options.Credentials is { } credentials ? new(credentials, config) : new(config);
    }

    protected override IServiceMetadata ServiceMetadata => Facts;

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.ReplaceHandler<RetryHandler>(new RetryHandler(RetryPolicy()));
        pipeline.AddHandlerAfter<Marshaller>(new ServiceEndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new SignatureV4Resolver());
    }

    internal Task<AwsReply<T>> SendAsync<T>(AmazonWebServiceRequest request, InvokeOptionsBase options, CancellationToken cancellationToken) =>
        InvokeAsync<AwsReply<T>>(request, options, cancellationToken);

    StandardRetryPolicy RetryPolicy()
    {
        var policy = new StandardRetryPolicy(Config);
        // By default a 429 is retried only when its code is one that the SDK knows.
        policy.HttpStatusCodesToRetryOn.Add(HttpStatusCode.TooManyRequests);
        // For most services this is a quota, which no retry mends; where it is a rate, it comes with 429.
        policy.ThrottlingErrorCodes.Remove("LimitExceededException");
        return policy;
    }

    sealed class Metadata : IServiceMetadata
    {
        public string ServiceId => TService.Service.ServiceId;

        public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
    }

    sealed class ServiceEndpointResolver : BaseEndpointResolver
    {
        protected override EndpointParameters MapEndpointsParameters(IRequestContext requestContext) => new();
    }

    sealed class SignatureV4Resolver : BaseAuthResolverHandler
    {
        protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) =>
            [new AuthSchemeOption { SchemeId = "aws.auth#sigv4" }];
    }
}

/// <summary>What the pipeline asks of a service's configuration.</summary>
sealed class AwsConfig : ClientConfig
{
    readonly AwsService service;
    readonly AwsClientOptions options;

    internal AwsConfig(AwsService service, AwsClientOptions options)
        : base(new DefaultConfigurationProvider([new DefaultConfiguration { Name = DefaultConfigurationMode.Standard, RetryMode = RequestRetryMode.Standard }]))
    {
        this.service = service;
        this.options = options;
        ServiceId = service.ServiceId;
        AuthenticationServiceName = service.SigningName;
        EndpointProvider = new ServiceEndpoint(this);
    }

    public override string ServiceVersion => service.ApiVersion;

    public override string UserAgent => "GovCloudAutomation";

    public override string RegionEndpointServiceName => service.EndpointPrefix;

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        EndpointProvider.ResolveEndpoint(new EndpointParameters());

    sealed class ServiceEndpoint(AwsConfig config) : IEndpointProvider
    {
        // ServiceURL is where the SDK puts AWS_ENDPOINT_URL_{SERVICE} and AWS_ENDPOINT_URL.
        public Endpoint ResolveEndpoint(EndpointParameters parameters) => new(config.options.Endpoint?.ToString() ?? config.ServiceURL ?? Regional());

        string Regional()
        {
            var region = config.service.GlobalRegion is { } global ? RegionEndpoint.GetBySystemName(global) : config.RegionEndpoint;
            return $"https://{config.options.HostPrefix}{config.service.EndpointPrefix}.{region.SystemName}.{region.PartitionDnsSuffix}";
        }
    }
}

/// <summary>A response of ours as the pipeline hands it on.</summary>
sealed class AwsReply<T> : AmazonWebServiceResponse
{
    internal T Value { get; init; } = default!;
}

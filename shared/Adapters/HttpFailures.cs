namespace GovCloud.Adapters;

/// <summary>What a failed HTTP call tells about the request.</summary>
static class HttpFailures
{
    /// <summary>Whether no connection was made, so that the request cannot have had an effect.</summary>
    internal static bool NeverSent(this HttpRequestException exception) => exception.HttpRequestError
        is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;
}

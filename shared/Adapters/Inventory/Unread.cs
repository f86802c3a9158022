using System.Net;
using System.Text.Json;
using System.Xml;
using Amazon.Runtime;
using GovCloud.Adapters.AwsApi;
using GovCloud.Adapters.Guardrails;
using GovCloud.Audit;

namespace GovCloud.Adapters.Inventory;

/// <summary>Turns what goes wrong in reading into the reason why something is unknown.</summary>
static class Unread
{
    /// <summary>The time that there was for reading has passed.</summary>
    public const string TimeRanOut = "時間内に確認できなかった";

    /// <summary>A reading of what a call says; unknown where it is refused, throttled, cut off, or not answered in time.</summary>
    public static async Task<Reading<T>> ReadAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return Readings.Known(await read());
        }
        catch (AwsApiException failure)
        {
            return Readings.Unknown<T>(Explain(failure));
        }
        catch (OperationCanceledException)
        {
            return Readings.Unknown<T>(TimeRanOut);
        }
        catch (Exception torn) when (torn is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            return Readings.Unknown<T>($"応答が途中で切れているか、読み取れない: {torn.Message}");
        }
    }

    /// <summary>Why a call failed, Japanese.</summary>
    public static string Explain(AwsApiException failure) =>
        IsThrottled(failure) ? $"呼び出し回数の上限に達した({failure.Operation}: {failure.ErrorCode})"
        : failure.InnerException is AmazonUnmarshallingException or XmlException ? $"応答が途中で切れているか、読み取れない({failure.Operation})"
        : AccountSettings.Explain(failure);

    static bool IsThrottled(AwsApiException failure) =>
        failure.StatusCode == HttpStatusCode.TooManyRequests || failure.ErrorCode.StartsWith("Throttling", StringComparison.Ordinal) || failure.ErrorCode is "TooManyRequestsException" or "RequestLimitExceeded";
}

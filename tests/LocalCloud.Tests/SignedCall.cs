using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace GovCloud.LocalCloud.Tests;

/// <summary>Signs a JSON call by itself, for services without an SDK package.</summary>
static class SignedCall
{
    public static async Task<JsonElement> JsonAsync(Uri endpoint, string service, string target, object request, string account = SampleAssembly.Operations, string? secret = null)
    {
        var (key, known) = LocalCloudHost.CredentialsOf(account);
        var body = JsonSerializer.SerializeToUtf8Bytes(request);
        // A signature carries the caller's real time, as a client's would.
        var date = TimeProvider.System.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var scope = $"{date[..8]}/ap-northeast-1/{service}/aws4_request";
        var canonical = $"POST\n/\n\nhost:{endpoint.Authority}\nx-amz-date:{date}\nx-amz-target:{target}\n\nhost;x-amz-date;x-amz-target\n{Hash(body)}";
        var signing = scope.Split('/').Aggregate(Encoding.UTF8.GetBytes("AWS4" + (secret ?? known)), static (derived, part) => HMACSHA256.HashData(derived, Encoding.UTF8.GetBytes(part)));
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(signing, Encoding.UTF8.GetBytes($"AWS4-HMAC-SHA256\n{date}\n{scope}\n{Hash(Encoding.UTF8.GetBytes(canonical))}")));
        using var http = new HttpClient { BaseAddress = endpoint };
        using var message = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new ByteArrayContent(body) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue(service is "sqs" or "dynamodb" ? "application/x-amz-json-1.0" : "application/x-amz-json-1.1");
        message.Headers.Add("X-Amz-Date", date);
        message.Headers.Add("X-Amz-Target", target);
        message.Headers.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential={key}/{scope}, SignedHeaders=host;x-amz-date;x-amz-target, Signature={signature}");
        using var response = await http.SendAsync(message);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? JsonSerializer.Deserialize<JsonElement>(text) : throw new HttpRequestException(text, null, response.StatusCode);
    }

    static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

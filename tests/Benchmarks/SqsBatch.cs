using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GovCloud.Benchmarks;

/// <summary>Events as Lambda's event source mapping hands them over from a queue.</summary>
static class SqsBatch
{
    public static byte[] Of(IEnumerable<byte[]> events) => JsonSerializer.SerializeToUtf8Bytes(new JsonObject
    {
        ["Records"] = new JsonArray([.. events.Select((body, i) => new JsonObject
        {
            ["messageId"] = $"00000000-0000-4000-8000-{i:x12}",
            ["receiptHandle"] = "AQEBexample",
            ["body"] = Encoding.UTF8.GetString(body),
            ["attributes"] = new JsonObject
            {
                ["ApproximateReceiveCount"] = "1",
                ["SentTimestamp"] = "1780000000000",
                ["SenderId"] = "AIDAEXAMPLE",
                ["ApproximateFirstReceiveTimestamp"] = "1780000000010",
            },
            ["messageAttributes"] = new JsonObject(),
            ["md5OfBody"] = "00000000000000000000000000000000",
            ["eventSource"] = "aws:sqs",
            ["eventSourceARN"] = "arn:aws:sqs:ap-northeast-1:131229090201:alerts",
            ["awsRegion"] = "ap-northeast-1",
        })]),
    });

    /// <summary>Throws unless the function took every message.</summary>
    public static void ExpectAllTaken(ReadOnlySpan<byte> response)
    {
        if (!response.SequenceEqual("{\"batchItemFailures\":[]}"u8))
        {
            throw new InvalidDataException($"AlertTriage did not take every message: {Encoding.UTF8.GetString(response)}");
        }
    }
}

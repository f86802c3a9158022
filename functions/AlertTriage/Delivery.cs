using System.Collections.Immutable;
using System.Text;
using GovCloud.Adapters.DynamoDb;
using GovCloud.Triage;

namespace GovCloud.Functions.AlertTriage;

/// <summary>One message from the queue, read.</summary>
sealed record Delivery
{
    /// <summary>Id of the message.</summary>
    public required string MessageId { get; init; }

    /// <summary>What it carries, in order.</summary>
    public required ImmutableArray<Finding> Findings { get; init; }

    public static Delivery Read(SqsRecord record)
    {
        var body = Encoding.UTF8.GetBytes(record.Body);
        var readings = AlertReader.Read(body);
        var keys = DeliveryKey.OfAll(body, readings.Length);
        return new Delivery
        {
            MessageId = record.MessageId,
            Findings = [.. readings.Select((reading, i) => new Finding(keys[i], reading, (reading as Reading.Normalised)?.Alert is { } alert ? Fingerprint.Of(alert) : null, body))],
        };
    }
}

/// <summary>One finding of a message.</summary>
/// <param name="Key">Its identity over redeliveries.</param>
/// <param name="Reading">What was read.</param>
/// <param name="Fingerprint">The alert's fingerprint; none when it could not be read.</param>
/// <param name="Body">The whole message, for quarantine.</param>
sealed record Finding(DeliveryKey Key, Reading Reading, string? Fingerprint, ReadOnlyMemory<byte> Body);

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
            Findings =
            [
                .. readings.Select((reading, i) => new Finding
                {
                    Key = keys[i],
                    Reading = reading,
                    Fingerprint = reading is Reading.Normalised { Alert: var alert } ? Fingerprint.Of(alert) : null,
                    Body = body,
                    ArrivedAt = record.SentAt,
                }),
            ],
        };
    }
}

/// <summary>One finding of a message.</summary>
sealed record Finding
{
    /// <summary>Its identity over redeliveries.</summary>
    public required DeliveryKey Key { get; init; }

    /// <summary>What was read.</summary>
    public required Reading Reading { get; init; }

    /// <summary>The alert's fingerprint; none when it could not be read.</summary>
    public required string? Fingerprint { get; init; }

    /// <summary>The whole message, for quarantine.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>When the message came into the queue: the same over redeliveries.</summary>
    public required DateTimeOffset ArrivedAt { get; init; }
}

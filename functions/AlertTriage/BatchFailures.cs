namespace GovCloud.Functions.AlertTriage;

/// <summary>The messages of a batch that are to be delivered again, and the fingerprints that wait for them.</summary>
sealed class BatchFailures
{
    readonly List<string> messages = [];
    readonly HashSet<string> fingerprints = new(StringComparer.Ordinal);

    public void Add(string messageId, string? fingerprint = null)
    {
        if (!messages.Contains(messageId, StringComparer.Ordinal))
        {
            messages.Add(messageId);
        }

        if (fingerprint is not null)
        {
            fingerprints.Add(fingerprint);
        }
    }

    public void AddAll(IEnumerable<Delivery> deliveries)
    {
        foreach (var delivery in deliveries)
        {
            Add(delivery.MessageId);
        }
    }

    public bool Blocks(string? fingerprint) => fingerprint is not null && fingerprints.Contains(fingerprint);

    public BatchResponse Response() => new() { Failures = [.. messages.Select(id => new BatchItemFailure(id))] };
}

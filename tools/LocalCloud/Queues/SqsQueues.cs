using System.Collections.Concurrent;

namespace GovCloud.LocalCloud.Queues;

/// <summary>All queues of all accounts.</summary>
sealed class SqsQueues(TimeProvider clock, Activity activity)
{
    readonly ConcurrentDictionary<Arn, SqsQueue> queues = new();

    public IEnumerable<SqsQueue> All => queues.Values.OrderBy(queue => queue.Definition.Arn.ToString(), StringComparer.Ordinal);

    public SqsQueue Create(QueueDefinition definition) => queues.GetOrAdd(definition.Arn, _ => new SqsQueue(definition, clock, activity, Find));

    public SqsQueue? Find(Arn arn) => queues.GetValueOrDefault(arn);

    /// <summary>The last two parts of a queue URL are account and name; the region is the caller's.</summary>
    public SqsQueue? FindByUrl(string url) => url.TrimEnd('/').Split('/') is [.., var account, var name] ? FindByName(account, name) : null;

    public SqsQueue? FindByName(string account, string name) => queues.Values.FirstOrDefault(queue =>
        string.Equals(queue.Definition.Arn.Account, account, StringComparison.Ordinal) && string.Equals(queue.Definition.Arn.Name, name, StringComparison.Ordinal));
}

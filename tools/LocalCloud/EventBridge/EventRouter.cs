using System.Collections.Concurrent;
using System.Text.Json;

namespace GovCloud.LocalCloud.EventBridge;

/// <summary>The buses of all accounts: gives each event to the targets of the rules that match it.</summary>
sealed class EventRouter(TimeProvider clock, Action<EventTarget, string, JsonElement> deliver)
{
    readonly ConcurrentDictionary<Arn, ConcurrentBag<EventRule>> buses = new();
    long accepted;
    long unmatched;

    /// <summary>Events that reached a bus, forwarded ones counted at each.</summary>
    public long Accepted => Interlocked.Read(ref accepted);

    /// <summary>Events that no rule of their bus wanted.</summary>
    public long Unmatched => Interlocked.Read(ref unmatched);

    public IEnumerable<Arn> Buses => buses.Keys;

    public static Arn BusArn(string account, string region, string name) => new("aws", "events", region, account, "event-bus/" + name);

    public bool Exists(Arn bus) => buses.ContainsKey(bus);

    public void CreateBus(Arn bus) => buses.TryAdd(bus, []);

    /// <summary>Every account has a default bus, which no template declares.</summary>
    public void AddRule(Arn bus, EventRule rule) => buses.GetOrAdd(bus, _ => []).Add(rule);

    /// <summary>The matching rules, for those who ask why nothing happened.</summary>
    public IReadOnlyList<EventRule> Matching(Arn bus, JsonElement json) =>
        buses.TryGetValue(bus, out var rules) ? [.. rules.Where(rule => rule.Pattern?.Matches(json) == true).OrderBy(rule => rule.Arn.ToString(), StringComparer.Ordinal)] : [];

    /// <summary>Routes one complete event.</summary>
    public void Put(Arn bus, JsonElement json)
    {
        Interlocked.Increment(ref accepted);
        var rules = Matching(bus, json);
        if (rules.Count == 0)
        {
            Interlocked.Increment(ref unmatched);
        }

        var now = clock.GetUtcNow();
        foreach (var rule in rules)
        {
            foreach (var target in rule.Targets)
            {
                deliver(target, target.Render(json, rule, now), json);
            }
        }
    }
}

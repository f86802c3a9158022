using System.Text.Json;
using GovCloud.LocalCloud.EventBridge;

namespace GovCloud.LocalCloud.EventSources;

/// <summary>Filters of an event source mapping; a record that none of them takes is dropped. No filters take everything.</summary>
sealed class FilterCriteria(IReadOnlyList<EventPattern> filters)
{
    public static readonly FilterCriteria Everything = new([]);

    public bool Takes(JsonElement record) => filters.Count == 0 || filters.Any(filter => filter.Matches(record));
}

using System.Text.Json;
using GovCloud.Estates;
using GovCloud.Network;

namespace GovCloud.Diff;

/// <summary>
/// Compares two canonical documents record by record, so that nothing can differ without being named: a section that is not known here is compared
/// as a whole.
/// </summary>
static class RecordDiff
{
    static readonly Dictionary<string, RecordSection> Sections = RecordSection.All.ToDictionary(s => s.Path, StringComparer.Ordinal);

    /// <summary>Single values of which a change is more than a change: key, kind, whether it interrupts, subject.</summary>
    static readonly Dictionary<string, string> ReplacingValues = new(StringComparer.Ordinal)
    {
        ["profile.primaryRegion"] = "region",
        ["profile.recoveryRegion"] = "recovery-region",
        ["profile.operationsAccount"] = "operations-account",
        ["network.transitGateway"] = "transit-gateway",
        ["network.zones"] = "zones",
    };

    public static IEnumerable<EstateChange> Of(Estate before, Estate after)
    {
        using var old = JsonDocument.Parse(EstateDocument.Write(before));
        using var now = JsonDocument.Parse(EstateDocument.Write(after));
        return [.. Members(old.RootElement, now.RootElement, "")];
    }

    static IEnumerable<EstateChange> Members(JsonElement old, JsonElement now, string prefix)
    {
        foreach (var name in old.EnumerateObject().Select(m => m.Name).Union(now.EnumerateObject().Select(m => m.Name), StringComparer.Ordinal))
        {
            var path = prefix + name;
            JsonElement? before = old.TryGetProperty(name, out var o) ? o : null;
            JsonElement? after = now.TryGetProperty(name, out var n) ? n : null;
            if (Same(before, after))
            {
                continue;
            }

            var changes = Sections.TryGetValue(path, out var section) ? Records(section, before, after)
                : prefix.Length == 0 && before is { ValueKind: JsonValueKind.Object } b && after is { ValueKind: JsonValueKind.Object } a ? Members(b, a, path + ".")
                : [Value(path, before, after)];
            foreach (var change in changes)
            {
                yield return change;
            }
        }
    }

    static IEnumerable<EstateChange> Records(RecordSection section, JsonElement? before, JsonElement? after)
    {
        var (old, now) = (ByKey(section, before), ByKey(section, after));
        foreach (var (key, record) in old.Where(r => !now.ContainsKey(r.Key)))
        {
            yield return Gone(section, key, record);
        }

        foreach (var (key, record) in now.Where(r => !old.ContainsKey(r.Key)))
        {
            yield return New(section, key, record);
        }

        var any = old.Keys.Except(now.Keys, StringComparer.Ordinal).Any() || now.Keys.Except(old.Keys, StringComparer.Ordinal).Any();
        foreach (var (key, record) in now)
        {
            if (old.TryGetValue(key, out var was) && !Same(was, record))
            {
                any = true;
                yield return Different(section, key, was, record);
            }
        }

        if (!any)
        {
            yield return new EstateChange
            {
                Kind = ChangeKind.Changed,
                Area = section.Area,
                Subject = section.Path,
                Text = new($"{section.Name.Japanese}の並び順が変わる(動作は変わらない)", $"the order of each {section.Name.English} changes, and nothing else"),
            };
        }
    }

    static EstateChange New(RecordSection section, string key, JsonElement record) => new()
    {
        Kind = ChangeKind.Added,
        Area = section.Area,
        Subject = $"{section.Subject}:{key}",
        Text = Sentence(section, record, key, new("を追加する", "is added"), section.WhenAdded),
    };

    static EstateChange Gone(RecordSection section, string key, JsonElement record) => new()
    {
        Kind = ChangeKind.Removed,
        Area = section.Area,
        Subject = $"{section.Subject}:{key}",
        Text = Sentence(section, record, key, new("を削除する", "is removed"), section.WhenRemoved),
        Interrupts = section.RemovalInterrupts,
    };

    static EstateChange Different(RecordSection section, string key, JsonElement old, JsonElement now)
    {
        if (old.ValueKind != JsonValueKind.Object)
        {
            return New(section, key, now) with { Kind = ChangeKind.Changed };
        }

        var names = Differing(old, now).ToList();
        var replaces = names.Exists(section.Replacing.Contains);
        return new EstateChange
        {
            Kind = replaces ? ChangeKind.Replaced : ChangeKind.Changed,
            Area = section.Area,
            Subject = $"{section.Subject}:{key}",
            Text = Sentence(section, now, key, replaces ? new("を作り直す", "is replaced") : new("を変更する", "changes"), null),
            Details = [.. names.Select(n => Detail(n, Member(old, n), Member(now, n)))],
            Interrupts = replaces || names.Exists(section.Interrupting.Contains),
        };
    }

    static EstateChange Value(string path, JsonElement? before, JsonElement? after)
    {
        var replaces = ReplacingValues.TryGetValue(path, out var subject) && Replaces(path, before, after);
        return new EstateChange
        {
            Kind = replaces ? ChangeKind.Replaced : before is null ? ChangeKind.Added : after is null ? ChangeKind.Removed : ChangeKind.Changed,
            Area = AreaOf(path),
            Subject = subject ?? path,
            Text = replaces ? new($"{path} が変わり、関係する資源を作り直す", $"{path} changes, and what depends on it is replaced") : new($"{path} を変更する", $"{path} changes"),
            Details = before is { ValueKind: JsonValueKind.Array } old && after is { ValueKind: JsonValueKind.Array } now && AreaOf(path) == ChangeArea.Routing
                ? [Rows(old, now)]
                : [Detail(path[(path.LastIndexOf('.') + 1)..], before, after)],
            Interrupts = replaces || (after is null && subject is not null),
        };
    }

    /// <summary>Zones may be added at the end; a Transit Gateway may get its id once it is known.</summary>
    static bool Replaces(string path, JsonElement? before, JsonElement? after) => path switch
    {
        "network.zones" => before is { } old && after is { } now && old.GetArrayLength() > 0 && now.GetArrayLength() > 0
            && old.EnumerateArray().Zip(now.EnumerateArray()).Any(z => z.First.ToString() != z.Second.ToString()),
        "network.transitGateway" => before is { } gateway && after is { } next && Differing(gateway, next).Any(n => n != "id" || (Member(gateway, n) is not null && Member(next, n) is not null)),
        _ => true,
    };

    static ChangeArea AreaOf(string path) => path.Split('.')[0] switch
    {
        "profile" => ChangeArea.Profile,
        "network" => ChangeArea.Network,
        "triage" or "notification" or "responsibilities" => ChangeArea.Routing,
        _ => ChangeArea.Other,
    };

    static NetworkText Sentence(RecordSection section, JsonElement record, string key, NetworkText what, NetworkText? meaning)
    {
        var name = record.ValueKind == JsonValueKind.Object && Member(record, "name") is { } text && text.ToString() != key ? $"{text}({key})" : key;
        var (japanese, english) = ($"{section.Name.Japanese} {name} {what.Japanese}", $"{section.Name.English} {name} {what.English}");
        return meaning is null ? new(japanese, english) : new($"{japanese}。{meaning.Japanese}", $"{english}; {meaning.English}");
    }

    static NetworkText Detail(string name, JsonElement? before, JsonElement? after) =>
        new($"{name}: {Shown(before) ?? "(なし)"} → {Shown(after) ?? "(なし)"}", $"{name}: {Shown(before) ?? "(none)"} → {Shown(after) ?? "(none)"}");

    /// <summary>How many rows of a table differ; what that means is said elsewhere.</summary>
    static NetworkText Rows(JsonElement before, JsonElement after)
    {
        var (old, now) = (before.EnumerateArray().Select(r => r.GetRawText()).ToList(), after.EnumerateArray().Select(r => r.GetRawText()).ToList());
        var (gone, come) = (old.Except(now, StringComparer.Ordinal).Count(), now.Except(old, StringComparer.Ordinal).Count());
        return new(
            FormattableString.Invariant($"{old.Count}行 → {now.Count}行(増えた行 {come}、消えた行 {gone})"),
            FormattableString.Invariant($"{old.Count} → {now.Count} rows ({come} new, {gone} gone)"));
    }

    /// <summary>As it would be written in a file.</summary>
    static string? Shown(JsonElement? value) => value switch
    {
        null => null,
        { ValueKind: JsonValueKind.Array } list => $"[{string.Join(", ", list.EnumerateArray().Select(v => Shown(v)))}]",
        { ValueKind: JsonValueKind.Object } record => $"{{ {string.Join(", ", record.EnumerateObject().Select(m => $"{m.Name}: {Shown(m.Value)}"))} }}",
        { } single => single.ToString(),
    };

    static IEnumerable<string> Differing(JsonElement old, JsonElement now) =>
        old.EnumerateObject().Select(m => m.Name).Union(now.EnumerateObject().Select(m => m.Name), StringComparer.Ordinal).Where(n => !Same(Member(old, n), Member(now, n)));

    static JsonElement? Member(JsonElement record, string name) => record.TryGetProperty(name, out var value) ? value : null;

    static bool Same(JsonElement? first, JsonElement? second) => first is { } a && second is { } b ? a.GetRawText() == b.GetRawText() : first is null && second is null;

    /// <summary>A key that stands twice, such as a range designated for two bodies, is numbered.</summary>
    static Dictionary<string, JsonElement> ByKey(RecordSection section, JsonElement? list)
    {
        var records = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var record in list?.EnumerateArray() ?? [])
        {
            var key = section.KeyOf(record);
            for (var n = 2; !records.TryAdd(key, record); n++)
            {
                key = $"{section.KeyOf(record)}#{n}";
            }
        }

        return records;
    }
}

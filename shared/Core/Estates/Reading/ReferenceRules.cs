using System.Collections;
using System.Text.Json;

namespace GovCloud.Estates.Reading;

/// <summary>Keys are unique, lists name nothing twice, and every reference leads somewhere.</summary>
static class ReferenceRules
{
    public static void Check(SourceMap map, ProblemList problems, bool incomplete)
    {
        var keys = Keys(map, problems);
        foreach (var (record, shape) in map.Records)
        {
            foreach (var member in shape.Members.Where(m => m.Value is not (ValueShape.Nested or ValueShape.List { Item: ValueShape.Nested })))
            {
                CheckValues(record, member, map, problems, incomplete, keys);
            }
        }
    }

    /// <summary>The records of each section by their first unique key. A key that stands again is reported.</summary>
    static Dictionary<Type, Dictionary<string, object>> Keys(SourceMap map, ProblemList problems)
    {
        var keys = new Dictionary<Type, Dictionary<string, object>>();
        var seen = new Dictionary<(Type, string), Dictionary<string, object>>();
        foreach (var (record, shape) in map.Records)
        {
            foreach (var member in shape.Members.Where(m => m.Unique))
            {
                var known = seen.TryGetValue((shape.Type, member.Key), out var found) ? found : seen[(shape.Type, member.Key)] = new(StringComparer.Ordinal);
                keys.TryAdd(shape.Type, known);
                var text = member.Get(record)?.ToString();
                if (!string.IsNullOrEmpty(text) && !known.TryAdd(text, record))
                {
                    var name = member.Property.Name;
                    problems.Error(EstateRules.Duplicate, map.At(record, name), $"'{member.Key}' \"{text}\" stands already at {map.At(known[text], name)}; every {member.Key} stands once");
                }
            }
        }

        return keys;
    }

    static void CheckValues(
        object record, MemberShape member, SourceMap map, ProblemList problems, bool incomplete, Dictionary<Type, Dictionary<string, object>> keys)
    {
        var name = member.Property.Name;
        var target = Target(record, member);
        var values = member.Get(record) switch
        {
            null => [],
            string one => [one],
            IEnumerable many => many.Cast<object>().Select(v => v.ToString()!).ToList(),
            { } one => [one.ToString()!],
        };
        for (var i = 0; i < values.Count; i++)
        {
            var at = member.Value is ValueShape.List ? map.At(record, name, i) : map.At(record, name);
            if (values.IndexOf(values[i]) < i)
            {
                problems.Error(EstateRules.ListedTwice, at, $"'{member.Key}' names {Written(member, values[i])} twice; remove one");
            }
            else if (target is not null && values[i].Length > 0)
            {
                CheckReference(values[i], at, member, target, problems, incomplete, keys.GetValueOrDefault(target), map);
            }
        }
    }

    static Type? Target(object record, MemberShape member) => member.Value switch
    {
        _ when member.Reference is { } reference => reference.Record,
        ValueShape.Municipality or ValueShape.List { Item: ValueShape.Municipality } when record is not Municipality => typeof(Municipality),
        ValueShape.AccountNumber or ValueShape.List { Item: ValueShape.AccountNumber } when record is not Account => typeof(Account),
        _ => null,
    };

    static void CheckReference(
        string key, SourcePosition at, MemberShape member, Type target, ProblemList problems, bool incomplete, Dictionary<string, object>? known, SourceMap map)
    {
        if (known is null || !known.TryGetValue(key, out var record))
        {
            if (!incomplete)
            {
                var suggestion = Suggestion.DidYouMean(key, known?.Keys ?? Enumerable.Empty<string>());
                var remedy = suggestion.Length > 0 ? suggestion : $"; add it to '{SectionOf(target)}' or correct the reference";
                problems.Error(EstateRules.DanglingReference, at, $"'{member.Key}' refers to \"{key}\", which '{SectionOf(target)}' does not have{remedy}");
            }
        }
        else if (record is Organisation organisation && member.Reference is { Kinds.Length: > 0 } reference
            && map.Sound(record, nameof(Organisation.Kind)) && !reference.Kinds.Contains(organisation.Kind))
        {
            var needed = string.Join(" or ", reference.Kinds.Select(RuleContext.Word));
            problems.Error(
                EstateRules.WrongOrganisation,
                at,
                $"'{member.Key}' must be an organisation of kind {needed}, and \"{key}\" is of kind {RuleContext.Word(organisation.Kind)}; name another or change its kind");
        }
    }

    static string SectionOf(Type record) =>
        RecordShape.KeyOf(typeof(Estate).GetProperties().First(p => p.PropertyType.IsGenericType && p.PropertyType.GetGenericArguments()[0] == record).Name);

    static string Written(MemberShape member, string value) =>
        member.Value is ValueShape.List { Item: ValueShape.Word } ? JsonNamingPolicy.KebabCaseLower.ConvertName(value) : $"\"{value}\"";
}

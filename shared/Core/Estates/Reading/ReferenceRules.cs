using System.Collections;
using System.Reflection;
using System.Text.Json;

namespace GovCloud.Estates.Reading;

/// <summary>Keys are unique, lists name nothing twice, and every reference leads somewhere.</summary>
sealed class ReferenceRules
{
    /// <summary>The sections that are records with lists.</summary>
    static readonly (Type Type, string Name, PropertyInfo[] Members)[] Sections =
    [
        (typeof(EstateNetwork), nameof(Estate.Network), typeof(EstateNetwork).GetProperties()),
        (typeof(EstateBackup), nameof(Estate.Backup), typeof(EstateBackup).GetProperties()),
        (typeof(EstateBudgets), nameof(Estate.Budgets), typeof(EstateBudgets).GetProperties()),
        (typeof(EstateMonitoring), nameof(Estate.Monitoring), typeof(EstateMonitoring).GetProperties()),
        (typeof(EstateOrganization), nameof(Estate.Organization), typeof(EstateOrganization).GetProperties()),
        (typeof(EstateAccess), nameof(Estate.Access), typeof(EstateAccess).GetProperties()),
        (typeof(EstateVersions), nameof(Estate.Versions), typeof(EstateVersions).GetProperties()),
        (typeof(EstateLinkage), nameof(Estate.Linkage), typeof(EstateLinkage).GetProperties()),
        (typeof(EstateGuardrails), nameof(Estate.Guardrails), typeof(EstateGuardrails).GetProperties()),
        (typeof(EstateAudit), nameof(Estate.Audit), typeof(EstateAudit).GetProperties()),
    ];

    readonly RuleContext context;

    /// <summary>The records of each section by their key.</summary>
    readonly Dictionary<Type, Dictionary<string, object>> keys = [];

    /// <summary>Keys that were refused and reported. A reference to what was meant is not reported too.</summary>
    readonly Dictionary<Type, List<string>> refused = [];

    /// <summary>Sections that are there only in part.</summary>
    readonly HashSet<Type> partial = [];

    ReferenceRules(RuleContext context) => this.context = context;

    SourceMap Map => context.Map;

    public static void Check(RuleContext context)
    {
        var rules = new ReferenceRules(context);
        rules.CollectKeys();
        foreach (var (record, shape) in context.Map.Records)
        {
            foreach (var member in shape.Members.Where(m => m.Value is not (ValueShape.Nested or ValueShape.List { Item: ValueShape.Nested })))
            {
                rules.CheckValues(record, member);
            }
        }
    }

    /// <summary>Collects the keys. One that stands again is reported.</summary>
    void CollectKeys()
    {
        var seen = new Dictionary<(Type, string), Dictionary<string, object>>();
        foreach (var (record, shape) in Map.Records)
        {
            foreach (var member in shape.Members)
            {
                if (IsSection(shape.Type) && member.Value is ValueShape.List { Item: ValueShape.Nested section } && !Map.Sound(record, member.Property.Name))
                {
                    partial.Add(section.Record.Type);
                }
                else if (member.Unique)
                {
                    var known = seen.TryGetValue((shape.Type, member.Key), out var found) ? found : seen[(shape.Type, member.Key)] = new(StringComparer.Ordinal);
                    keys.TryAdd(shape.Type, known);
                    CollectKey(record, shape.Type, member, known);
                }
            }
        }
    }

    void CollectKey(object record, Type type, MemberShape member, Dictionary<string, object> known)
    {
        var name = member.Property.Name;
        var text = member.Get(record)?.ToString();
        if (Map.Refused(record, name) is { } wrong)
        {
            (refused.TryGetValue(type, out var list) ? list : refused[type] = []).Add(wrong);
        }
        else if (!string.IsNullOrEmpty(text) && !known.TryAdd(text, record))
        {
            context.Error(EstateRules.Duplicate, record, name, $"'{member.Key}' \"{text}\" stands already at {Map.At(known[text], name)}; every {member.Key} stands once");
        }
    }

    void CheckValues(object record, MemberShape member)
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
            var at = member.Value is ValueShape.List ? Map.At(record, name, i) : Map.At(record, name);
            if (values.IndexOf(values[i]) < i)
            {
                context.Problems.Error(EstateRules.ListedTwice, at, $"'{member.Key}' names {Written(member, values[i])} twice; remove one");
            }
            else if (target is not null && values[i].Length > 0)
            {
                CheckReference(values[i], at, member, target);
            }
        }
    }

    static Type? Target(object record, MemberShape member) => member.Value switch
    {
        _ when member.Reference is { } reference => reference.Record,
        ValueShape.Municipality or ValueShape.List { Item: ValueShape.Municipality } when record is not Municipality => typeof(Municipality),
        ValueShape.AccountNumber or ValueShape.List { Item: ValueShape.AccountNumber } when record is not Account && !member.Outside => typeof(Account),
        _ => null,
    };

    void CheckReference(string key, SourcePosition at, MemberShape member, Type target)
    {
        var known = keys.GetValueOrDefault(target);
        if (known is null || !known.TryGetValue(key, out var record))
        {
            ReportDangling(key, at, member, target, known?.Keys ?? Enumerable.Empty<string>());
        }
        else if (record is Organisation organisation && member.Reference is { Kinds.Length: > 0 } reference
            && context.Sound(record, nameof(Organisation.Kind)) && !reference.Kinds.Contains(organisation.Kind))
        {
            var needed = string.Join(" or ", reference.Kinds.Select(RuleContext.Word));
            context.Problems.Error(
                EstateRules.WrongOrganisation,
                at,
                $"'{member.Key}' must be an organisation of kind {needed}, and \"{key}\" is of kind {RuleContext.Word(organisation.Kind)}; name another or change its kind");
        }
    }

    void ReportDangling(string key, SourcePosition at, MemberShape member, Type target, IEnumerable<string> known)
    {
        if (context.Incomplete || partial.Contains(target) || (refused.TryGetValue(target, out var wrong) && wrong.Exists(w => Suggestion.IsNear(key, w))))
        {
            return;
        }

        var section = SectionOf(target);
        var suggestion = Suggestion.DidYouMean(key, known);
        var remedy = suggestion.Length > 0 ? suggestion : $"; add it to '{section}' or correct the reference";
        context.Problems.Error(EstateRules.DanglingReference, at, $"'{member.Key}' refers to \"{key}\", which '{section}' does not have{remedy}");
    }

    /// <summary>The estate, or a section of it that holds lists of its own.</summary>
    static bool IsSection(Type record) => record == typeof(Estate) || Array.Exists(Sections, s => s.Type == record);

    static string SectionOf(Type record) =>
        ListOf(typeof(Estate).GetProperties(), record)
        ?? Sections.Select(s => (s.Name, List: ListOf(s.Members, record))).Where(s => s.List is not null).Select(s => $"{RecordShape.KeyOf(s.Name)}.{s.List}").First();

    static string? ListOf(PropertyInfo[] members, Type record) =>
        Array.Find(members, p => p.PropertyType.IsGenericType && p.PropertyType.GetGenericArguments()[0] == record) is { } list ? RecordShape.KeyOf(list.Name) : null;

    static string Written(MemberShape member, string value) =>
        member.Value is ValueShape.List { Item: ValueShape.Word } ? JsonNamingPolicy.KebabCaseLower.ConvertName(value) : $"\"{value}\"";
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace GovCloud.Estates.Reading;

/// <summary>A record of the estate as it is written in a file.</summary>
sealed class RecordShape
{
    public const string Reflects = "Reflects over the records of the estate: for tools and synthesis, never for a trimmed function.";

    public static readonly MethodInfo ListFactory = typeof(RecordShape).GetMethod(nameof(ListOf), BindingFlags.Static | BindingFlags.NonPublic)!;

    static readonly ConcurrentDictionary<Type, RecordShape> Known = new();

    readonly Dictionary<string, MemberShape> byKey;

    [RequiresUnreferencedCode(Reflects)]
    RecordShape(Type type)
    {
        Type = type;
        Members = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite).Select(p => new MemberShape(p))];
        byKey = Members.ToDictionary(m => m.Key, StringComparer.Ordinal);
    }

    public Type Type { get; }

    /// <summary>The members in the order of the record.</summary>
    public ImmutableArray<MemberShape> Members { get; }

    [RequiresUnreferencedCode(Reflects)]
    public static RecordShape Of(Type type) => Known.TryGetValue(type, out var known) ? known : Known.GetOrAdd(type, new RecordShape(type));

    public MemberShape? Find(string key) => byKey.GetValueOrDefault(key);

    /// <summary>A record whose members have their defaults; required ones are empty until they are bound.</summary>
    [RequiresUnreferencedCode(Reflects)]
    public object Create()
    {
        var record = Activator.CreateInstance(Type)!;
        foreach (var member in Members.Where(m => m.Required))
        {
            if (member.Value is ValueShape.List list)
            {
                member.Set(record, list.Create.Invoke(null, [Array.Empty<object>()])!);
            }
        }

        return record;
    }

    /// <summary>The key of a member in a file.</summary>
    public static string KeyOf(string property) => JsonNamingPolicy.CamelCase.ConvertName(property);

    static ImmutableArray<T> ListOf<T>(IEnumerable<object> items) => [.. items.Cast<T>()];
}

/// <summary>A member of a record.</summary>
sealed class MemberShape
{
    [RequiresUnreferencedCode(RecordShape.Reflects)]
    public MemberShape(PropertyInfo property)
    {
        Property = property;
        Key = RecordShape.KeyOf(property.Name);
        Required = property.IsDefined(typeof(RequiredMemberAttribute));
        Unique = property.IsDefined(typeof(UniqueAttribute));
        Outside = property.IsDefined(typeof(OutsideAttribute));
        Reference = property.GetCustomAttribute<RefersToAttribute>();
        Value = ValueShape.Of(property.PropertyType, property);
    }

    public string Key { get; }

    public PropertyInfo Property { get; }

    public bool Required { get; }

    public bool Unique { get; }

    public bool Outside { get; }

    public RefersToAttribute? Reference { get; }

    public ValueShape Value { get; }

    public object? Get(object record) => Property.GetValue(record);

    public void Set(object record, object value) => Property.SetValue(record, value);
}

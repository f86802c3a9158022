using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace GovCloud.Adapters.Tests.AwsApi;

/// <summary>Requests with every member, and with no more than must be: made from the records themselves, so that a new member is checked without a new test.</summary>
static class RequestSamples
{
    /// <summary>What stands for every text.</summary>
    const string Placeholder = "text";

    public static object? Make(Type type, bool full) => Make(type, full, depth: 0);

    /// <summary>Whether a problem is that a text is none that AWS takes. Texts of samples stand for others, which the calls of the other tests and of the local cloud have.</summary>
    public static bool IsAboutPlaceholder(string problem) =>
        problem.Contains($"AWS knows no value '{Placeholder}'", StringComparison.Ordinal) || problem.Contains($"'{Placeholder}' does not have AWS's pattern", StringComparison.Ordinal)
        || problem.EndsWith($"characters, not {Placeholder.Length}", StringComparison.Ordinal);

    static object? Make(Type type, bool full, int depth)
    {
        Assert.True(depth < 10, $"{type} contains itself");
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain switch
        {
            _ when plain == typeof(string) => Placeholder,
            _ when plain == typeof(bool) => true,
            // Within every bound that AWS sets for a number of ours.
            _ when plain == typeof(int) => 6,
            _ when plain == typeof(long) => 1L,
            _ when plain == typeof(double) => 1.5,
            _ when plain == typeof(AccountId) => AccountId.Parse("131229090201"),
            _ when plain == typeof(DateTimeOffset) => DateTimeOffset.UnixEpoch,
            _ when plain == typeof(DateOnly) => new DateOnly(2026, 5, 1),
            _ when plain.IsEnum => Enum.GetValues(plain).GetValue(0),
            _ when IsDictionary(plain) => MakeDictionary(plain, full, depth),
            _ when typeof(IEnumerable).IsAssignableFrom(plain) => MakeList(plain, full, depth),
            _ when typeof(ITuple).IsAssignableFrom(plain) => Activator.CreateInstance(plain, [.. plain.GetGenericArguments().Select(a => Make(a, full, depth + 1))]),
            _ => MakeRecord(plain, full, depth),
        };
    }

    static bool IsDictionary(Type type) => type.IsGenericType && type.GetGenericArguments().Length == 2 && type.Name.Contains("Dictionary", StringComparison.Ordinal);

    static object MakeDictionary(Type type, bool full, int depth)
    {
        var made = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(type.GetGenericArguments()))!;
        made.Add("key", Make(type.GetGenericArguments()[1], full, depth + 1));
        return made;
    }

    static object MakeList(Type type, bool full, int depth)
    {
        var item = type.IsArray ? type.GetElementType()! : type.GetGenericArguments()[0];
        var list = Array.CreateInstance(item, 1);
        list.SetValue(Make(item, full, depth + 1), 0);
        return type.Name.StartsWith("ImmutableArray", StringComparison.Ordinal)
            ? typeof(ImmutableCollectionsMarshal).GetMethod(nameof(ImmutableCollectionsMarshal.AsImmutableArray))!.MakeGenericMethod(item).Invoke(null, [list])!
            : list;
    }

    static object MakeRecord(Type type, bool full, int depth)
    {
        var nullability = new NullabilityInfoContext();
        var constructor = type.GetConstructors(BindingFlags.Public | BindingFlags.Instance)
            .Where(c => c.GetParameters() is not [var only] || only.ParameterType != type).OrderByDescending(c => c.GetParameters().Length).FirstOrDefault();
        var values = constructor?.GetParameters()
            .Select(p => !full && nullability.Create(p).WriteState == NullabilityState.Nullable ? null : Make(p.ParameterType, full, depth + 1)).ToArray() ?? [];
        var made = constructor is null ? Activator.CreateInstance(type)! : constructor.Invoke(values);
        var given = constructor?.GetParameters().Select(p => p.Name).ToHashSet(StringComparer.Ordinal) ?? [];
        foreach (var property in type.GetProperties().Where(p => p.SetMethod is { IsPublic: true } && !given.Contains(p.Name)))
        {
            if (full || nullability.Create(property).WriteState != NullabilityState.Nullable)
            {
                property.SetValue(made, Make(property.PropertyType, full, depth + 1));
            }
        }

        return made;
    }
}

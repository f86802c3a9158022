using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using GovCloud.Network;

namespace GovCloud.Estates.Reading;

/// <summary>What a value must look like. The reader binds by it and the JSON Schema is written from it, so that the two cannot differ.</summary>
abstract record ValueShape
{
    /// <summary>A list.</summary>
    public sealed record List(ValueShape Item, MethodInfo Create) : ValueShape;

    /// <summary>A record of the estate.</summary>
    public sealed record Nested(RecordShape Record) : ValueShape;

    /// <summary>Text of a format.</summary>
    public sealed record Text(TextFormat Format) : ValueShape;

    /// <summary>One of a few words.</summary>
    public sealed record Word(Type Enumeration, ImmutableArray<string> Words) : ValueShape;

    /// <summary>A whole number within bounds.</summary>
    public sealed record Integer(int Minimum, int Maximum) : ValueShape;

    /// <summary>A number with decimals, none of which is lost; 0 or more.</summary>
    public sealed record Number : ValueShape
    {
        public const decimal Maximum = 1_000_000_000_000_000m;
        public const int MostDecimals = 12;
    }

    /// <summary>true or false.</summary>
    public sealed record Truth : ValueShape;

    /// <summary>A date such as 2026-04-01.</summary>
    public sealed record Date : ValueShape
    {
        public const string Pattern = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";
    }

    /// <summary>A time such as 8:30.</summary>
    public sealed record Time : ValueShape
    {
        public const string Pattern = "^([01]?[0-9]|2[0-3]):[0-5][0-9]$";
    }

    /// <summary>A 地方公共団体コード.</summary>
    public sealed record Municipality : ValueShape
    {
        public const string Pattern = "^(0[1-9]|[1-3][0-9]|4[0-7])[0-9]{4}$";
    }

    /// <summary>An AWS account id.</summary>
    public sealed record AccountNumber : ValueShape
    {
        public const string Pattern = "^[0-9]{12}$";
    }

    /// <summary>An IPv4 range in CIDR notation.</summary>
    public sealed record AddressRange : ValueShape
    {
        public const string Pattern =
            "^((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])\\.){3}(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])/(3[0-2]|[12]?[0-9])$";
    }

    /// <summary>The shape of a type of the estate's records.</summary>
    /// <exception cref="NotSupportedException">A record has a member of a type that no file can hold.</exception>
    [RequiresUnreferencedCode(RecordShape.Reflects)]
    public static ValueShape Of(Type type, MemberInfo member)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain.IsGenericType && plain.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
        {
            var item = plain.GetGenericArguments()[0];
            return new List(Of(item, member), RecordShape.ListFactory.MakeGenericMethod(item));
        }

        return plain switch
        {
            _ when plain == typeof(string) => new Text(TextFormat.Named(member.GetCustomAttribute<TextAttribute>()?.Format ?? TextFormat.Line)),
            _ when plain == typeof(bool) => new Truth(),
            _ when plain == typeof(int) && member.GetCustomAttribute<BoundsAttribute>() is { } bounds => new Integer(bounds.Minimum, bounds.Maximum),
            _ when plain == typeof(decimal) => new Number(),
            _ when plain == typeof(DateOnly) => new Date(),
            _ when plain == typeof(TimeOnly) => new Time(),
            _ when plain == typeof(MunicipalityCode) => new Municipality(),
            _ when plain == typeof(AccountId) => new AccountNumber(),
            _ when plain == typeof(Cidr) => new AddressRange(),
            _ when plain.IsEnum => new Word(plain, [.. Enum.GetNames(plain).Select(JsonNamingPolicy.KebabCaseLower.ConvertName)]),
            _ when plain.IsClass && plain.Assembly == typeof(Estate).Assembly => new Nested(RecordShape.Of(plain)),
            _ => throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture, $"{member.DeclaringType?.Name}.{member.Name}: no file can hold a {plain.Name}.")),
        };
    }
}

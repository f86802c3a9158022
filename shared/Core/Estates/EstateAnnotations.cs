namespace GovCloud.Estates;

/// <summary>The shape of a text, or of each text of a list: the name of a <c>TextFormat</c>. The reader and the JSON Schema both go by it.</summary>
[AttributeUsage(AttributeTargets.Property)]
sealed class TextAttribute(string format) : Attribute
{
    public string Format { get; } = format;
}

/// <summary>Bounds of a number, both inclusive.</summary>
[AttributeUsage(AttributeTargets.Property)]
sealed class BoundsAttribute(int minimum, int maximum) : Attribute
{
    public int Minimum { get; } = minimum;

    public int Maximum { get; } = maximum;
}

/// <summary>The value must differ from that of every other record of the same type.</summary>
[AttributeUsage(AttributeTargets.Property)]
sealed class UniqueAttribute : Attribute;

/// <summary>The account need not be one of the estate's.</summary>
[AttributeUsage(AttributeTargets.Property)]
sealed class OutsideAttribute : Attribute;

/// <summary>The value, or each of a list, is the key of a record of another section. Municipality codes and account ids need no such mark.</summary>
[AttributeUsage(AttributeTargets.Property)]
sealed class RefersToAttribute(Type record, params OrganisationKind[] kinds) : Attribute
{
    public Type Record { get; } = record;

    /// <summary>The kinds that the organisation may be of; empty means all.</summary>
    public OrganisationKind[] Kinds { get; } = kinds;
}

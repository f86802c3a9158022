using System.Runtime.InteropServices;

namespace GovCloud.Network.Reachability;

/// <summary>Where a statement about the network stands.</summary>
/// <param name="Stack">Name of the template.</param>
/// <param name="LogicalId">Logical id of the resource within it.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ResourceName(string Stack, string LogicalId) : IComparable<ResourceName>
{
    /// <inheritdoc/>
    public int CompareTo(ResourceName other) =>
        string.CompareOrdinal(Stack, other.Stack) is not 0 and var order ? order : string.CompareOrdinal(LogicalId, other.LogicalId);

    /// <summary>stack/logical id.</summary>
    public override string ToString() => $"{Stack}/{LogicalId}";

    /// <summary>Orders by stack, then logical id.</summary>
    public static bool operator <(ResourceName left, ResourceName right) => left.CompareTo(right) < 0;

    /// <summary>Orders by stack, then logical id.</summary>
    public static bool operator >(ResourceName left, ResourceName right) => left.CompareTo(right) > 0;

    /// <summary>Orders by stack, then logical id.</summary>
    public static bool operator <=(ResourceName left, ResourceName right) => left.CompareTo(right) <= 0;

    /// <summary>Orders by stack, then logical id.</summary>
    public static bool operator >=(ResourceName left, ResourceName right) => left.CompareTo(right) >= 0;
}

/// <summary>A synthesised template.</summary>
/// <param name="Name">Name of the stack.</param>
/// <param name="Json">The CloudFormation template.</param>
public sealed record StackTemplate(string Name, string Json);

/// <summary>Something in the templates that is not understood. What it touches is unknown, never isolated.</summary>
/// <param name="Resource">The resource; <see langword="null"/> for a template as a whole.</param>
/// <param name="Text">What is not understood.</param>
/// <param name="Vpc">The VPC of which the reach is unknown.</param>
/// <param name="Table">The Transit Gateway route table of whose attachments the reach is unknown. Where neither is named, nothing is known of anything.</param>
public sealed record TemplateProblem(ResourceName? Resource, NetworkText Text, ResourceName? Vpc = null, ResourceName? Table = null);

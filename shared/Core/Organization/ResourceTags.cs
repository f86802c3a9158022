using System.Collections.Immutable;

namespace GovCloud.Organization;

/// <summary>Keys of the tags by which cost and owner of a resource are told. The stacks tag with them and the organization's tag policy watches over them.</summary>
public static class ResourceTags
{
    /// <summary>What the resource is part of.</summary>
    public const string Project = "Project";

    /// <summary>The estate's name.</summary>
    public const string Estate = "Estate";

    /// <summary>地方公共団体コード of the one body whose data it is, or <see cref="Shared"/>.</summary>
    public const string Municipality = "Municipality";

    /// <summary>The system's id.</summary>
    public const string System = "System";

    /// <summary>production or verification.</summary>
    public const string Environment = "Environment";

    /// <summary>Who answers for it: an organisation's id.</summary>
    public const string Owner = "Owner";

    /// <summary>The value of <see cref="Project"/> of what these stacks make.</summary>
    public const string ProjectName = "GovCloudAutomation";

    /// <summary>The value of <see cref="Municipality"/> where there are several bodies or none.</summary>
    public const string Shared = "shared";

    /// <summary>The keys, in the order in which people read them.</summary>
    public static ImmutableArray<string> All { get; } = [Project, Estate, Municipality, System, Environment, Owner];
}

using System.Collections.Immutable;
using GovCloud.Estates;
using GovCloud.Policies;

namespace GovCloud.Access;

/// <summary>What a role is meant to be able to do: the one reading of the estate that the matrix shows and the proof compares with.</summary>
/// <param name="Role">The role.</param>
/// <param name="Narrowing">Its session policy; none where it has none.</param>
public sealed record AccessGrant(AccessRole Role, SessionPolicy? Narrowing)
{
    /// <summary>The grant of a role.</summary>
    public static AccessGrant Of(AccessRole role, Estate estate)
    {
        ArgumentNullException.ThrowIfNull(role);
        ArgumentNullException.ThrowIfNull(estate);
        return new(role, role.SessionPolicy is null ? null : estate.Access.SessionPolicies.Single(policy => policy.Id == role.SessionPolicy));
    }

    /// <summary>Everything, within the emergency boundary.</summary>
    public bool IsEmergency => Role.Kind == AccessRoleKind.BreakGlass;

    /// <summary>Starts, stops and restarts.</summary>
    public bool Operates => IsEmergency || Role.Level >= AccessLevel.Operate;

    /// <summary>Changes and removes.</summary>
    public bool Changes => IsEmergency || Role.Level >= AccessLevel.Change;

    /// <summary>Makes things: never where it is limited by tag.</summary>
    public bool Creates => Changes && !IsScoped;

    /// <summary>Reads what is stored.</summary>
    public bool ReadsData => Role.Data;

    /// <summary>Opens sessions on servers.</summary>
    public bool IsRemote => IsEmergency || Role.Remote;

    /// <summary>Touches only what carries its tag.</summary>
    public bool IsScoped => !IsEmergency && RolePolicies.IsScoped(Role);

    /// <summary>Whether its session policy lets an action through.</summary>
    public bool LetsThrough(string action) => Narrowing is null || Narrowing.Actions.Any(pattern => PolicyText.Matches(pattern, action, ignoreCase: true));

    /// <summary>The tags of what it may touch.</summary>
    public ImmutableDictionary<string, string> Tags()
    {
        var tags = ImmutableDictionary<string, string>.Empty;
        tags = Role.TagOwner ? tags.Add(AccessTags.Owner, Role.Organisation) : tags;
        return Role.TagSystem is { } system ? tags.Add(AccessTags.System, system) : tags;
    }
}

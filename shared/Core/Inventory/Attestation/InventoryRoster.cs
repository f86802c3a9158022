using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using GovCloud.Estates;

namespace GovCloud.Inventory.Attestation;

/// <summary>Who is in which account, as the last inventory read it: what a campaign asks about, and by which it is seen whether what was decided was carried out.</summary>
public sealed record InventoryRoster
{
    /// <summary>When it was read, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Digest of the estate that was in force.</summary>
    public required string EstateDigest { get; init; }

    /// <summary>The accounts.</summary>
    public required ImmutableArray<AccountRoster> Accounts { get; init; }

    /// <summary>What evidence of accounts says about the people in them.</summary>
    public static InventoryRoster Of(IEnumerable<AccountEvidence> accounts, DateTimeOffset at, string estateDigest) => new()
    {
        At = at.ToUniversalTime(),
        EstateDigest = estateDigest,
        Accounts = [.. accounts.Select(AccountRoster.Of).OrderBy(roster => roster.Account.ToString(), StringComparer.Ordinal)],
    };

    /// <summary>The roster of an account; one that says that nothing was read where there is none.</summary>
    public AccountRoster Find(AccountId account) => Accounts.FirstOrDefault(roster => roster.Account == account) ?? AccountRoster.Unread(account, "直近の棚卸に含まれていません");

    /// <summary>As it is kept.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, RosterJson.Default.InventoryRoster);

    /// <summary>Reads it.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static InventoryRoster Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, RosterJson.Default.InventoryRoster) ?? throw new JsonException("The roster is null.");
}

/// <summary>Who is in an account. A list that could not be read is none, with the reason: it must not look like one that is empty.</summary>
public sealed record AccountRoster
{
    /// <summary>The account.</summary>
    public required AccountId Account { get; init; }

    /// <summary>IAM users; none where they could not be read.</summary>
    public ImmutableArray<RosterUser>? Users { get; init; }

    /// <summary>Why there are no users, in Japanese.</summary>
    public string? UsersUnknown { get; init; }

    /// <summary>Assignments of permission sets; none where they could not be read.</summary>
    public ImmutableArray<RosterAssignment>? Assignments { get; init; }

    /// <summary>Why there are no assignments, in Japanese.</summary>
    public string? AssignmentsUnknown { get; init; }

    /// <summary>What evidence says.</summary>
    public static AccountRoster Of(AccountEvidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        return new()
        {
            Account = evidence.Account,
            Users = evidence.Credentials.Match<ImmutableArray<RosterUser>?>(report => [.. report.Users.Select(user => new RosterUser(user.Arn, user.User, user.LastUsedAt))], _ => null),
            UsersUnknown = evidence.Credentials.WhyUnknown,
            Assignments = evidence.Assignments.Match<ImmutableArray<RosterAssignment>?>(
                assignments => [.. assignments.Select(assignment => new RosterAssignment(assignment.PermissionSet, assignment.Principal, assignment.OfGroup))], _ => null),
            AssignmentsUnknown = evidence.Assignments.WhyUnknown,
        };
    }

    /// <summary>An account of which nothing was read.</summary>
    public static AccountRoster Unread(AccountId account, string why) => new() { Account = account, UsersUnknown = why, AssignmentsUnknown = why };
}

/// <summary>An IAM user.</summary>
/// <param name="Arn">Its ARN.</param>
/// <param name="Name">Its name.</param>
/// <param name="LastUsedAt">Last use of password or key.</param>
public sealed record RosterUser(string Arn, string Name, DateTimeOffset? LastUsedAt = null);

/// <summary>An assignment of a permission set.</summary>
/// <param name="PermissionSet">The set.</param>
/// <param name="Principal">The user or group.</param>
/// <param name="OfGroup">Whether it is a group.</param>
public sealed record RosterAssignment(string PermissionSet, string Principal, bool OfGroup)
{
    /// <summary>How a campaign names it.</summary>
    [JsonIgnore]
    public string Subject => $"{PermissionSet}/{Principal}";
}

/// <summary>Source-generated metadata of rosters.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(AccountIdJson)])]
[JsonSerializable(typeof(InventoryRoster))]
public sealed partial class RosterJson : JsonSerializerContext;

using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using GovCloud.Accounts;
using GovCloud.Audit;
using GovCloud.Estates;

namespace GovCloud.Inventory;

/// <summary>
/// What all accounts of a run are compared with, read once at its beginning: ledger, organization, policies, permission sets, baselines. Invocations that read slices take it from storage; each of
/// them asking the organization by itself would exhaust what it answers.
/// </summary>
public sealed record InventoryFrame
{
    /// <summary>When it was read, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The ledger.</summary>
    public required Recorded<ImmutableArray<AccountRecord>> Ledger { get; init; }

    /// <summary>The organization's accounts; unknown for good where the organization is the Digital Agency's.</summary>
    public required Recorded<ImmutableArray<OrganizationAccount>> Organization { get; init; }

    /// <summary>The organization itself, which every account may ask for.</summary>
    public required Recorded<OrganizationFacts> Facts { get; init; }

    /// <summary>The organization's policies.</summary>
    public required Recorded<ImmutableArray<PolicyReading>> Policies { get; init; }

    /// <summary>Permission sets of IAM Identity Center.</summary>
    public required Recorded<ImmutableArray<PermissionSetReading>> PermissionSets { get; init; }

    /// <summary>What the audit of the baseline says of the accounts' versions: with the rest, so that an inventory that is closed twice finds out the same.</summary>
    public Recorded<ImmutableArray<BaselineStanding>> Baselines { get; init; } = new(default, "ガードレールの監査の結果を読んでいない");

    /// <summary>Reads a frame.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static InventoryFrame Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, InventoryJson.Default.InventoryFrame) ?? throw new JsonException("The frame is null.");

    /// <summary>Writes a frame.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, InventoryJson.Default.InventoryFrame);

    /// <summary>What accounts are compared with.</summary>
    /// <param name="estate">A validated estate.</param>
    /// <param name="breakGlassRoles">Names of roles for emergencies besides those of the estate.</param>
    /// <param name="auditRoles">Names of the roles by which audits read accounts.</param>
    public InventoryContext Context(Estate estate, ImmutableArray<string> breakGlassRoles, ImmutableArray<string> auditRoles) =>
        new(estate, Ledger.Reading(), Organization.Reading(), Facts.Reading()) { BreakGlassRoles = breakGlassRoles, AuditRoles = auditRoles };
}

/// <summary>A permission set and where it is.</summary>
public sealed record PermissionSetReading
{
    /// <summary>ARN of the instance of Identity Center.</summary>
    public required string Instance { get; init; }

    /// <summary>Its ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The accounts that have it.</summary>
    public required ImmutableArray<string> Accounts { get; init; }

    /// <summary>Those of them that do not have its latest version.</summary>
    public ImmutableArray<string> Behind { get; init; } = [];
}

/// <summary>A reading as it is stored: a value, or why there is none.</summary>
/// <typeparam name="T">What it is a reading of.</typeparam>
/// <param name="Value">The value; nothing where there is a reason.</param>
/// <param name="WhyUnknown">Why there is none, Japanese.</param>
public sealed record Recorded<T>([property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] T? Value, string? WhyUnknown)
{
    /// <summary>As a reading. A stored value that is missing without a reason is unknown, too.</summary>
    public Reading<T> Reading() => WhyUnknown is null && Value is not null && !EqualityComparer<T>.Default.Equals(Value, default) ? Readings.Known(Value) : Readings.Unknown<T>(WhyUnknown ?? "記録にありません");
}

/// <summary>Makes stored readings.</summary>
public static class Recorded
{
    /// <summary>A reading as it is stored.</summary>
    public static Recorded<T> Of<T>(Reading<T> reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        return reading.Match(value => new Recorded<T>(value, null), why => new Recorded<T>(default, why));
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    Converters = [typeof(AccountIdJson), typeof(MunicipalityCodeJson)])]
[JsonSerializable(typeof(InventoryFrame))]
[JsonSerializable(typeof(AccountAuditRecord))]
[JsonSerializable(typeof(AccountAuditPart))]
[JsonSerializable(typeof(AccountFinding))]
sealed partial class InventoryJson : JsonSerializerContext;

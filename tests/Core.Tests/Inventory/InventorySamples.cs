using System.Collections.Immutable;
using System.Text.Json;
using GovCloud.Accounts;
using GovCloud.Audit;
using GovCloud.Core.Tests.Estates;
using GovCloud.Estates;
using GovCloud.Inventory;

namespace GovCloud.Core.Tests.Inventory;

/// <summary>An account that is sound, to be broken in one place by each test.</summary>
static class InventorySamples
{
    public const string Heading =
        "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,"
        + "access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,"
        + "access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,"
        + "cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated\n";

    public const string Root = "<root_account>,arn:aws:iam::131229002401:root,2024-04-01T00:00:00Z,true,2025-01-10T00:00:00Z,2024-04-01T00:00:00Z,not_supported,true,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A\n";

    public static readonly AccountId Account = AccountId.Parse("131229002401");

    public static readonly DateTimeOffset At = new(2026, 11, 21, 3, 0, 0, TimeSpan.Zero);

    public static readonly Estate Estate = SmallEstate.Read(SmallEstate.Yaml).Estate!;

    /// <summary>A row of an IAM user; cells that are not given are those of a user without credentials.</summary>
    public static string User(string name, string password = "false,N/A,N/A,N/A", bool mfa = false, string key1 = "false,N/A,N/A", string key2 = "false,N/A,N/A") =>
        $"{name},arn:aws:iam::131229002401:user/{name},2024-04-01T00:00:00Z,{password},{(mfa ? "true" : "false")},{key1},N/A,N/A,{key2},N/A,N/A,false,N/A,false,N/A\n";

    public static Reading<CredentialReport> Report(params string[] rows) => Readings.Known(CredentialReport.Parse(Heading + string.Concat(rows)));

    public static InventoryContext Context(
        Reading<ImmutableArray<AccountRecord>>? ledger = null, Reading<ImmutableArray<OrganizationAccount>>? organization = null, string? organizationId = "o-ours000001") =>
        new(
            Estate,
            ledger ?? Readings.Unknown<ImmutableArray<AccountRecord>>("台帳なし"),
            organization ?? Readings.Unknown<ImmutableArray<OrganizationAccount>>("一覧なし"),
            organizationId is null ? Readings.Unknown<OrganizationFacts>("組織なし") : Readings.Known(new OrganizationFacts(organizationId, null)));

    public static AccountEvidence Evidence(InventoryContext? context = null) => new() { Account = Account, Context = context ?? Context(), At = At, Since = At.AddDays(-92) };

    public static IamRole Role(string name, string trust, DateTimeOffset? lastUsed = null) => new()
    {
        Name = name,
        Arn = $"arn:aws:iam::131229002401:role/{name}",
        CreatedAt = At.AddDays(-300),
        Trust = IamPolicyText.Read(JsonSerializer.SerializeToElement(trust)),
        LastUsedAt = Readings.Known(lastUsed),
    };

    /// <summary>The results of one check.</summary>
    public static List<AuditResult> Results(string check, AccountEvidence evidence) => [.. AuditEngine.Judge(InventoryChecks.OfAccount.Where(known => known.Definition.Id == check), evidence, [])];

    /// <summary>The results of one check over everything.</summary>
    public static List<AuditResult> Results(string check, InventoryContext context) =>
        [.. AuditEngine.Judge(InventoryChecks.OfEstate.Where(known => known.Definition.Id == check), new EstateEvidence { Context = context, At = At }, [])];

    public static AuditOutcomeKind Only(string check, AccountEvidence evidence) => Assert.Single(Results(check, evidence)).Outcome.Kind;
}

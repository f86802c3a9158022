using System.Collections.Immutable;
using System.Text.Json.Serialization;
using GovCloud.Audit;
using GovCloud.Estates;

namespace GovCloud.Inventory.Attestation;

/// <summary>A municipality is asked whether accounts and the people in them are still needed (棚卸の確認). Immutable: an answer makes a new one.</summary>
public sealed record AttestationCampaign
{
    /// <summary>Its id: the municipality and the day on which it was opened, such as <c>131229-2026-11-21</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Who is asked.</summary>
    public required MunicipalityCode Municipality { get; init; }

    /// <summary>First day, in Japan.</summary>
    public required DateOnly OpenedOn { get; init; }

    /// <summary>Last day for answers, in Japan.</summary>
    public required DateOnly DueOn { get; init; }

    /// <summary>What is asked about, numbered from 1.</summary>
    public required ImmutableArray<AttestationItem> Items { get; init; }

    /// <summary>Answers by number, one for each item at most.</summary>
    public ImmutableArray<AttestationAnswer> Answers { get; init; } = [];

    /// <summary>The items without an answer.</summary>
    [JsonIgnore]
    public IEnumerable<AttestationItem> Open
    {
        get
        {
            var answered = Answers.Select(answer => answer.Number).ToHashSet();
            return Items.Where(item => !answered.Contains(item.Number));
        }
    }
}

/// <summary>Something that is confirmed.</summary>
/// <param name="Number">Number within the campaign.</param>
/// <param name="Account">The account.</param>
/// <param name="AccountName">Its name.</param>
/// <param name="Kind">The account itself, a user, a role or an assignment.</param>
/// <param name="Subject">Its ARN, name or id.</param>
/// <param name="Description">What it is, in Japanese.</param>
public sealed record AttestationItem(int Number, AccountId Account, string AccountName, SubjectKind Kind, string Subject, string Description);

/// <summary>An answer.</summary>
/// <param name="Number">The item.</param>
/// <param name="Decision">What shall become of it.</param>
/// <param name="By">Who decided.</param>
/// <param name="On">When, in Japan.</param>
/// <param name="Note">What else was written.</param>
public sealed record AttestationAnswer(int Number, AttestationDecision Decision, string By, DateOnly On, string? Note);

/// <summary>What shall become of something.</summary>
public enum AttestationDecision
{
    /// <summary>継続.</summary>
    Keep,

    /// <summary>変更.</summary>
    Change,

    /// <summary>廃止.</summary>
    Remove,
}

/// <summary>Source-generated metadata of a campaign's file.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    NewLine = "\n",
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters = [typeof(AccountIdJson), typeof(MunicipalityCodeJson), typeof(KebabCaseJson<SubjectKind>), typeof(KebabCaseJson<AttestationDecision>)])]
[JsonSerializable(typeof(AttestationCampaign))]
[JsonSerializable(typeof(CampaignState))]
public sealed partial class AttestationJson : JsonSerializerContext;

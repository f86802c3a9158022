using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using GovCloud.Audit;
using GovCloud.Calendar;
using GovCloud.Estates;

namespace GovCloud.Inventory.Attestation;

/// <summary>What triage is told about a campaign: the detail of an event.</summary>
public sealed record AttestationFinding
{
    /// <summary><c>attestation-removal-overdue</c> or <c>attestation-unanswered</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Always access.</summary>
    public string Category { get; init; } = "Access";

    /// <summary><c>MEDIUM</c> for what is wrong, <c>LOW</c> for what is not known.</summary>
    public required string Severity { get; init; }

    /// <summary><c>active</c> or <c>resolved</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>What is to be removed, or whose campaign it is.</summary>
    public required string Resource { get; init; }

    /// <summary>What was checked, in Japanese.</summary>
    public required string Title { get; init; }

    /// <summary>Why, in Japanese.</summary>
    public required string Reason { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The detail of the event.</summary>
    public string Detail() => JsonSerializer.Serialize(this, AttestationFindingJson.Default.AttestationFinding);

    /// <summary>Whether everybody answered when a campaign was closed. The same resource every quarter: the next one that is answered resolves it.</summary>
    public static AttestationFinding OfClosing(Estate estate, AttestationCampaign campaign, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(estate);
        ArgumentNullException.ThrowIfNull(campaign);
        var open = campaign.Open.Count();
        return new()
        {
            Type = "attestation-unanswered",
            Severity = "MEDIUM",
            Status = open == 0 ? "resolved" : "active",
            Account = (campaign.Items.IsEmpty ? estate.Profile.OperationsAccount : campaign.Items[0].Account).ToString(),
            Resource = $"attestation/{campaign.Municipality}",
            Title = "アカウント棚卸の確認に回答されている",
            Reason = open == 0 ? $"確認 {campaign.Id} はすべて回答されました" : $"確認 {campaign.Id} は {open}件が未回答のまま締め切られました",
            At = at,
        };
    }
}

/// <summary>Removals that were decided, and whether they were carried out.</summary>
public static class DecidedRemovals
{
    /// <summary>What is to be told today, and which removals are overdue by now.</summary>
    /// <param name="state">A campaign.</param>
    /// <param name="context">The estate.</param>
    /// <param name="roster">What the last inventory read; none where there is none.</param>
    /// <param name="at">Now.</param>
    public static (ImmutableArray<AttestationFinding> Findings, ImmutableArray<int> Overdue) Judge(CampaignState state, InventoryContext context, InventoryRoster? roster, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(context);
        var findings = ImmutableArray.CreateBuilder<AttestationFinding>();
        var overdue = ImmutableArray.CreateBuilder<int>();
        foreach (var answer in state.Campaign.Answers.Where(answer => answer.Decision == AttestationDecision.Remove))
        {
            var item = state.Campaign.Items.First(item => item.Number == answer.Number);
            var lastDay = answer.On.AddDays(context.Estate.Estate.Audit.Attestation.RemovalDays);
            if (JapanTime.DateOf(at) <= lastDay)
            {
                continue;
            }

            var present = Present(item, context, roster, lastDay);
            var still = present.Match(found => found, _ => true);
            if (still)
            {
                overdue.Add(item.Number);
            }

            if (still || state.Overdue.Contains(item.Number))
            {
                findings.Add(Finding(state.Campaign, item, answer, present, at));
            }
        }

        return (findings.ToImmutable(), overdue.ToImmutable());
    }

    static Reading<bool> Present(AttestationItem item, InventoryContext context, InventoryRoster? roster, DateOnly lastDay)
    {
        switch (item.Kind)
        {
            case SubjectKind.Account:
                return Readings.Known(context.Estate.FindAccount(item.Account.ToString()) is not null);
            case SubjectKind.Role:
                return Readings.Known(context.RolesIn(item.Account).Any(role => "gca-" + role.Id == item.Subject));
            default:
                break;
        }

        // What was read before the last day cannot say whether it is gone by now.
        if (roster is null || JapanTime.DateOf(roster.At) <= lastDay)
        {
            return Readings.Unknown<bool>("期限の後に棚卸が行われていません");
        }

        var account = roster.Find(item.Account);
        return item.Kind == SubjectKind.User
            ? account.Users is { } users ? Readings.Known(users.Any(user => user.Arn == item.Subject)) : Readings.Unknown<bool>(account.UsersUnknown ?? "利用者が読み取れていません")
            : account.Assignments is { } assignments ? Readings.Known(assignments.Any(assignment => assignment.Subject == item.Subject)) : Readings.Unknown<bool>(account.AssignmentsUnknown ?? "割り当てが読み取れていません");
    }

    static AttestationFinding Finding(AttestationCampaign campaign, AttestationItem item, AttestationAnswer answer, Reading<bool> present, DateTimeOffset at) => new()
    {
        Type = "attestation-removal-overdue",
        Severity = present.IsKnown ? "MEDIUM" : "LOW",
        Status = present.Match(found => found, _ => true) ? "active" : "resolved",
        Account = item.Account.ToString(),
        Resource = item.Kind == SubjectKind.Account ? $"AWS::::Account:{item.Account}" : $"{item.Account}/{item.Subject}",
        Title = "廃止と決めたものが期限までに廃止されている",
        Reason = string.Create(CultureInfo.InvariantCulture, $"{answer.On:yyyy-MM-dd}に廃止と回答されました(確認 {campaign.Id} の{item.Number}番)。{present.Match(found => found ? "まだあります" : "廃止されました", why => $"廃止されたか確認できません({why})")}"),
        At = at,
    };
}

/// <summary>Source-generated metadata of findings.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(AttestationFinding))]
public sealed partial class AttestationFindingJson : JsonSerializerContext;

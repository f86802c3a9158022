using System.Collections.Immutable;
using System.Text.Json;
using GovCloud.Accounts;
using GovCloud.Adapters.Storage;
using GovCloud.Audit;
using GovCloud.Calendar;
using GovCloud.Contracts;
using GovCloud.Documents.Audit;
using GovCloud.Estates;
using GovCloud.Inventory;
using GovCloud.Inventory.Attestation;
using Microsoft.Extensions.Logging;

namespace GovCloud.Functions.AccountAttestation;

/// <summary>
/// The round of a day: opens campaigns, reminds, escalates, closes, and looks whether what was decided was carried out. A step is done first and marked afterwards; what
/// it does may be done again.
/// </summary>
sealed class DailyRound(EstateIndex estate, CampaignRecords records, CampaignTelling telling, BucketReader evidence, ILogger logger)
{
    /// <summary>Holds the round of all municipalities. One that fails does not hold up the others.</summary>
    /// <exception cref="AggregateException">Some failed; the round is to be held again.</exception>
    public async Task HoldAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        var roster = await RosterAsync(cancellationToken);
        var failures = new List<Exception>();
        foreach (var body in estate.Estate.Municipalities)
        {
            try
            {
                await HoldAsync(new Round(body, JapanTime.DateOf(at), at, AttestationReminder.CalendarOf(estate.Estate, body), Context(), roster), cancellationToken);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                logger.BodyFailed(failure, body.Code.ToString());
                failures.Add(failure);
            }
        }

        if (failures.Count > 0)
        {
            throw new AggregateException("The round of a municipality failed.", failures);
        }
    }

    async Task HoldAsync(Round round, CancellationToken cancellationToken)
    {
        if (!round.Calendar.IsOpen(round.Today))
        {
            return;
        }

        var quarter = AttestationQuarter.Of(round.Today);
        foreach (var one in (AttestationQuarter[])[quarter.Previous, quarter])
        {
            var state = await records.FindAsync(one, round.Body.Code, cancellationToken);
            if (state is null && one == quarter && quarter.OpensOn(round.Today, round.Calendar) && Opened(round) is { Campaign.Items.IsEmpty: false } opened)
            {
                state = await records.CreateAsync(opened, cancellationToken);
            }

            if (state is not null)
            {
                await AdvanceAsync(state, round, cancellationToken);
            }
        }
    }

    CampaignState Opened(Round round) => new()
    {
        Campaign = AttestationOpening.Open(
            round.Body.Code, round.Context, account => round.Roster?.Find(account) ?? AccountRoster.Unread(account, "棚卸の結果がありません"),
            round.Today, round.Calendar.AddBusinessDays(round.Today, estate.Estate.Audit.Attestation.AnswerBusinessDays)),
    };

    async Task AdvanceAsync(CampaignState state, Round round, CancellationToken cancellationToken)
    {
        foreach (var step in CampaignStep.Due(state, round.Calendar, estate.Estate.Audit.Attestation, round.Today).ToList())
        {
            if (step.Kind == CampaignStepKind.Close && state.ClosedOn is null)
            {
                // First: from now on no answer is taken, so that the report says what there is.
                state = await records.ChangeAsync(state.Campaign, now => now with { ClosedOn = now.ClosedOn ?? round.Today }, cancellationToken);
            }

            await CarryOutAsync(step, state, round.At, cancellationToken);
            state = await records.ChangeAsync(state.Campaign, now => now.With(step), cancellationToken);
        }

        var (findings, overdue) = DecidedRemovals.Judge(state, round.Context, round.Roster, round.At);
        if (!findings.IsEmpty)
        {
            await telling.TellAsync(findings, cancellationToken);
            // Last: a removal that was carried out and not told must be found again.
            await records.ChangeAsync(state.Campaign, now => now.Overdue.SequenceEqual(overdue) ? now : now with { Overdue = overdue }, cancellationToken);
        }
    }

    async Task CarryOutAsync(CampaignStep step, CampaignState state, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var campaign = state.Campaign;
        var (body, documents, inbox) = (records.BodyOf(campaign).Name, records.DocumentsOf(campaign), records.InboxOf(campaign));
        var head = step.Kind switch
        {
            CampaignStepKind.Open => await records.PublishAsync(campaign, AttestationFiles.OfOpening(campaign, body, inbox), at, cancellationToken),
            CampaignStepKind.Close => await records.PublishAsync(campaign, AttestationFiles.OfClosing(campaign, body, step.On), at, cancellationToken),
            _ => null,
        };
        await telling.TellAsync(AttestationNotice.Of(estate.Estate, state, step, documents, inbox, head), at, cancellationToken);
        if (step.Kind == CampaignStepKind.Close)
        {
            await telling.TellAsync([AttestationFinding.OfClosing(estate.Estate, campaign, at)], cancellationToken);
        }

        logger.Stepped(campaign.Id, step.Kind, step.On, head);
    }

    async Task<InventoryRoster?> RosterAsync(CancellationToken cancellationToken)
    {
        if (await evidence.ReadAsync(AttestationNames.Roster, cancellationToken) is not { } json)
        {
            logger.NoRoster();
            return null;
        }

        try
        {
            return InventoryRoster.Read(json);
        }
        catch (JsonException broken)
        {
            // People are asked all the same; what nobody could read is said to be so.
            logger.RosterUnreadable(broken);
            return null;
        }
    }

    /// <summary>A campaign needs the estate alone; what the inventory compares with is its own matter.</summary>
    InventoryContext Context()
    {
        const string NotRead = "棚卸の確認では読み取りません";
        return new(
            estate.Estate, Readings.Unknown<ImmutableArray<AccountRecord>>(NotRead), Readings.Unknown<ImmutableArray<OrganizationAccount>>(NotRead), Readings.Unknown<OrganizationFacts>(NotRead));
    }

    /// <summary>What a municipality's round is held with.</summary>
    sealed record Round(Municipality Body, DateOnly Today, DateTimeOffset At, WorkingCalendar Calendar, InventoryContext Context, InventoryRoster? Roster);
}

using System.Collections.Immutable;
using GovCloud.Adapters.Storage;
using GovCloud.Audit.Evidence;
using GovCloud.Contracts;
using GovCloud.Documents.Audit;
using GovCloud.Estates;
using GovCloud.Inventory.Attestation;

namespace GovCloud.Functions.AccountAttestation;

/// <summary>Where the things of campaigns are.</summary>
/// <param name="Campaigns">Bucket of their state and of the inbox.</param>
/// <param name="Reports">Bucket of documents.</param>
sealed record CampaignBuckets(string Campaigns, string Reports);

/// <summary>Keeps campaigns: their state, the documents that people get, and the evidence.</summary>
sealed class CampaignRecords(Estate estate, CampaignStore store, StatementObjects reports, EvidenceChain evidence, CampaignBuckets buckets)
{
    const int MostRaces = 10;

    /// <summary>The folder of a campaign's documents, for people.</summary>
    public string DocumentsOf(AttestationCampaign campaign) => $"s3://{buckets.Reports}/{FolderOf(campaign)}";

    /// <summary>The folder into which a municipality puts its answers, for people.</summary>
    public string InboxOf(AttestationCampaign campaign) => $"s3://{buckets.Campaigns}/{AttestationNames.Inbox}{BodyOf(campaign).Slug}/";

    /// <summary>The municipality of a campaign.</summary>
    public Municipality BodyOf(AttestationCampaign campaign) => estate.Municipalities.First(body => body.Code == campaign.Municipality);

    /// <summary>A campaign; none where none was opened.</summary>
    /// <exception cref="IOException">S3 failed.</exception>
    public async Task<CampaignState?> FindAsync(AttestationQuarter quarter, MunicipalityCode municipality, CancellationToken cancellationToken) =>
        (await store.FindAsync(quarter, municipality, cancellationToken))?.State;

    /// <summary>Stores a campaign that is new, and tells which one is there: somebody else may have opened it meanwhile.</summary>
    /// <exception cref="IOException">S3 failed.</exception>
    public async Task<CampaignState> CreateAsync(CampaignState opened, CancellationToken cancellationToken) =>
        await store.TryCreateAsync(opened, cancellationToken) ? opened
            : await FindAsync(AttestationQuarter.Of(opened.Campaign.OpenedOn), opened.Campaign.Municipality, cancellationToken) ?? throw new IOException($"The campaign {opened.Campaign.Id} was taken away while it was opened.");

    /// <summary>Writes documents for people and keeps them, with the campaign as it is, as evidence.</summary>
    /// <exception cref="IOException">S3 failed.</exception>
    public async Task<ChainHead> PublishAsync(AttestationCampaign campaign, ImmutableArray<AttestationFile> files, DateTimeOffset at, CancellationToken cancellationToken)
    {
        foreach (var file in files)
        {
            await reports.WriteAsync(FolderOf(campaign) + file.Name, file.MediaType, file.Content, cancellationToken);
        }

        return await KeepAsync(campaign, files, at, cancellationToken);
    }

    /// <summary>Keeps files, with the campaign as it is, as evidence. They name people, so that the bucket's own lock is on them.</summary>
    /// <exception cref="IOException">S3 failed.</exception>
    public async Task<ChainHead> KeepAsync(AttestationCampaign campaign, IEnumerable<AttestationFile> files, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var state = new CampaignState { Campaign = campaign }.Write();
        var kept = files.Append(new AttestationFile("campaign.json", "application/json", state))
            .Select(file => new EvidenceContent($"{campaign.Id}-{file.Name}", file.MediaType, file.Content) { NamesPeople = true });
        return (await evidence.AppendAsync(at, [.. kept], cancellationToken)).Head;
    }

    /// <summary>Changes what is stored, as often as others come in between.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="change">The change; the same state where there is nothing to change.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What is stored now.</returns>
    /// <exception cref="IOException">S3 failed.</exception>
    public async Task<CampaignState> ChangeAsync(AttestationCampaign campaign, Func<CampaignState, CampaignState> change, CancellationToken cancellationToken)
    {
        for (var race = 0; race < MostRaces; race++)
        {
            var stored = await store.FindAsync(AttestationQuarter.Of(campaign.OpenedOn), campaign.Municipality, cancellationToken) ?? throw new IOException($"The campaign {campaign.Id} is not there any more.");
            var after = change(stored.State);
            if (ReferenceEquals(after, stored.State) || await store.TrySaveAsync(stored, after, cancellationToken))
            {
                return after;
            }
        }

        throw new IOException($"The campaign {campaign.Id} was changed by others {MostRaces} times in a row.");
    }

    string FolderOf(AttestationCampaign campaign) => $"{AttestationNames.Documents}{BodyOf(campaign).Slug}/{campaign.Id}/";
}

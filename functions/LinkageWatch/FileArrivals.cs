using GovCloud.Adapters.Storage;
using GovCloud.Contracts;
using GovCloud.Estates;
using GovCloud.Hosting;
using GovCloud.Linkage;
using Microsoft.Extensions.Logging;

namespace GovCloud.Functions.LinkageWatch;

/// <summary>One file that came or went: what it means, what is inside, and what becomes of its slot.</summary>
sealed class FileArrivals(LinkageCatalogue catalogue, SlotKeeper keeper, LinkageObjects objects, FindingPublisher publisher, Metrics metrics, ILogger logger)
{
    /// <summary>Why S3 deletes when somebody asked for it; what the lifecycle removes was taken long ago.</summary>
    const string DeletedByHand = "DeleteObject";

    public async Task HandleAsync(FileEvent happened, CancellationToken cancellationToken)
    {
        if (happened.Detail is not { } detail || catalogue.FindStore(detail.Bucket.Name) is not { } store)
        {
            logger.UnknownBucket(happened.Detail?.Bucket.Name ?? "");
            return;
        }

        var meaning = catalogue.Classify(store, detail.Stored.Key);
        metrics.Add(MetricNames.LinkageFiles, 1, MetricUnit.Count, new MetricDimension("kind", meaning.GetType().Name));
        if (meaning is KeyClass.Misplaced misplaced)
        {
            await TellMisplacedAsync(store, misplaced, happened, detail, cancellationToken);
        }
        else if (happened.DetailType == LinkageEvents.ObjectDeleted)
        {
            await TakeBackAsync(meaning, happened, detail, cancellationToken);
        }
        else
        {
            await KeepAsync(meaning, happened, detail, cancellationToken);
        }
    }

    Task TellMisplacedAsync(LinkageStore store, KeyClass.Misplaced misplaced, FileEvent happened, FileEventDetail detail, CancellationToken cancellationToken)
    {
        var key = detail.Stored.Key;
        logger.Misplaced(store.Id, misplaced.Problem, KeyMask.Mask(key), KeyMask.DigestOf(key));
        // Nothing is stored: the file is wrong as long as it is there, and its deletion tells that it is not.
        var notice = new FindingNotice(LinkageFinding.Misplaced(misplaced.Problem, misplaced.Nearest, key), Active: happened.DetailType == LinkageEvents.ObjectCreated, happened.Time);
        return publisher.PublishAsync(store, [notice], cancellationToken);
    }

    async Task TakeBackAsync(KeyClass meaning, FileEvent happened, FileEventDetail detail, CancellationToken cancellationToken)
    {
        if (detail.Reason == DeletedByHand && meaning is KeyClass.Data or KeyClass.Marker)
        {
            var (profile, file) = meaning is KeyClass.Data data ? (data.Profile, data.File) : (((KeyClass.Marker)meaning).Profile, ((KeyClass.Marker)meaning).File);
            await keeper.ApplyAsync(profile, file, facts => facts.WithDeletion(new FileDeletion(detail.Stored.Key, happened.Time)), happened.Time, cancellationToken);
        }
    }

    async Task KeepAsync(KeyClass meaning, FileEvent happened, FileEventDetail detail, CancellationToken cancellationToken)
    {
        var (stored, at) = (detail.Stored, happened.Time);
        switch (meaning)
        {
            case KeyClass.Data data:
                var format = data.Profile.Definition.Format;
                var inspection = stored.Size > format.MaximumBytes
                    ? null
                    : await objects.InspectAsync(detail.Bucket.Name, stored.Key, stored.VersionId, stored.Size, format, cancellationToken);
                await keeper.ApplyAsync(data.Profile, data.File, facts => facts.WithFile(Version(stored, at, inspection)), at, cancellationToken);
                break;
            case KeyClass.Marker marker:
                var declared = await objects.ReadMarkerAsync(detail.Bucket.Name, stored.Key, stored.VersionId, stored.Size, cancellationToken);
                await keeper.ApplyAsync(marker.Profile, marker.File, facts => facts.WithMarker(Version(stored, at, declared)), at, cancellationToken);
                break;
            case KeyClass.Receipt receipt:
                await keeper.ApplyAsync(receipt.Profile, receipt.File, facts => facts.WithReceipt(new FileReceipt(receipt.Consumer, at)), at, cancellationToken);
                break;
        }
    }

    static FileVersion Version(FileEventObject stored, DateTimeOffset at, FileInspection? inspection) => new()
    {
        Key = stored.Key,
        Version = stored.VersionId ?? stored.ETag,
        ETag = stored.ETag,
        Size = stored.Size,
        At = at,
        Sequencer = stored.Sequencer,
        Inspection = inspection,
    };
}

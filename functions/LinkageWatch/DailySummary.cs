using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using GovCloud.Adapters.DynamoDb;
using GovCloud.Calendar;
using GovCloud.Estates;
using GovCloud.Linkage;

namespace GovCloud.Functions.LinkageWatch;

/// <summary>Writes for each body which files of the day before came, were taken, or did not: a CSV in the bucket of documents.</summary>
/// <remarks>Written again by a replay with the same name: the latest knowledge wins.</remarks>
sealed class DailySummary(LinkageCatalogue catalogue, LinkageSlotStore slots, IAmazonS3 s3, string bucket)
{
    /// <summary>Writes the summaries of the day before an instant.</summary>
    public async Task WriteAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var day = JapanTime.DateOf(now).AddDays(-1);
        foreach (var body in catalogue.Estate.Municipalities)
        {
            var profiles = catalogue.Profiles.Where(profile => profile.Definition.Municipality == body.Code).ToList();
            if (profiles.Count == 0)
            {
                continue;
            }

            var rows = ImmutableArray.CreateBuilder<ImmutableArray<string>>();
            foreach (var profile in profiles)
            {
                rows.AddRange(await RowsAsync(profile, day, now, cancellationToken));
            }

            await PutAsync(body, day, LinkageSummary.Csv(rows), cancellationToken);
        }
    }

    async Task<IEnumerable<ImmutableArray<string>>> RowsAsync(LinkageProfile profile, DateOnly day, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var stored = (await slots.ListAsync(profile.Id, day, day, cancellationToken)).ToDictionary(record => record.Facts.Slot);
        var expected = ExpectedFiles.Of(profile, day, day).Concat(stored.Keys.Select(slot => ExpectedFiles.Find(profile, slot.Date, slot.Sequence)).OfType<ExpectedFile>()).DistinctBy(file => file.Slot);
        return expected.Select(file => LinkageSummary.Row(profile, file, stored.GetValueOrDefault(file.Slot)?.Facts ?? new SlotFacts { Slot = file.Slot }, now));
    }

    async Task PutAsync(Municipality body, DateOnly day, string csv, CancellationToken cancellationToken)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"linkage/{day:yyyy/MM/dd}/{body.Slug}.csv");
        try
        {
            await s3.PutObjectAsync(
                new PutObjectRequest { BucketName = bucket, Key = key, InputStream = new MemoryStream(Encoding.UTF8.GetBytes(csv), writable: false), ContentType = "text/csv; charset=utf-8", UseChunkEncoding = false },
                cancellationToken);
        }
        catch (Exception failure) when (failure is Amazon.Runtime.AmazonServiceException or Amazon.Runtime.AmazonClientException or HttpRequestException or TimeoutException)
        {
            throw new IOException($"S3 PutObject s3://{bucket}/{key} failed.", failure);
        }
    }
}

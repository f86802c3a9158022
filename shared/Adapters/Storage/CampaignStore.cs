using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using GovCloud.Contracts;
using GovCloud.Inventory.Attestation;

namespace GovCloud.Adapters.Storage;

/// <summary>A campaign as it was read.</summary>
/// <param name="State">The campaign.</param>
/// <param name="Tag">What it must still be when another is stored in its place.</param>
public sealed record StoredCampaign(CampaignState State, string Tag);

/// <summary>
/// Keeps how far campaigns are, in S3: one object for each quarter and municipality. A campaign of a thousand items would not fit an item of DynamoDB; S3 writes
/// conditionally as well, so that nobody overwrites what they have not seen.
/// </summary>
public sealed class CampaignStore(IAmazonS3 s3, string bucket)
{
    /// <summary>A campaign; none where none was opened.</summary>
    /// <exception cref="IOException">S3 refused or could not be reached.</exception>
    public async Task<StoredCampaign?> FindAsync(AttestationQuarter quarter, MunicipalityCode municipality, CancellationToken cancellationToken)
    {
        var key = KeyOf(quarter, municipality);
        try
        {
            using var response = await s3.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = key }, cancellationToken);
            using var content = new MemoryStream();
            await response.ResponseStream.CopyToAsync(content, cancellationToken);
            return new(CampaignState.Read(content.ToArray()), response.ETag);
        }
        catch (AmazonS3Exception absent) when (absent.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (Exception e) when (CostObjects.IsS3(e))
        {
            throw new IOException($"S3 GetObject s3://{bucket}/{key} failed.", e);
        }
    }

    /// <summary>Stores a campaign that is new.</summary>
    /// <returns>Whether it was; somebody else may have opened one meanwhile.</returns>
    /// <exception cref="IOException">S3 refused or could not be reached.</exception>
    public Task<bool> TryCreateAsync(CampaignState state, CancellationToken cancellationToken) => TryPutAsync(state, null, cancellationToken);

    /// <summary>Stores a campaign in the place of the one that was read.</summary>
    /// <returns>Whether it was; somebody else may have stored another meanwhile.</returns>
    /// <exception cref="IOException">S3 refused or could not be reached.</exception>
    public Task<bool> TrySaveAsync(StoredCampaign before, CampaignState after, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(before);
        return TryPutAsync(after, before.Tag, cancellationToken);
    }

    static string KeyOf(AttestationQuarter quarter, MunicipalityCode municipality) => $"{AttestationNames.Campaigns}{quarter.Id}/{municipality}.json";

    async Task<bool> TryPutAsync(CampaignState state, string? tag, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(state);
        var key = KeyOf(AttestationQuarter.Of(state.Campaign.OpenedOn), state.Campaign.Municipality);
        try
        {
            await s3.PutObjectAsync(
                new PutObjectRequest
                {
                    BucketName = bucket,
                    Key = key,
                    InputStream = new MemoryStream(state.Write(), writable: false),
                    ContentType = "application/json",
                    IfNoneMatch = tag is null ? "*" : null,
                    IfMatch = tag,
                    UseChunkEncoding = false,
                },
                cancellationToken);
            return true;
        }
        catch (AmazonS3Exception other) when (other.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict)
        {
            return false;
        }
        catch (Exception e) when (CostObjects.IsS3(e))
        {
            throw new IOException($"S3 PutObject s3://{bucket}/{key} failed.", e);
        }
    }
}

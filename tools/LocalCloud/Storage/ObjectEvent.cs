using System.Text.Json;
using System.Text.Json.Nodes;
using GovCloud.LocalCloud.EventBridge;

namespace GovCloud.LocalCloud.Storage;

/// <summary>The event that S3 puts on the default bus. Fields: Amazon S3 User Guide, "EventBridge event message structure".</summary>
static class ObjectEvent
{
    public static JsonElement Create(EventEnvelope envelope, ObjectChange change)
    {
        var (bucket, version) = (change.Bucket, change.Object);
        var stored = new JsonObject { ["key"] = version.Key, ["sequencer"] = version.LastModified.UtcTicks.ToString("X16", System.Globalization.CultureInfo.InvariantCulture) };
        var created = change.DetailType is "Object Created";
        if (created)
        {
            stored["size"] = version.Data.Length;
            stored["etag"] = version.ETag.Trim('"');
        }

        if (bucket.Versioned)
        {
            stored["version-id"] = version.VersionId;
        }

        var detail = new JsonObject { ["version"] = "0", ["bucket"] = new JsonObject { ["name"] = bucket.Name }, ["object"] = stored, ["request-id"] = "local", ["requester"] = bucket.Account, ["reason"] = change.Reason };
        if (!created)
        {
            detail["deletion-type"] = version.IsDeleteMarker ? "Delete Marker Created" : "Permanently Deleted";
        }

        return envelope.Create("aws.s3", change.DetailType, detail, bucket.Account, bucket.Region, [$"arn:aws:s3:::{bucket.Name}"], version.LastModified);
    }
}

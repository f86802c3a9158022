using System.Text;
using System.Xml.Linq;
using GovCloud.LocalCloud.Gateway;

namespace GovCloud.LocalCloud.Storage;

/// <summary>The storage service's REST API in path style.</summary>
sealed class S3Endpoint(S3Store store)
{
    readonly S3ObjectCalls objects = new(store);
    readonly S3MultipartCalls multipart = new(store);

    /// <summary>Answers one call; every error is in the service's XML form.</summary>
    public AwsResponse Handle(AwsRequest http)
    {
        try
        {
            return Dispatch(S3Request.From(http));
        }
        catch (AwsApiException refused)
        {
            return Error(refused);
        }
    }

    public static AwsResponse Error(AwsApiException refused) => refused.Status == 304
        ? AwsResponse.Empty(304)
        : S3Xml.Answer(new XElement("Error", new XElement("Code", refused.Code), new XElement("Message", refused.Message))) with { Status = refused.Status };

    AwsResponse Dispatch(S3Request request)
    {
        if (request.Bucket.Length == 0)
        {
            return S3Listing.Buckets(store);
        }

        if (request is { Key.Length: 0, Method: "PUT" } && request.Http.RawQuery.Length == 0)
        {
            return Create(request);
        }

        var bucket = store.Find(request.Bucket) ?? throw new AwsApiException(404, "NoSuchBucket", "The specified bucket does not exist");
        return request.Key.Length == 0 ? OnBucket(bucket, request)
            : request.Asks("uploads") || request.Asks("uploadId") ? multipart.Handle(bucket, request)
            : objects.Handle(bucket, request);
    }

    AwsResponse Create(S3Request request)
    {
        var created = store.Create(new() { Name = request.Bucket, Account = request.Http.Caller?.Account ?? "", Region = request.Http.Region });
        return created
            ? AwsResponse.Empty(200).With("Location", "/" + request.Bucket)
            : throw new AwsApiException(409, "BucketAlreadyOwnedByYou", "Your previous request to create the named bucket succeeded and you already own it.");
    }

    AwsResponse OnBucket(Bucket bucket, S3Request request)
    {
        switch (request.Method)
        {
            case "HEAD":
                return AwsResponse.Empty(200).With("x-amz-bucket-region", bucket.Definition.Region);
            case "DELETE" when request.Http.RawQuery.Length == 0:
                return Remove(bucket);
            case "POST" when request.Asks("delete"):
                return objects.DeleteMany(bucket, request);
            case "GET" when request.Asks("versions"):
                return S3Listing.Versions(bucket, request);
            case "GET" when request.Asks("location"):
                return S3Xml.Answer(S3Xml.Element("LocationConstraint", bucket.Definition.Region));
            case "GET" when request.Asks("list-type") || request.Asks("prefix") || request.Http.RawQuery.Length == 0:
                return S3Listing.Objects(bucket, request);
            default:
                return Configuration(bucket, request);
        }
    }

    AwsResponse Remove(Bucket bucket)
    {
        if (bucket.Versions().Count > 0)
        {
            throw new AwsApiException(409, "BucketNotEmpty", "The bucket you tried to delete is not empty");
        }

        store.Remove(bucket.Definition.Name);
        return AwsResponse.Empty(204);
    }

    static AwsResponse Configuration(Bucket bucket, S3Request request)
    {
        var name = request.Http.Query.Keys.First(key => key is not "x-id");
        switch (request.Method)
        {
            case "PUT":
                bucket.Configure(name, Encoding.UTF8.GetString(request.Body));
                return AwsResponse.Empty(200);
            case "DELETE":
                bucket.Configure(name, null);
                return AwsResponse.Empty(204);
            case "GET" when name is "versioning":
                return S3Xml.Answer(S3Xml.Element("VersioningConfiguration", bucket.IsVersioned ? S3Xml.Element("Status", "Enabled") : null));
            case "GET" when bucket.Configuration(name) is { } xml:
                return AwsResponse.Of(200, "application/xml", Encoding.UTF8.GetBytes(xml));
            case "GET":
                throw new AwsApiException(404, "NoSuchConfiguration", $"The specified configuration does not exist: {name}");
            default:
                throw new AwsApiException(405, "MethodNotAllowed", "The specified method is not allowed against this resource.");
        }
    }
}

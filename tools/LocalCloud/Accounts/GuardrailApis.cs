using System.Text.Json;
using System.Text.Json.Nodes;
using GovCloud.LocalCloud.Gateway;
using Microsoft.Extensions.Primitives;

namespace GovCloud.LocalCloud.Accounts;

/// <summary>The services that say how an account is guarded: CloudFormation, EC2's account-wide settings, S3 Control and Inspector, reading only.</summary>
sealed class GuardrailApis
{
    readonly CloudFormationApi stacks = new();

    /// <summary>The operation of a call; none where it is of no such service.</summary>
    public static string? OperationOf(AwsRequest request) => request.Service switch
    {
        "cloudformation" or "ec2" => OperationNames.Of(request),
        // Signed like S3 itself, whose buckets have no such name.
        "s3" => request is { Method: "GET", RawPath: S3ControlApi.Path } ? "GetPublicAccessBlock" : null,
        "inspector2" => request is { Method: "POST", RawPath: "/status/batch/get" } ? "BatchGetAccountStatus" : null,
        _ => null,
    };

    /// <summary>Answers; none where it is not simulated.</summary>
    /// <exception cref="AwsApiException">There is no such thing.</exception>
    public AwsResponse? Handle(AccountCall call) => call.Request.Service switch
    {
        "cloudformation" => stacks.Handle(call),
        "ec2" => Ec2Api.Handle(call),
        "s3" => S3ControlApi.Handle(call),
        "inspector2" => InspectorApi.Handle(call),
        _ => null,
    };
}

/// <summary>EC2: defaults of a region, its VPCs and their network interfaces. Filters are those of default VPCs and of a VPC.</summary>
static class Ec2Api
{
    static readonly XmlAnswer Xml = new("http://ec2.amazonaws.com/doc/2016-11-15/");

    public static AwsResponse? Handle(AccountCall call)
    {
        var region = call.Account.Regions.TryGetValue(call.Region, out var known) ? known.Guardrails.At(call.Now) : new SimulatedGuardrails { VolumesEncrypted = false, MetadataTokens = null };
        var form = XmlAnswer.Form(call);
        return call.Operation switch
        {
            "GetEbsEncryptionByDefault" => Xml.Ec2(call.Operation, Xml.Truth("ebsEncryptionByDefault", region.VolumesEncrypted)),
            "GetInstanceMetadataDefaults" => Xml.Ec2(call.Operation, Xml.Element("accountLevel", Xml.Text("httpTokens", region.MetadataTokens))),
            "DescribeVpcs" => Page(call, form, "vpcSet", region.Vpcs.Where(vpc => Fits(form, "is-default", vpc.IsDefault ? "true" : "false")), vpc => vpc.Id, vpc =>
                [Xml.Text("vpcId", vpc.Id), Xml.Text("ownerId", call.Account.Id.ToString()), Xml.Text("state", "available"), Xml.Text("cidrBlock", vpc.Cidr), Xml.Text("instanceTenancy", "default"), Xml.Truth("isDefault", vpc.IsDefault)]),
            "DescribeNetworkInterfaces" => Page(call, form, "networkInterfaceSet", region.Vpcs.Where(vpc => Fits(form, "vpc-id", vpc.Id)).SelectMany(vpc => vpc.Interfaces, (vpc, id) => (Vpc: vpc, Id: id)), one => one.Id, one =>
                [Xml.Text("networkInterfaceId", one.Id), Xml.Text("vpcId", one.Vpc.Id), Xml.Text("ownerId", call.Account.Id.ToString()), Xml.Text("status", "in-use")]),
            _ => null,
        };
    }

    static AwsResponse Page<T>(AccountCall call, Dictionary<string, StringValues> form, string set, IEnumerable<T> items, Func<T, string> key, Func<T, IEnumerable<System.Xml.Linq.XElement?>> write)
    {
        var (page, next) = call.Cut($"{form.GetValueOrDefault("Filter.1.Value.1")}", items, key, form.GetValueOrDefault("NextToken"), XmlAnswer.Number(form, "MaxResults"));
        return Xml.Ec2(call.Operation, Xml.Element(set, page.Select(item => Xml.Element("item", write(item)))), Xml.Text("nextToken", next));
    }

    static bool Fits(Dictionary<string, StringValues> form, string filter, string value) => form.GetValueOrDefault("Filter.1.Name") != filter || form.GetValueOrDefault("Filter.1.Value.1") == value;
}

/// <summary>S3 Control: what is forbidden to all buckets of an account.</summary>
static class S3ControlApi
{
    /// <summary>The path of the only operation.</summary>
    public const string Path = "/v20180820/configuration/publicAccessBlock";

    static readonly XmlAnswer Xml = new("http://awss3control.amazonaws.com/doc/2018-08-20/");

    public static AwsResponse Handle(AccountCall call)
    {
        if (call.Request.Header("x-amz-account-id") != call.Account.Id.ToString())
        {
            throw new AwsApiException(403, "AccessDenied", "Access Denied");
        }

        return call.Account.PublicAccess.At(call.Now) is { } block
            ? XmlAnswer.Body(Xml.Element(
                "PublicAccessBlockConfiguration",
                Xml.Truth("BlockPublicAcls", block.BlockPublicAcls), Xml.Truth("IgnorePublicAcls", block.IgnorePublicAcls),
                Xml.Truth("BlockPublicPolicy", block.BlockPublicPolicy), Xml.Truth("RestrictPublicBuckets", block.RestrictPublicBuckets)))
            : throw new AwsApiException(404, "NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found");
    }
}

/// <summary>Inspector: what it scans in the caller's own account.</summary>
static class InspectorApi
{
    public static AwsResponse Handle(AccountCall call)
    {
        var asked = call.Body().TryGetProperty("accountIds", out var ids) ? ids.EnumerateArray().Select(id => id.GetString()!).ToList() : [call.Account.Id.ToString()];
        var region = call.Account.Regions.TryGetValue(call.Region, out var known) ? known.Guardrails.At(call.Now) : new SimulatedGuardrails { Scans = System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty };
        var failure = region.ScansUnknown;
        var accounts = asked.ToLookup(id => failure is null && id == call.Account.Id.ToString());
        var answer = new JsonObject
        {
            ["accounts"] = new JsonArray([.. accounts[true].Select(id => Status(id, region))]),
            ["failedAccounts"] = new JsonArray([.. accounts[false].Select(id => new JsonObject { ["accountId"] = id, ["errorCode"] = failure ?? "ACCESS_DENIED", ["errorMessage"] = "The status of the account is not known." })]),
        };
        return AwsResponse.Of(200, "application/json", JsonSerializer.SerializeToUtf8Bytes(answer));
    }

    static JsonObject Status(string account, SimulatedGuardrails region) => new()
    {
        ["accountId"] = account,
        ["state"] = State(region.Scans.Values.Contains("ENABLED", StringComparer.Ordinal) ? "ENABLED" : "DISABLED"),
        ["resourceState"] = new JsonObject(((string[])["ec2", "ecr", "lambda", "lambdaCode"]).Select(kind => KeyValuePair.Create(kind, (JsonNode?)State(region.Scans.GetValueOrDefault(kind, "DISABLED"))))),
    };

    static JsonObject State(string status) => new() { ["status"] = status, ["errorCode"] = "", ["errorMessage"] = "" };
}

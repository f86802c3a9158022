using System.Globalization;
using System.Text.Json.Nodes;
using GovCloud.LocalCloud.Gateway;

namespace GovCloud.LocalCloud.Accounts;

/// <summary>AWS Account Management: alternate contacts, reading only.</summary>
static class AccountApi
{
    public static string? OperationOf(AwsRequest request) => request is { Method: "POST", RawPath: "/getAlternateContact" } ? "GetAlternateContact" : null;

    /// <summary>Answers a call; none where the operation is not simulated.</summary>
    /// <exception cref="AwsApiException">There is no such contact.</exception>
    public static JsonObject? Handle(AccountCall call)
    {
        var body = call.Body();
        var account = body.Text("AccountId") is { } other && other != call.Account.Id.ToString()
            ? call.Account.Id.ToString() == call.Accounts.Organization?.DelegatedAccount ? call.Accounts.Find(other) : throw new AwsApiException(403, "AccessDeniedException", "User isn't authorized.")
            : call.Account;
        var kind = body.Text("AlternateContactType")!;
        return account?.Identity.At(call.Now).Contacts.TryGetValue(kind, out var mail) == true
            ? new JsonObject
            {
                ["AlternateContact"] = new JsonObject { ["AlternateContactType"] = kind, ["EmailAddress"] = mail, ["Name"] = "窓口", ["PhoneNumber"] = "03-0000-0000", ["Title"] = "運用" },
            }
            : throw new AwsApiException(404, "ResourceNotFoundException", "No contact of the inputted alternate contact type found.");
    }
}

/// <summary>IAM Access Analyzer, reading only: one analyzer for access from outside, one for access that nobody uses.</summary>
static class AnalyzerApi
{
    public static string? OperationOf(AwsRequest request) => request switch
    {
        { Method: "GET", RawPath: "/analyzer" } => "ListAnalyzers",
        { Method: "POST", RawPath: "/findingv2" } => "ListFindingsV2",
        _ => null,
    };

    public static JsonObject? Handle(AccountCall call)
    {
        if (call.Operation == "ListAnalyzers")
        {
            string[] types = ["ACCOUNT", "ACCOUNT_UNUSED_ACCESS"];
            return call.Page("analyzers", "nextToken", call.Request.Query["nextToken"], call.Asked, types, type => type, type => new JsonObject
            {
                ["arn"] = ArnOf(call, type),
                ["name"] = type.ToLowerInvariant(),
                ["type"] = type,
                ["createdAt"] = "2025-04-01T00:00:00Z",
                ["status"] = "ACTIVE",
            });
        }

        var body = call.Body();
        var external = body.Text("analyzerArn") == ArnOf(call, "ACCOUNT");
        var open = call.Account.Identity.At(call.Now).Findings.Where(finding => finding.IsExternal == external && finding.At <= call.Now);
        return call.Page("findings", "nextToken", body.Text("nextToken"), body.Number("maxResults"), open, finding => finding.Id, finding => Finding(call, finding), external ? "external" : "unused");
    }

    static string ArnOf(AccountCall call, string type) => $"arn:aws:access-analyzer:{call.Region}:{call.Account.Id}:analyzer/{type.ToLowerInvariant()}";

    static JsonObject Finding(AccountCall call, SimulatedAnalyzerFinding finding)
    {
        var at = (finding.At + call.Ahead).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return new JsonObject
        {
            ["id"] = finding.Id,
            ["findingType"] = finding.Type,
            ["resource"] = finding.Resource,
            ["resourceType"] = finding.ResourceType,
            ["resourceOwnerAccount"] = call.Account.Id.ToString(),
            ["status"] = "ACTIVE",
            ["createdAt"] = at,
            ["analyzedAt"] = at,
            ["updatedAt"] = at,
        };
    }
}

/// <summary>IAM Identity Center: permission sets and assignments, for the delegated account.</summary>
static class IdentityCenterApi
{
    const string Instance = "arn:aws:sso:::instance/ssoins-0123456789abcdef";

    /// <summary>Answers a call; none where the operation is not simulated.</summary>
    /// <exception cref="AwsApiException">The caller may not ask, or there is no such thing.</exception>
    public static JsonObject? Handle(AccountCall call)
    {
        var body = call.Body();
        var mayAsk = call.Account.Id.ToString() == call.Accounts.Organization?.DelegatedAccount;
        if (call.Operation == "ListInstances")
        {
            string[] instances = mayAsk ? [Instance] : [];
            return Page(call, "Instances", instances, one => one, one => new JsonObject { ["InstanceArn"] = one, ["Status"] = "ACTIVE" });
        }

        if (!mayAsk)
        {
            throw new AwsApiException(403, "AccessDeniedException", "User is not authorized to perform this action.");
        }

        var wanted = body.Text("PermissionSetArn");
        return call.Operation switch
        {
            "ListPermissionSets" => Page(call, "PermissionSets", All(call).Select(one => ArnOf(one.Assignment.PermissionSet)).Distinct(StringComparer.Ordinal), arn => arn, arn => arn),
            "DescribePermissionSet" => new JsonObject { ["PermissionSet"] = new JsonObject { ["Name"] = NameOf(call, wanted), ["PermissionSetArn"] = wanted } },
            "ListAccountsForProvisionedPermissionSet" => Page(
                call, "AccountIds", Of(call, wanted).Where(one => one.Assignment.Behind || body.Text("ProvisioningStatus") is null).Select(one => one.Account).Distinct(StringComparer.Ordinal), id => id, id => id, $"{wanted}{body.Text("ProvisioningStatus")}"),
            "ListAccountAssignments" => Page(
                call, "AccountAssignments", Of(call, wanted).Where(one => one.Account == body.Text("AccountId")), one => one.Assignment.PrincipalId, one => new JsonObject
                {
                    ["AccountId"] = one.Account,
                    ["PermissionSetArn"] = wanted,
                    ["PrincipalType"] = one.Assignment.OfGroup ? "GROUP" : "USER",
                    ["PrincipalId"] = one.Assignment.PrincipalId,
                },
                $"{wanted}{body.Text("AccountId")}"),
            _ => null,
        };
    }

    static JsonObject Page<T>(AccountCall call, string member, IEnumerable<T> items, Func<T, string> key, Func<T, JsonNode?> write, string list = "") =>
        call.Page(member, "NextToken", call.Body().Text("NextToken"), call.Body().Number("MaxResults"), items, key, write, list);

    static IEnumerable<(string Account, SimulatedAssignment Assignment)> All(AccountCall call) =>
        call.Accounts.Ids.SelectMany(id => call.Accounts.Find(id)!.Listing.At(call.Now)?.Assignments ?? [], (id, assignment) => (id, assignment));

    static IEnumerable<(string Account, SimulatedAssignment Assignment)> Of(AccountCall call, string? arn) => All(call).Where(one => ArnOf(one.Assignment.PermissionSet) == arn);

    static string NameOf(AccountCall call, string? arn) =>
        Of(call, arn).Select(one => one.Assignment.PermissionSet).FirstOrDefault() ?? throw AwsApiException.Invalid("ResourceNotFoundException", "The permission set was not found.");

    static string ArnOf(string permissionSet) => $"arn:aws:sso:::permissionSet/ssoins-0123456789abcdef/ps-{new Draws(0, permissionSet).Hex(16)}";
}

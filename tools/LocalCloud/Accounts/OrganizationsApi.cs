using System.Text.Json.Nodes;
using GovCloud.LocalCloud.Gateway;

namespace GovCloud.LocalCloud.Accounts;

/// <summary>AWS Organizations, reading only: for the management account and the delegated one; the organization itself for every member.</summary>
static class OrganizationsApi
{
    const int LargestPage = 20;

    /// <summary>Answers; none where it is not simulated.</summary>
    /// <exception cref="AwsApiException">The caller may not ask, or there is no such thing.</exception>
    public static JsonObject? Handle(AccountCall call)
    {
        var organization = call.Accounts.Organization ?? throw AwsApiException.Invalid("AWSOrganizationsNotInUseException", "Your account is not a member of an organization.");
        if (call.Operation == "DescribeOrganization")
        {
            return new JsonObject
            {
                ["Organization"] = new JsonObject
                {
                    ["Id"] = organization.Id,
                    ["Arn"] = $"arn:aws:organizations::{organization.ManagementAccount}:organization/{organization.Id}",
                    ["FeatureSet"] = "ALL",
                    ["MasterAccountId"] = organization.ManagementAccount,
                },
            };
        }

        if (call.Account.Id.ToString() is var caller && caller != organization.ManagementAccount && caller != organization.DelegatedAccount)
        {
            throw AwsApiException.Invalid("AccessDeniedException", "You don't have permissions to access this resource.");
        }

        return call.Operation switch
        {
            "ListAccounts" => Page(call, "Accounts", call.Accounts.Ids.Select(id => call.Accounts.Find(id)!).Where(account => account.Listing.At(call.Now) is not null), account => account.Id.ToString(), account => Account(call, organization, account)),
            "ListRoots" => Page(call, "Roots", [organization], one => one.Id, Root),
            "ListTagsForResource" => Page(call, "Tags", ListingOf(call).Tags, tag => tag.Key, tag => new JsonObject { ["Key"] = tag.Key, ["Value"] = tag.Value }, call.Body().Text("ResourceId")!),
            "ListPolicies" => Page(call, "Policies", organization.Policies.Where(policy => policy.Type == call.Body().Text("Filter")), policy => policy.Id, Summary, call.Body().Text("Filter")!),
            "DescribePolicy" => new JsonObject { ["Policy"] = new JsonObject { ["PolicySummary"] = Summary(PolicyOf(call, organization)), ["Content"] = PolicyOf(call, organization).Content } },
            "ListTargetsForPolicy" => Page(call, "Targets", PolicyOf(call, organization).Targets, target => target.Id, target => new JsonObject { ["TargetId"] = target.Id, ["Name"] = target.Name, ["Type"] = target.Type }, call.Body().Text("PolicyId")!),
            _ => null,
        };
    }

    static JsonObject Page<T>(AccountCall call, string member, IEnumerable<T> items, Func<T, string> key, Func<T, JsonNode?> write, string list = "") =>
        call.Page(member, "NextToken", call.Body().Text("NextToken"), LargestPage, items, key, write, list);

    static JsonObject Account(AccountCall call, SimulatedOrganization organization, SimulatedAccount account)
    {
        var listing = account.Listing.At(call.Now)!;
        return new JsonObject
        {
            ["Id"] = account.Id.ToString(),
            ["Arn"] = $"arn:aws:organizations::{organization.ManagementAccount}:account/{organization.Id}/{account.Id}",
            ["Email"] = listing.Mail,
            ["Name"] = listing.Name,
            ["Status"] = listing.Status,
            ["JoinedMethod"] = "CREATED",
            ["JoinedTimestamp"] = call.Seconds(new DateTimeOffset(2025, 4, 1, 0, 0, 0, TimeSpan.Zero)),
        };
    }

    static JsonObject Root(SimulatedOrganization organization) => new()
    {
        ["Id"] = "r-" + organization.Id[2..6],
        ["Name"] = "Root",
        ["PolicyTypes"] = new JsonArray([.. organization.Policies.Select(policy => policy.Type).Distinct(StringComparer.Ordinal).Select(type => new JsonObject { ["Type"] = type, ["Status"] = "ENABLED" })]),
    };

    static SimulatedListing ListingOf(AccountCall call) =>
        call.Accounts.Find(call.Body().Text("ResourceId")!)?.Listing.At(call.Now) ?? throw AwsApiException.Invalid("TargetNotFoundException", "We can't find the specified target.");

    static SimulatedPolicy PolicyOf(AccountCall call, SimulatedOrganization organization) =>
        organization.Policies.FirstOrDefault(policy => policy.Id == call.Body().Text("PolicyId")) ?? throw AwsApiException.Invalid("PolicyNotFoundException", "We can't find the specified policy.");

    static JsonObject Summary(SimulatedPolicy policy) => new() { ["Id"] = policy.Id, ["Name"] = policy.Name, ["Type"] = policy.Type, ["AwsManaged"] = policy.AwsManaged };
}

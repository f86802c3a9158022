using System.Xml.Linq;
using Microsoft.Extensions.Primitives;
using static GovCloud.LocalCloud.Accounts.IamApi;

namespace GovCloud.LocalCloud.Accounts;

/// <summary>Users, groups and roles as <c>GetAccountAuthorizationDetails</c> pages through them: one list after the other.</summary>
static class AuthorizationDetails
{
    public static XElement[] Page(AccountCall call, SimulatedIdentity iam, Dictionary<string, StringValues> form)
    {
        var all = iam.Users.Select(user => (Key: "1" + user.Name, List: "UserDetailList", Write: (Func<XElement>)(() => User(call, user))))
            .Concat(iam.Groups.Select(group => (Key: "2" + group.Name, List: "GroupDetailList", Write: (Func<XElement>)(() => Group(call, group)))))
            .Concat(iam.Roles.Select(role => (Key: "3" + role.Name, List: "RoleDetailList", Write: (Func<XElement>)(() => Role(call, role)))));
        var (page, end) = IamApi.Page(call, form, all, one => one.Key);
        string[] lists = ["UserDetailList", "GroupDetailList", "RoleDetailList"];
        return [.. lists.Select(list => Element(list, page.Where(one => one.List == list).Select(one => one.Write()))), Element("Policies"), .. end];
    }

    /// <summary>ARN of a role.</summary>
    public static string ArnOf(AccountCall call, SimulatedRole role) => $"arn:aws:iam::{call.Account.Id}:role{role.Path}{role.Name}";

    static XElement User(AccountCall call, SimulatedUser user) => Element(
        "member",
        Text("Path", "/"), Text("UserName", user.Name), Text("UserId", IdOf("AIDA", user.Name)), Text("Arn", $"arn:aws:iam::{call.Account.Id}:user/{user.Name}"), Date(call, "CreateDate", user.Created),
        Element("GroupList", user.Groups.Select(group => Text("member", group))), Element("AttachedManagedPolicies", user.Policies.Select(Attached)));

    static XElement Group(AccountCall call, SimulatedGroup group) => Element(
        "member",
        Text("Path", "/"), Text("GroupName", group.Name), Text("GroupId", IdOf("AGPA", group.Name)), Text("Arn", $"arn:aws:iam::{call.Account.Id}:group/{group.Name}"),
        Element("GroupPolicyList"), Element("AttachedManagedPolicies", group.Policies.Select(Attached)));

    static XElement Role(AccountCall call, SimulatedRole role) => Element(
        "member",
        Text("Path", role.Path), Text("RoleName", role.Name), Text("RoleId", IdOf("AROA", role.Name)), Text("Arn", ArnOf(call, role)), Date(call, "CreateDate", role.Created),
        // IAM hands documents out percent-encoded.
        Text("AssumeRolePolicyDocument", Uri.EscapeDataString(role.Trust)),
        Element("InstanceProfileList"), Element("RolePolicyList"), Element("AttachedManagedPolicies"),
        Element("RoleLastUsed", Date(call, "LastUsedDate", role.LastUsed(call.Now)), role.LastUsed(call.Now) is null ? null : Text("Region", "ap-northeast-1")));

    static XElement Attached(string arn) => Element("member", Text("PolicyName", arn.Split('/')[^1]), Text("PolicyArn", arn));

    static string IdOf(string prefix, string name) => prefix + new Draws(0, name).Hex(16).ToUpperInvariant();
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Xml.Linq;
using GovCloud.LocalCloud.Gateway;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace GovCloud.LocalCloud.Accounts;

/// <summary>IAM, reading only. Reports are written while nobody looks: the first question begins one, and later ones find it done.</summary>
sealed class IamApi
{
    static readonly XNamespace Space = "https://iam.amazonaws.com/doc/2010-05-08/";

    // IAM keeps a credential report for four hours.
    static readonly TimeSpan ReportKept = TimeSpan.FromHours(4);

    readonly ConcurrentDictionary<string, Report> reports = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, (string Arn, int Asked)> jobs = new(StringComparer.Ordinal);

    /// <summary>Answers; none where it is not simulated.</summary>
    /// <exception cref="AwsApiException">There is no such thing, or not yet.</exception>
    public AwsResponse? Handle(AccountCall call, bool neverReady)
    {
        var form = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(call.Request.Body));
        var iam = call.Account.Identity.At(call.Now);
        var answer = call.Operation switch
        {
            "GenerateCredentialReport" => [Text("State", Generate(call, neverReady))],
            "GetCredentialReport" => ReadReport(call, iam),
            "GetAccountSummary" => [Summary(iam)],
            "GetAccountPasswordPolicy" => [PasswordPolicy(iam)],
            "GetAccountAuthorizationDetails" => AuthorizationDetails.Page(call, iam, form),
            "ListAccessKeys" => Keys(call, iam, form),
            "ListServiceSpecificCredentials" => ServiceCredentials(call, iam, form),
            "GenerateServiceLastAccessedDetails" => [Text("JobId", Begin(call, form.GetValueOrDefault("Arn").ToString()))],
            "GetServiceLastAccessedDetails" => LastAccessed(call, iam, form, neverReady),
            _ => (XElement[]?)null,
        };
        return answer is null ? null : AccountServices.Xml(Space, call.Operation, answer);
    }

    internal static XElement Text(string name, string? value) => new(Space + name, value);

    internal static XElement Element(string name, params IEnumerable<XElement?> members) => new(Space + name, members.OfType<XElement>());

    internal static XElement? Date(AccountCall call, string name, DateTimeOffset? instant) =>
        instant is { } known ? Text(name, (known + call.Ahead).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)) : null;

    /// <summary>A page of a list as IAM writes it: the list, whether there is more, and where it goes on.</summary>
    internal static (IReadOnlyList<T> Items, XElement[] End) Page<T>(AccountCall call, Dictionary<string, StringValues> form, IEnumerable<T> items, Func<T, string> key, string list = "")
    {
        var asked = int.TryParse(form.GetValueOrDefault("MaxItems"), NumberStyles.None, CultureInfo.InvariantCulture, out var most) ? most : (int?)null;
        var (page, next) = call.Cut(list, items, key, form.GetValueOrDefault("Marker"), asked);
        return (page, next is null ? [Text("IsTruncated", "false")] : [Text("IsTruncated", "true"), Text("Marker", next)]);
    }

    string Generate(AccountCall call, bool neverReady)
    {
        var report = reports.AddOrUpdate(
            call.Account.Id.ToString(), _ => new Report(call.Now, 1), (_, known) => known.At + ReportKept <= call.Now ? new Report(call.Now, 1) : known with { Asked = known.Asked + 1 });
        return report.Asked == 1 ? "STARTED" : neverReady ? "INPROGRESS" : "COMPLETE";
    }

    XElement[] ReadReport(AccountCall call, SimulatedIdentity iam)
    {
        var report = reports.GetValueOrDefault(call.Account.Id.ToString()) ?? throw new AwsApiException(410, "ReportNotPresent", "No report is present.");
        return report.At + ReportKept <= call.Now ? throw new AwsApiException(410, "ReportExpired", "The report has expired.")
            : report.Asked < 2 ? throw new AwsApiException(404, "ReportInProgress", "The report is being generated.")
            : [Text("Content", Convert.ToBase64String(Encoding.UTF8.GetBytes(CredentialReportText.Of(call, iam)))), Text("ReportFormat", "text/csv"), Date(call, "GeneratedTime", report.At)!];
    }

    static XElement Summary(SimulatedIdentity iam)
    {
        (string Key, int Value)[] entries =
        [
            ("AccountMFAEnabled", iam.Root.HasMfa ? 1 : 0), ("AccountAccessKeysPresent", iam.Root.HasAccessKey ? 1 : 0), ("AccountSigningCertificatesPresent", 0), ("AccountPasswordPresent", 1),
            ("Users", iam.Users.Length), ("Groups", iam.Groups.Length), ("Roles", iam.Roles.Length),
        ];
        return Element("SummaryMap", entries.Select(entry => Element("entry", Text("key", entry.Key), Text("value", entry.Value.ToString(CultureInfo.InvariantCulture)))));
    }

    static XElement PasswordPolicy(SimulatedIdentity iam) => iam.PasswordPolicy is { } policy
        ? Element(
            "PasswordPolicy",
            Text("MinimumPasswordLength", policy.MinimumLength.ToString(CultureInfo.InvariantCulture)), Text("RequireSymbols", Truth(policy.Mixed)), Text("RequireNumbers", Truth(policy.Mixed)),
            Text("RequireUppercaseCharacters", Truth(policy.Mixed)), Text("RequireLowercaseCharacters", Truth(policy.Mixed)), Text("AllowUsersToChangePassword", "true"), Text("ExpirePasswords", "false"),
            policy.Remembered == 0 ? null : Text("PasswordReusePrevention", policy.Remembered.ToString(CultureInfo.InvariantCulture)))
        : throw new AwsApiException(404, "NoSuchEntity", "The Password Policy cannot be found.");

    static string Truth(bool value) => value ? "true" : "false";

    static XElement[] Keys(AccountCall call, SimulatedIdentity iam, Dictionary<string, StringValues> form)
    {
        var name = form.GetValueOrDefault("UserName").ToString();
        var user = iam.Users.FirstOrDefault(one => one.Name == name) ?? throw new AwsApiException(404, "NoSuchEntity", $"The user with name {name} cannot be found.");
        var (page, end) = Page(call, form, user.Keys, key => key.Id, name);
        return
        [
            Element("AccessKeyMetadata", page.Select(key => Element(
                "member", Text("UserName", name), Text("AccessKeyId", key.Id), Text("Status", key.Active ? "Active" : "Inactive"), Date(call, "CreateDate", key.Created)))),
            .. end,
        ];
    }

    static XElement[] ServiceCredentials(AccountCall call, SimulatedIdentity iam, Dictionary<string, StringValues> form)
    {
        var (page, end) = Page(call, form, iam.Users.SelectMany(user => user.ServiceCredentials, (user, credential) => (User: user, Credential: credential)), one => one.Credential.Id);
        return
        [
            Element("ServiceSpecificCredentials", page.Select(one => Element(
                "member", Text("UserName", one.User.Name), Text("Status", one.Credential.Active ? "Active" : "Inactive"), Text("ServiceUserName", $"{one.User.Name}-at-{call.Account.Id}"),
                Date(call, "CreateDate", one.Credential.Created), Text("ServiceSpecificCredentialId", one.Credential.Id), Text("ServiceName", "codecommit.amazonaws.com")))),
            .. end,
        ];
    }

    string Begin(AccountCall call, string arn)
    {
        var id = new Draws(call.Accounts.Seed, $"{arn}/{call.Now:O}").Id();
        jobs[id] = (arn, 0);
        return id;
    }

    XElement[] LastAccessed(AccountCall call, SimulatedIdentity iam, Dictionary<string, StringValues> form, bool neverReady)
    {
        var id = form.GetValueOrDefault("JobId").ToString();
        if (!jobs.TryGetValue(id, out var job))
        {
            throw new AwsApiException(404, "NoSuchEntity", $"Job {id} cannot be found.");
        }

        jobs[id] = job with { Asked = job.Asked + 1 };
        if (neverReady || job.Asked == 0)
        {
            return [Text("JobStatus", "IN_PROGRESS"), Date(call, "JobCreationDate", call.Now)!, Element("ServicesLastAccessed")];
        }

        var role = iam.Roles.FirstOrDefault(one => AuthorizationDetails.ArnOf(call, one) == job.Arn);
        var used = role?.Services.Select(service => (service.Key, Used: role.UsedDaily ? role.LastUsed(call.Now) : service.Value)) ?? [];
        var (page, end) = Page(call, form, used, one => one.Key, job.Arn);
        return
        [
            Text("JobStatus", "COMPLETED"), Date(call, "JobCreationDate", call.Now)!, Date(call, "JobCompletionDate", call.Now)!,
            Element("ServicesLastAccessed", page.Select(one => Element(
                "member", Text("ServiceName", one.Key), Date(call, "LastAuthenticated", one.Used), Text("ServiceNamespace", one.Key), Text("TotalAuthenticatedEntities", one.Used is null ? "0" : "1")))),
            .. end,
        ];
    }

    sealed record Report(DateTimeOffset At, int Asked);
}

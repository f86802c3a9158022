using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using GovCloud.LocalCloud.Faults;
using GovCloud.LocalCloud.Gateway;
using Microsoft.AspNetCore.WebUtilities;

namespace GovCloud.LocalCloud.Accounts;

/// <summary>The services that audits read, for every simulated account: who has assumed a role in an account is that account from then on.</summary>
sealed class AccountServices(SimulatedAccounts accounts, Callers callers)
{
    static readonly XNamespace Sts = "https://sts.amazonaws.com/doc/2011-06-15/";
    readonly IamApi iam = new();
    readonly GuardrailApis guardrails = new();
    readonly Pager pager = new(accounts.Seed, accounts.LargestPage);

    /// <summary>Answers; none where the call is not of a simulated account or service.</summary>
    /// <exception cref="AwsApiException">AWS would refuse it.</exception>
    public AwsResponse? Handle(AwsRequest request)
    {
        if (request.Service == "sts" && QueryApis.Action(request) == "AssumeRole")
        {
            return AssumeRole(request);
        }

        if (accounts.Find(request.Caller!.Account) is not { } account || OperationOf(request) is not { } operation)
        {
            return null;
        }

        Refuse(account, request, operation);
        var now = accounts.Clock.GetUtcNow();
        var call = new AccountCall
        {
            Accounts = accounts,
            Account = account,
            Operation = operation,
            Region = request.Region,
            Now = Pager.IsLater(request.Query["nextToken"]) && Fault(account, CallFaultKind.SlowPages, request, operation) is { } slow ? now + slow.By : now,
            Request = request,
            Pager = pager,
            Ahead = Fault(account, CallFaultKind.ClockAhead, request, operation)?.By ?? TimeSpan.Zero,
        };
        if (request.Service == "iam")
        {
            return iam.Handle(call, Fault(account, CallFaultKind.NeverReady, request, operation) is not null);
        }

        if (guardrails.Handle(call) is { } guarded)
        {
            return guarded;
        }

        var answer = request.Service switch
        {
            "backup" => BackupApi.Handle(call),
            "config" => ConfigApi.Handle(call),
            "cloudtrail" => TrailApi.Handle(call),
            "organizations" => OrganizationsApi.Handle(call),
            "account" => AccountApi.Handle(call),
            "access-analyzer" => AnalyzerApi.Handle(call),
            "sso" => IdentityCenterApi.Handle(call),
            _ => null,
        };
        return answer is null ? null : Json(request, answer);
    }

    /// <summary>What of an answer arrives.</summary>
    public AwsResponse Disturb(AwsRequest request, AwsResponse response) =>
        accounts.Find(request.Caller!.Account) is { } account && OperationOf(request) is { } operation && Fault(account, CallFaultKind.Torn, request, operation) is not null
            ? response with { Body = response.Body[..(response.Body.Length / 2)] }
            : response;

    /// <summary>Name of the operation; none where it is of no service here.</summary>
    public static string? OperationOf(AwsRequest request) => request.Service switch
    {
        "backup" => BackupApi.OperationOf(request),
        "account" => AccountApi.OperationOf(request),
        "access-analyzer" => AnalyzerApi.OperationOf(request),
        "config" or "cloudtrail" or "iam" or "organizations" or "sso" => OperationNames.Of(request),
        _ => GuardrailApis.OperationOf(request),
    };

    static bool IsQuery(AwsRequest request) => request.Service is "sts" or "iam";

    void Refuse(SimulatedAccount account, AwsRequest request, string operation)
    {
        if (Fault(account, CallFaultKind.Throttled, request, operation) is not null)
        {
            throw FaultErrors.Of(request.Service, new FaultEffect.Throttled());
        }

        if (Fault(account, CallFaultKind.Denied, request, operation) is not null)
        {
            throw FaultErrors.Of(request.Service, new FaultEffect.Denied());
        }
    }

    CallFault? Fault(SimulatedAccount account, CallFaultKind kind, AwsRequest request, string operation) =>
        account.Faults.IsEmpty ? null : accounts.Fault(account, kind, request.Service, operation, request.Region, accounts.Clock.GetUtcNow());

    AwsResponse AssumeRole(AwsRequest request)
    {
        var form = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(request.Body));
        var (arn, session) = (Arn.Parse(form.GetValueOrDefault("RoleArn").ToString()), form.GetValueOrDefault("RoleSessionName").ToString());
        var role = arn.Name;
        if (accounts.Find(arn.Account) is not { } account || !account.ReaderRoles.Contains(role, StringComparer.Ordinal))
        {
            throw Denied(request, $"User: {request.Caller!.AccessKeyId} is not authorized to perform: sts:AssumeRole on resource: {arn}");
        }

        Refuse(account, request, "AssumeRole");
        var opened = new RoleSession(arn, session);
        var caller = callers.Assume(opened);
        var credentials = new XElement(
            Sts + "Credentials",
            new XElement(Sts + "AccessKeyId", caller.AccessKeyId),
            new XElement(Sts + "SecretAccessKey", caller.Secret),
            new XElement(Sts + "SessionToken", "local-session"),
            // Sessions live by the clock of signatures, which is the real one.
            new XElement(Sts + "Expiration", TimeProvider.System.GetUtcNow().AddMinutes(15).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)));
        var user = new XElement(Sts + "AssumedRoleUser", new XElement(Sts + "AssumedRoleId", $"AROALOCAL:{session}"), new XElement(Sts + "Arn", opened.Arn));
        return Xml(Sts, "AssumeRole", credentials, user);
    }

    internal static AwsResponse Xml(XNamespace space, string operation, params XElement[] result) => AwsResponse.Of(200, "text/xml", Encoding.UTF8.GetBytes(
        new XElement(space + (operation + "Response"), new XElement(space + (operation + "Result"), result), new XElement(space + "ResponseMetadata", new XElement(space + "RequestId", "local"))).ToString(SaveOptions.DisableFormatting)));

    static AwsApiException Denied(AwsRequest request, string message) => new(403, IsQuery(request) ? "AccessDenied" : "AccessDeniedException", message);

    static AwsResponse Json(AwsRequest request, JsonObject answer) =>
        AwsResponse.Of(200, request.Header("Content-Type") is { Length: > 0 } type ? type : "application/json", JsonSerializer.SerializeToUtf8Bytes(answer));
}

using System.Text;
using System.Xml.Linq;
using GovCloud.LocalCloud.Capture;
using Microsoft.AspNetCore.WebUtilities;

namespace GovCloud.LocalCloud.Gateway;

/// <summary>The services of the older query protocol: SNS <c>Publish</c> and STS <c>GetCallerIdentity</c>.</summary>
sealed class QueryApis(Captures captures)
{
    static readonly XNamespace Sns = "http://sns.amazonaws.com/doc/2010-03-31/";
    static readonly XNamespace Sts = "https://sts.amazonaws.com/doc/2011-06-15/";

    public static string Action(AwsRequest request) => QueryHelpers.ParseQuery(Encoding.UTF8.GetString(request.Body)).GetValueOrDefault("Action").ToString();

    public AwsResponse? Handle(AwsRequest request)
    {
        var form = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(request.Body));
        switch (request.Service, form.GetValueOrDefault("Action").ToString())
        {
            case ("sns", "Publish"):
                captures.Publications.Add(new(form.GetValueOrDefault("TopicArn").ToString(), form.TryGetValue("Subject", out var subject) ? subject.ToString() : null, form.GetValueOrDefault("Message").ToString()));
                return Answer(Sns, "Publish", new XElement(Sns + "MessageId", $"publication-{captures.Publications.All.Count:D6}"));
            case ("sts", "GetCallerIdentity"):
                var caller = request.Caller!;
                return Answer(Sts, "GetCallerIdentity", new XElement(Sts + "Account", caller.Account), new XElement(Sts + "UserId", caller.AccessKeyId), new XElement(Sts + "Arn", caller.FunctionArn ?? caller.Session?.Arn ?? $"arn:aws:iam::{caller.Account}:user/local"));
            default:
                return null;
        }
    }

    public static AwsResponse Error(AwsApiException refused) => AwsResponse.Of(refused.Status, "text/xml", Encoding.UTF8.GetBytes(
        new XElement("ErrorResponse", new XElement("Error", new XElement("Type", "Sender"), new XElement("Code", refused.Code), new XElement("Message", refused.Message)), new XElement("RequestId", "local")).ToString(SaveOptions.DisableFormatting)));

    /// <summary>An error in the form of EC2.</summary>
    public static AwsResponse Ec2Error(AwsApiException refused) => AwsResponse.Of(refused.Status, "text/xml", Encoding.UTF8.GetBytes(
        new XElement("Response", new XElement("Errors", new XElement("Error", new XElement("Code", refused.Code), new XElement("Message", refused.Message))), new XElement("RequestID", "local")).ToString(SaveOptions.DisableFormatting)));

    static AwsResponse Answer(XNamespace space, string action, params object[] result) => AwsResponse.Of(200, "text/xml", Encoding.UTF8.GetBytes(
        new XElement(space + (action + "Response"), new XElement(space + (action + "Result"), result), new XElement(space + "ResponseMetadata", new XElement(space + "RequestId", "local"))).ToString(SaveOptions.DisableFormatting)));
}

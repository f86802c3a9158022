using System.Globalization;
using System.Text;
using System.Xml.Linq;
using GovCloud.LocalCloud.Gateway;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace GovCloud.LocalCloud.Accounts;

/// <summary>Writes the answers of a service in XML.</summary>
sealed class XmlAnswer(XNamespace space)
{
    /// <summary>An element with a text; none where there is no text.</summary>
    public XElement? Text(string name, string? value) => value is null ? null : new XElement(space + name, value);

    /// <summary>An element with a truth value.</summary>
    public XElement Truth(string name, bool value) => new(space + name, value ? "true" : "false");

    /// <summary>An element with an instant; none where there is none.</summary>
    public XElement? Date(AccountCall call, string name, DateTimeOffset? instant) =>
        Text(name, (instant + call.Ahead)?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

    /// <summary>An element with others.</summary>
    public XElement Element(string name, params IEnumerable<XElement?> members) => new(space + name, members.OfType<XElement>());

    /// <summary>The answer of the query protocol.</summary>
    public AwsResponse Query(string operation, params IEnumerable<XElement?> result) => AccountServices.Xml(space, operation, [.. result.OfType<XElement>()]);

    /// <summary>The answer of EC2's protocol: nothing around the members.</summary>
    public AwsResponse Ec2(string operation, params IEnumerable<XElement?> members) => Body(Element(operation + "Response", [Text("requestId", "local"), .. members]));

    /// <summary>The answer of REST-XML.</summary>
    public static AwsResponse Body(XElement root) => AwsResponse.Of(200, "text/xml", Encoding.UTF8.GetBytes(root.ToString(SaveOptions.DisableFormatting)));

    /// <summary>The form of a request.</summary>
    public static Dictionary<string, StringValues> Form(AccountCall call) => QueryHelpers.ParseQuery(Encoding.UTF8.GetString(call.Request.Body));

    /// <summary>A number of the form; none where it is not given.</summary>
    public static int? Number(Dictionary<string, StringValues> form, string name) => int.TryParse(form.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

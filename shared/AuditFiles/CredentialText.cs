using System.Text;

namespace GovCloud.AuditFiles;

/// <summary>The table of a credential report as the API hands it out: in base64, which some tools have undone already.</summary>
static class CredentialText
{
    public static string Decode(string content)
    {
        if (content.StartsWith("user,", StringComparison.Ordinal))
        {
            return content;
        }

        var bytes = new byte[content.Length];
        return Convert.TryFromBase64String(content, bytes, out var written) ? Encoding.UTF8.GetString(bytes, 0, written) : content;
    }
}

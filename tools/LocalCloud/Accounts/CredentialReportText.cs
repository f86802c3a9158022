using System.Globalization;
using System.Text;

namespace GovCloud.LocalCloud.Accounts;

/// <summary>The credential report as IAM writes it.</summary>
static class CredentialReportText
{
    const string Heading =
        "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,"
        + "access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,"
        + "access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,"
        + "cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated";

    public static string Of(AccountCall call, SimulatedIdentity iam)
    {
        var text = new StringBuilder(Heading);
        var root = iam.Root;
        Line(
            text, "<root_account>", $"arn:aws:iam::{call.Account.Id}:root", "2025-04-01T00:00:00+00:00", "not_supported", root.LastUsed <= call.Now ? Date(call, root.LastUsed) : "no_information", "not_supported", "not_supported",
            Truth(root.HasMfa), Truth(root.HasAccessKey), "N/A", "N/A", "N/A", "N/A", "false", "N/A", "N/A", "N/A", "N/A", "false", "N/A", "false", "N/A");
        foreach (var user in iam.Users)
        {
            Line(
                text,
                [
                    user.Name, $"arn:aws:iam::{call.Account.Id}:user/{user.Name}", Date(call, user.Created),
                    Truth(user.PasswordSet is not null), user.PasswordSet is null ? "N/A" : user.PasswordUsed is null ? "no_information" : Date(call, user.PasswordUsed), Date(call, user.PasswordSet), "N/A", Truth(user.HasMfa),
                    .. Key(call, user.Keys.ElementAtOrDefault(0)), .. Key(call, user.Keys.ElementAtOrDefault(1)), "false", "N/A", "false", "N/A",
                ]);
        }

        return text.ToString();
    }

    static string[] Key(AccountCall call, SimulatedKey? key) => key is null
        ? ["false", "N/A", "N/A", "N/A", "N/A"]
        : [Truth(key.Active), Date(call, key.Created), Date(call, key.Used), key.Used is null ? "N/A" : "ap-northeast-1", key.Used is null ? "N/A" : "s3"];

    static void Line(StringBuilder text, params ReadOnlySpan<string> cells) => text.Append('\n').AppendJoin(',', cells!);

    static string Date(AccountCall call, DateTimeOffset? instant) => instant is { } known ? (known + call.Ahead).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss+00:00", CultureInfo.InvariantCulture) : "N/A";

    static string Truth(bool value) => value ? "true" : "false";
}

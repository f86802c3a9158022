using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using GovCloud.Inventory.Attestation;

namespace GovCloud.Cli.Accounts.Attest;

/// <summary>The file of a campaign.</summary>
static class CampaignFile
{
    static readonly JsonSerializerOptions Options = new(AttestationJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, TypeInfoResolver = AttestationJson.Default };

    /// <summary>Reads it. <see langword="null"/> after saying why it cannot be read.</summary>
    public static AttestationCampaign? Read(string path, TextWriter error)
    {
        try
        {
            return (AttestationCampaign?)JsonSerializer.Deserialize(File.ReadAllBytes(path), Options.GetTypeInfo(typeof(AttestationCampaign))) ?? throw new JsonException("it is empty");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            error.WriteLine($"error: '{path}' is no campaign that can be read ({e.Message}).");
            return null;
        }
    }

    /// <summary>Writes it beside its old version first, so that a fault never leaves half a file.</summary>
    public static void Write(string path, AttestationCampaign campaign)
    {
        File.WriteAllText(path + ".new", JsonSerializer.Serialize(campaign, Options.GetTypeInfo(typeof(AttestationCampaign))) + "\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        File.Move(path + ".new", path, overwrite: true);
    }
}

using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace GovCloud.Inventory.Attestation;

/// <summary>A campaign and what was done about it. Every change makes a new one, which is stored only if nobody stored another meanwhile.</summary>
public sealed record CampaignState
{
    static readonly JsonSerializerOptions Options = new(AttestationJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, TypeInfoResolver = AttestationJson.Default };

    /// <summary>The campaign with its answers.</summary>
    public required AttestationCampaign Campaign { get; init; }

    /// <summary>Steps that were carried out, by their names.</summary>
    public ImmutableArray<string> Done { get; init; } = [];

    /// <summary>Files of answers that came.</summary>
    public ImmutableArray<AnswerFile> Files { get; init; } = [];

    /// <summary>When it was closed, in Japan; none while it is open.</summary>
    public DateOnly? ClosedOn { get; init; }

    /// <summary>Removals that were told as not carried out, by number.</summary>
    public ImmutableArray<int> Overdue { get; init; } = [];

    /// <summary>The same with a step carried out.</summary>
    public CampaignState With(CampaignStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return Done.Contains(step.Name, StringComparer.Ordinal) ? this : this with { Done = Done.Add(step.Name) };
    }

    /// <summary>The same with a file of answers; unchanged if it was there.</summary>
    public CampaignState With(AnswerFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return this with { Files = [.. Files.Where(known => known.Digest != file.Digest), file] };
    }

    /// <summary>As it is kept.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Options.GetTypeInfo(typeof(CampaignState)));

    /// <summary>Reads it.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static CampaignState Read(ReadOnlySpan<byte> json) => (CampaignState?)JsonSerializer.Deserialize(json, Options.GetTypeInfo(typeof(CampaignState))) ?? throw new JsonException("The campaign is null.");
}

/// <summary>A file of answers.</summary>
public sealed record AnswerFile
{
    /// <summary>SHA-256 of its bytes: the same file again is the same.</summary>
    public required string Digest { get; init; }

    /// <summary>Its key in the inbox.</summary>
    public required string Key { get; init; }

    /// <summary>When it came, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How many answers were taken.</summary>
    public required int Taken { get; init; }

    /// <summary>Rows that were not, each with its number and reason, in Japanese.</summary>
    public ImmutableArray<string> Problems { get; init; } = [];

    /// <summary>Whether it was kept as evidence and people were told.</summary>
    public bool Kept { get; init; }
}

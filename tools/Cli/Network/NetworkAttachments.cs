using System.Collections.Immutable;
using System.Text.Json;
using GovCloud.Contracts;
using GovCloud.Network;

namespace GovCloud.Cli.Network;

/// <summary>An attachment as AWS describes it.</summary>
/// <param name="Id">tgw-attach-…</param>
/// <param name="Type">vpc, direct-connect-gateway, …</param>
/// <param name="Owner">The account of the VPC or gateway.</param>
/// <param name="Resource">Id of the VPC or gateway.</param>
/// <param name="Node">The tag of our templates; none where somebody else made it, or where AWS does not show another account's tags.</param>
sealed record DescribedAttachment(string Id, string Type, string Owner, string Resource, string? Node);

/// <summary>A parameter of the network account and the attachment id that belongs into it.</summary>
/// <param name="Name">The parameter's name.</param>
/// <param name="Attachment">The attachment of the estate.</param>
/// <param name="Id">Its id in AWS.</param>
sealed record AttachmentParameter(string Name, string Attachment, string Id);

/// <summary>Attachments of the estate matched with those that are there. What cannot be told apart is an error, never a guess: a wrong id would connect the wrong network.</summary>
sealed record NetworkAttachments
{
    /// <summary>What is known.</summary>
    public required ImmutableArray<AttachmentParameter> Parameters { get; init; }

    /// <summary>What is ambiguous or contradicts the estate.</summary>
    public required ImmutableArray<string> Problems { get; init; }

    /// <summary>Attachments of the estate that are not there yet.</summary>
    public required ImmutableArray<string> Missing { get; init; }

    /// <summary>Reads the answer of <c>aws ec2 describe-transit-gateway-attachments</c>. Those that are gone, or of another gateway than the estate's, are left out.</summary>
    /// <exception cref="JsonException">It is not such an answer.</exception>
    public static ImmutableArray<DescribedAttachment> Read(string json, string? transitGateway)
    {
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("TransitGatewayAttachments", out var list) || list.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException("It has no TransitGatewayAttachments.");
        }

        return
        [
            .. list.EnumerateArray()
                .Where(a => Text(a, "State") is not ("deleted" or "deleting" or "failed" or "rejected")
                    && (transitGateway is null || Text(a, "TransitGatewayId") == transitGateway))
                .Select(a => new DescribedAttachment(
                    Text(a, "TransitGatewayAttachmentId"), Text(a, "ResourceType"), Text(a, "ResourceOwnerId"), Text(a, "ResourceId"), Tag(a))),
        ];
    }

    /// <summary>Matches.</summary>
    public static NetworkAttachments Match(NetworkTopology topology, ImmutableArray<DescribedAttachment> described)
    {
        var parameters = ImmutableArray.CreateBuilder<AttachmentParameter>();
        var (problems, missing) = (ImmutableArray.CreateBuilder<string>(), ImmutableArray.CreateBuilder<string>());
        var attachments = topology.Segments.All.SelectMany(s => s.Attachments).OrderBy(a => a.Id, StringComparer.Ordinal).ToList();
        foreach (var attachment in attachments)
        {
            var candidates = Candidates(attachment, attachments, described);
            if (candidates is [var only])
            {
                parameters.Add(new AttachmentParameter(NetworkNames.AttachmentParameter(attachment.Id), attachment.Id, only.Id));
            }
            else if (candidates.IsEmpty)
            {
                missing.Add(attachment.Id);
            }
            else
            {
                problems.Add($"{attachment.Id}: {string.Join(", ", candidates.Select(c => $"{c.Id} ({c.Resource})"))} could each be it. {RemedyFor(attachment)}");
            }
        }

        var claims = parameters.ToLookup(p => p.Id, StringComparer.Ordinal);
        problems.AddRange(claims.Where(g => g.Count() > 1)
            .Select(g => $"{g.Key} would be that of {string.Join(" and ", g.Select(p => p.Attachment))}. Remedy: name the ids of existing VPCs and Direct Connect gateways in the estate."));
        return new NetworkAttachments
        {
            Parameters = [.. parameters.Where(p => claims[p.Id].Count() == 1)],
            Problems = problems.ToImmutable(),
            Missing = missing.ToImmutable(),
        };
    }

    /// <summary>By the id that the estate names, else by the tag, else by being the only one of its account that nothing else claims.</summary>
    static ImmutableArray<DescribedAttachment> Candidates(NetworkAttachment attachment, List<NetworkAttachment> all, ImmutableArray<DescribedAttachment> described)
    {
        if (attachment.Line is { } line)
        {
            var gateways = described.Where(d => d.Type == "direct-connect-gateway");
            return line.GatewayId is { } gateway ? [.. gateways.Where(d => d.Resource == gateway)] : [.. gateways.Where(d => !all.Any(a => a.Line?.GatewayId == d.Resource))];
        }

        var vpc = attachment.Vpc!;
        var own = described.Where(d => d.Type == "vpc" && d.Owner == vpc.Account!.Account.Id.ToString()).ToList();
        if (vpc.Existing?.VpcId is { } id)
        {
            return [.. own.Where(d => d.Resource == id)];
        }

        if (own.Where(d => d.Node == vpc.Id).ToImmutableArray() is { IsEmpty: false } tagged)
        {
            return tagged;
        }

        return [.. own.Where(d => d.Node is null && !all.Any(a => a.Vpc?.Existing?.VpcId == d.Resource))];
    }

    static string RemedyFor(NetworkAttachment attachment) => attachment switch
    {
        { Line: { } line } => $"Remedy: set gatewayId of the line '{line.Id}' in the estate.",
        { Vpc.Existing: { } existing } => $"Remedy: set vpcId of the existing VPC '{existing.Id}' in the estate.",
        _ => $"Remedy: describe the attachments with the account's own credentials, so that the tag {NetworkNames.NodeTag} is shown.",
    };

    static string Text(JsonElement attachment, string name) =>
        attachment.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new JsonException($"An attachment has no {name}.");

    static string? Tag(JsonElement attachment) => !attachment.TryGetProperty("Tags", out var tags) || tags.ValueKind != JsonValueKind.Array
        ? null
        : tags.EnumerateArray().Where(t => Text(t, "Key") == NetworkNames.NodeTag).Select(t => Text(t, "Value")).FirstOrDefault();
}

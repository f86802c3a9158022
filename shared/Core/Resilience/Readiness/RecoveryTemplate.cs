using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GovCloud.Guardrails;

namespace GovCloud.Resilience.Readiness;

/// <summary>The template of a stack that is deployed in the recovery region, as digests: what a drill rehearsed, and what there is now.</summary>
public sealed record RecoveryTemplate
{
    const string Members = "Resources";

    /// <summary>Name of the stack.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 over the digests of its resources; equal templates have equal digests, however they are written.</summary>
    public required string Digest { get; init; }

    /// <summary>Its resources, by logical id.</summary>
    public required ImmutableArray<RecoveryResource> Resources { get; init; }

    /// <summary>Takes a template down.</summary>
    /// <param name="name">Name of the stack.</param>
    /// <param name="template">The synthesised template.</param>
    /// <exception cref="FormatException">It has no resources.</exception>
    public static RecoveryTemplate Of(string name, JsonObject template)
    {
        ArgumentNullException.ThrowIfNull(template);
        var resources = template[Members] as JsonObject ?? throw new FormatException($"{name}: The template has no resources.");
        ImmutableArray<RecoveryResource> taken =
        [
            .. resources.Where(one => one.Value is JsonObject && one.Value["Type"]?.GetValue<string>() != "AWS::CDK::Metadata").OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => Taken(one.Key, one.Value!.AsObject())),
        ];
        var text = string.Concat(taken.Select(one => $"{one.Digest}  {one.LogicalId}\n"));
        return new RecoveryTemplate { Name = name, Resources = taken, Digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))) };
    }

    static RecoveryResource Taken(string id, JsonObject resource)
    {
        // Metadata says where the code of a resource lies and deploys nothing.
        var deployed = new JsonObject(resource.Where(member => member.Key != "Metadata").Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())));
        return new RecoveryResource(id, resource["Type"]?.GetValue<string>() ?? "", TemplateDigest.Of(deployed));
    }

    /// <summary>What differs from an earlier template, a text each, in the order of logical ids: <c>+</c> added, <c>-</c> removed, <c>~</c> changed.</summary>
    public ImmutableArray<string> ChangesSince(RecoveryTemplate earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        var (before, now) = (earlier.Resources.ToDictionary(one => one.LogicalId, StringComparer.Ordinal), Resources.ToDictionary(one => one.LogicalId, StringComparer.Ordinal));
        return
        [
            .. before.Keys.Union(now.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(id => (before.GetValueOrDefault(id), now.GetValueOrDefault(id)) switch
                {
                    (null, { } added) => $"+{id}({added.Type})",
                    ({ } removed, null) => $"-{id}({removed.Type})",
                    ({ } old, { } current) when old.Digest != current.Digest => $"~{id}({current.Type})",
                    _ => null,
                }).OfType<string>(),
        ];
    }
}

/// <summary>A resource of a stack.</summary>
/// <param name="LogicalId">Its id in the template.</param>
/// <param name="Type">Such as <c>AWS::Backup::BackupVault</c>.</param>
/// <param name="Digest">SHA-256 of its canonical form without metadata.</param>
public sealed record RecoveryResource(string LogicalId, string Type, string Digest);

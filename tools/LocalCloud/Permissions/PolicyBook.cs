using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using GovCloud.LocalCloud.Assembly;
using GovCloud.Policies;

namespace GovCloud.LocalCloud.Permissions;

/// <summary>What the templates say about permissions: the policies of functions' roles, of buckets, queues and keys, and which key encrypts what.</summary>
sealed class PolicyBook
{
    readonly Dictionary<string, string> roles = new(StringComparer.Ordinal);
    readonly Dictionary<string, List<PolicyDocument>> identities = new(StringComparer.Ordinal);
    readonly Dictionary<string, PolicyDocument> resources = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> keys = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> hashKeys = new(StringComparer.Ordinal);
    readonly Dictionary<string, List<string>> aliases = new(StringComparer.Ordinal);

    PolicyBook()
    {
    }

    /// <summary>The functions and the ARNs of their roles.</summary>
    public IReadOnlyDictionary<string, string> FunctionRoles => roles;

    /// <summary>Reads the templates.</summary>
    /// <exception cref="CloudAssemblyException">A policy cannot be resolved.</exception>
    /// <exception cref="FormatException">A policy holds what the language does not know.</exception>
    public static PolicyBook Read(IReadOnlyList<StackTemplate> stacks, TemplateResolver resolver)
    {
        var book = new PolicyBook();
        foreach (var (stack, id, type) in stacks.SelectMany(s => s.Section("Resources").Where(r => resolver.Exists(s, r)).Select(r => (s, r.Name, r.Value.GetProperty("Type").GetString()!))))
        {
            book.Add(stack, id, type, resolver);
        }

        return book;
    }

    /// <summary>The policies of a role.</summary>
    public IReadOnlyList<PolicyDocument> OfRole(string role) => identities.GetValueOrDefault(role) ?? [];

    /// <summary>The policy of a bucket, queue or key; null where it has none.</summary>
    public PolicyDocument? OfResource(string arn) => resources.GetValueOrDefault(arn);

    /// <summary>The customer-managed key that encrypts a bucket, queue or table; null where AWS's own does.</summary>
    public string? KeyOf(string arn) => keys.GetValueOrDefault(arn);

    /// <summary>Aliases of a key.</summary>
    public IReadOnlyList<string> AliasesOf(string key) => aliases.GetValueOrDefault(key) ?? [];

    /// <summary>The partition key of a table.</summary>
    public string? HashKeyOf(string table) => hashKeys.GetValueOrDefault(table);

    void Add(StackTemplate stack, string id, string type, TemplateResolver resolver)
    {
        JsonObject Properties() => resolver.Properties(stack, id);
        string Arn() => resolver.ArnOf(stack, id).ToString();
        switch (type)
        {
            case "AWS::Lambda::Function":
                roles[Arn()] = Properties()["Role"]!.ToString();
                break;
            case "AWS::IAM::Role":
                foreach (var policy in (Properties()["Policies"] as JsonArray)?.OfType<JsonObject>() ?? [])
                {
                    AddIdentity(Arn(), policy["PolicyDocument"]!);
                }

                break;
            case "AWS::IAM::Policy":
                var attached = Properties();
                foreach (var role in attached["Roles"]!.AsArray().Select(r => r!.ToString()))
                {
                    AddIdentity($"arn:aws:iam::{stack.Account}:role/{role}", attached["PolicyDocument"]!);
                }

                break;
            case "AWS::S3::BucketPolicy":
                resources[$"arn:aws:s3:::{Properties()["Bucket"]}"] = Document(Properties()["PolicyDocument"]!);
                break;
            case "AWS::S3::Bucket":
                AddKey(Arn(), Properties()["BucketEncryption"]?["ServerSideEncryptionConfiguration"]?[0]?["ServerSideEncryptionByDefault"]?["KMSMasterKeyID"]);
                break;
            case "AWS::SQS::Queue":
                AddKey(Arn(), Properties()["KmsMasterKeyId"]);
                break;
            case "AWS::DynamoDB::Table":
                var table = Properties();
                hashKeys[resolver.NameOf(stack, id)] = ((JsonArray)table["KeySchema"]!).First(k => k!["KeyType"]!.ToString() == "HASH")!["AttributeName"]!.ToString();
                AddKey(Arn(), table["SSESpecification"]?["KMSMasterKeyId"]);
                break;
            case "AWS::KMS::Key":
                resources[Arn()] = Document(Properties()["KeyPolicy"]!);
                break;
            case "AWS::KMS::Alias":
                var alias = Properties();
                var target = alias["TargetKeyId"]!.ToString();
                var named = aliases.TryGetValue(target, out var found) ? found : aliases[target] = [];
                named.Add(alias["AliasName"]!.ToString());
                break;
        }
    }

    void AddKey(string arn, JsonNode? key)
    {
        if (key?.ToString() is { Length: > 0 } text && !text.StartsWith("alias/aws/", StringComparison.Ordinal))
        {
            keys[arn] = text;
        }
    }

    void AddIdentity(string role, JsonNode document) => (identities.TryGetValue(role, out var known) ? known : identities[role] = []).Add(Document(document));

    static PolicyDocument Document(JsonNode document) => PolicyDocument.Read(JsonSerializer.SerializeToElement(document));
}

using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using GovCloud.LocalCloud.Assembly;
using GovCloud.Policies;

namespace GovCloud.LocalCloud.Permissions;

/// <summary>What the templates say about permissions: policies, boundaries and trust of roles, policies of buckets, queues, topics, buses, functions and keys, and which key encrypts what.</summary>
sealed class PolicyBook
{
    readonly Dictionary<string, string> roles = new(StringComparer.Ordinal);
    readonly Dictionary<string, List<PolicyDocument>> identities = new(StringComparer.Ordinal);
    readonly Dictionary<string, PolicyDocument> resources = new(StringComparer.Ordinal);
    readonly Dictionary<string, PolicyDocument> managed = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> boundaries = new(StringComparer.Ordinal);
    readonly Dictionary<string, List<string>> attached = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> owners = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> keys = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> hashKeys = new(StringComparer.Ordinal);
    readonly Dictionary<string, List<string>> aliases = new(StringComparer.Ordinal);

    readonly OpenTemplates? open;

    PolicyBook(OpenTemplates? open) => this.open = open;

    /// <summary>The functions and the ARNs of their roles.</summary>
    public IReadOnlyDictionary<string, string> FunctionRoles => roles;

    /// <summary>ARNs of the roles.</summary>
    public IEnumerable<string> RoleArns => owners.Keys.Where(IsRole);

    /// <summary>Reads the templates.</summary>
    /// <param name="stacks">The templates.</param>
    /// <param name="resolver">Resolves them.</param>
    /// <param name="open">The templates that are deployed into every account; null where accounts are not known.</param>
    /// <exception cref="CloudAssemblyException">A policy cannot be resolved.</exception>
    /// <exception cref="FormatException">A policy holds what the language does not know.</exception>
    public static PolicyBook Read(IReadOnlyList<StackTemplate> stacks, TemplateResolver resolver, OpenTemplates? open = null) => Read(stacks, resolver, static _ => true, new PolicyBook(open));

    /// <summary>Reads roles and their policies alone.</summary>
    /// <exception cref="CloudAssemblyException">A policy cannot be resolved.</exception>
    /// <exception cref="FormatException">A policy holds what the language does not know.</exception>
    public static PolicyBook ReadRoles(IReadOnlyList<StackTemplate> stacks, TemplateResolver resolver) =>
        Read(stacks, resolver, static type => type is "AWS::IAM::Role" or "AWS::IAM::ManagedPolicy" or "AWS::IAM::Policy", new PolicyBook(null));

    static PolicyBook Read(IReadOnlyList<StackTemplate> stacks, TemplateResolver resolver, Func<string, bool> wanted, PolicyBook book)
    {
        foreach (var (stack, id, type) in stacks.SelectMany(s => s.Section("Resources").Where(r => resolver.Exists(s, r)).Select(r => (s, r.Name, r.Value.GetProperty("Type").GetString()!))))
        {
            if (wanted(type))
            {
                book.Add(stack, id, type, resolver);
            }
        }

        return book;
    }

    /// <summary>The policies of a role.</summary>
    public ImmutableArray<PolicyDocument> OfRole(string role) => Elsewhere(role) is { } book ? book.OfRole(role) : [.. identities.GetValueOrDefault(role) ?? [], .. (attached.GetValueOrDefault(role) ?? []).Select(Managed)];

    /// <summary>The boundary of a role; null where it has none.</summary>
    public PolicyDocument? BoundaryOf(string role) => Elsewhere(role) is { } book ? book.BoundaryOf(role) : boundaries.TryGetValue(role, out var arn) ? Managed(arn) : null;

    /// <summary>The policy of a bucket, queue, topic, bus, function or key, and the trust of a role; null where it has none.</summary>
    public PolicyDocument? OfResource(string arn) => Elsewhere(arn) is { } book ? book.OfResource(arn) : resources.GetValueOrDefault(arn);

    /// <summary>The account of a resource that a template declares; null of any other.</summary>
    public string? OwnerOf(string arn) => Elsewhere(arn) is { } book ? book.OwnerOf(arn) : owners.GetValueOrDefault(arn);

    /// <summary>The customer-managed key that encrypts a bucket, queue or table; null where AWS's own does.</summary>
    public string? KeyOf(string arn) => keys.GetValueOrDefault(arn);

    /// <summary>Aliases of a key.</summary>
    public IReadOnlyList<string> AliasesOf(string key) => aliases.GetValueOrDefault(key) ?? [];

    /// <summary>The partition key of a table.</summary>
    public string? HashKeyOf(string table) => hashKeys.GetValueOrDefault(table);

    static bool IsRole(string arn) => arn.StartsWith("arn:aws:iam::", StringComparison.Ordinal) && arn.Contains(":role/", StringComparison.Ordinal);

    /// <summary>The book of the account of a role that no template of a named account declares.</summary>
    PolicyBook? Elsewhere(string arn) => open is not null && IsRole(arn) && !owners.ContainsKey(arn) ? open.Of(LocalCloud.Arn.Parse(arn).Account) : null;

    void Add(StackTemplate stack, string id, string type, TemplateResolver resolver)
    {
        JsonObject Properties() => resolver.Properties(stack, id);
        string Arn() => resolver.ArnOf(stack, id).ToString();
        if (type is "AWS::S3::Bucket" or "AWS::SQS::Queue" or "AWS::SNS::Topic" or "AWS::Events::EventBus" or "AWS::Lambda::Function" or "AWS::DynamoDB::Table" or "AWS::KMS::Key" or "AWS::IAM::Role")
        {
            owners[Arn()] = stack.Account;
        }

        switch (type)
        {
            case "AWS::Lambda::Function":
                roles[Arn()] = Properties()["Role"]!.ToString();
                break;
            case "AWS::IAM::Role":
                AddRole(Arn(), Properties());
                break;
            case "AWS::IAM::ManagedPolicy":
                var shared = Properties();
                managed[Arn()] = Document(shared["PolicyDocument"]!) with { Name = id };
                foreach (var role in (shared["Roles"] as JsonArray ?? []).Select(r => r!.ToString()))
                {
                    Attach($"arn:aws:iam::{stack.Account}:role/{role}", Arn());
                }

                break;
            case "AWS::SQS::QueuePolicy":
                foreach (var url in Properties()["Queues"]!.AsArray().Select(queue => queue!.ToString().Split('/')))
                {
                    AddResource($"arn:aws:sqs:{stack.Region}:{url[^2]}:{url[^1]}", Properties()["PolicyDocument"]!);
                }

                break;
            case "AWS::SNS::TopicPolicy":
                foreach (var topic in Properties()["Topics"]!.AsArray())
                {
                    AddResource(topic!.ToString(), Properties()["PolicyDocument"]!);
                }

                break;
            case "AWS::Events::EventBusPolicy":
                var bus = Properties();
                AddResource($"arn:aws:events:{stack.Region}:{stack.Account}:event-bus/{bus["EventBusName"]?.ToString() ?? "default"}", new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = bus["Statement"]!.DeepClone() });
                break;
            case "AWS::Lambda::Permission":
                AddResource(FunctionOf(stack, Properties()["FunctionName"]!.ToString()), LambdaPermissions.Policy(FunctionOf(stack, Properties()["FunctionName"]!.ToString()), Properties()));
                break;
            case "AWS::IAM::Policy":
                var inline = Properties();
                foreach (var role in inline["Roles"]!.AsArray().Select(r => r!.ToString()))
                {
                    AddIdentity($"arn:aws:iam::{stack.Account}:role/{role}", inline["PolicyDocument"]!);
                }

                break;
            case "AWS::S3::BucketPolicy":
                AddResource($"arn:aws:s3:::{Properties()["Bucket"]}", Properties()["PolicyDocument"]!);
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
                AddResource(Arn(), Properties()["KeyPolicy"]!);
                break;
            case "AWS::KMS::Alias":
                var alias = Properties();
                var target = alias["TargetKeyId"]!.ToString();
                var named = aliases.TryGetValue(target, out var found) ? found : aliases[target] = [];
                named.Add(alias["AliasName"]!.ToString());
                break;
        }
    }

    void AddRole(string arn, JsonObject role)
    {
        if (role["AssumeRolePolicyDocument"] is { } trust)
        {
            AddResource(arn, trust);
        }

        foreach (var policy in (role["Policies"] as JsonArray)?.OfType<JsonObject>() ?? [])
        {
            AddIdentity(arn, policy["PolicyDocument"]!);
        }

        foreach (var policy in role["ManagedPolicyArns"] as JsonArray ?? [])
        {
            Attach(arn, policy!.ToString());
        }

        if (role["PermissionsBoundary"]?.ToString() is { } boundary)
        {
            boundaries[arn] = boundary;
        }
    }

    void Attach(string role, string policy) => (attached.TryGetValue(role, out var known) ? known : attached[role] = []).Add(policy);

    PolicyDocument Managed(string arn) => managed.GetValueOrDefault(arn) ?? AwsManagedPolicies.Of(arn);

    // A second policy for the same resource adds its statements, as the permissions of a function do.
    void AddResource(string arn, JsonNode document)
    {
        var read = Document(document);
        resources[arn] = resources.TryGetValue(arn, out var known) ? known with { Statements = [.. known.Statements, .. read.Statements] } : read;
    }

    static string FunctionOf(StackTemplate stack, string name) => name.StartsWith("arn:", StringComparison.Ordinal) ? name : $"arn:aws:lambda:{stack.Region}:{stack.Account}:function:{name}";

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

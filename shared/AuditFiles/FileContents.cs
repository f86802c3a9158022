using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using GovCloud.Audit;

namespace GovCloud.AuditFiles;

/// <summary>Reads one file, whatever it is called.</summary>
public static partial class FileContents
{
    const string Damaged = "途中で切れているか、壊れています";

    static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    /// <summary>Reads.</summary>
    /// <param name="name">The file's name, with folders. An account id in it says of which account an answer is that does not say itself.</param>
    /// <param name="content">Its bytes.</param>
    public static CollectedFile Read(string name, byte[] content)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(content);
        var input = AuditInput.Of(name, content);
        var text = Encoding.UTF8.GetString(content).TrimStart('\uFEFF');
        var (documents, problem) = Read(name, text);
        var inName = AccountIn(InName(), name);
        return new()
        {
            Input = input,
            Documents = [.. documents.Select(document => document with { Account = document.Account ?? inName })],
            NotUnderstood = documents.Length == 0 ? problem ?? "知らない形式です" : null,
        };
    }

    static (ImmutableArray<CollectedDocument> Documents, string? Problem) Read(string name, string text)
    {
        if (text.StartsWith("user,arn,", StringComparison.Ordinal))
        {
            return ([new() { Shape = CollectedShape.CredentialReport, File = name, Text = text, Account = AccountIn(InArn(), text) }], null);
        }

        if (CommandError().Match(text) is { Success: true } failed)
        {
            return Failed(name, failed.Groups["code"].Value, failed.Groups["operation"].Value, text) is { } document ? ([document], null) : ([], $"{failed.Groups["operation"].Value} の失敗({failed.Groups["code"].Value})です");
        }

        if (text.AsSpan().TrimStart() is [not ('{' or '['), ..] or [])
        {
            return ([], "JSON でも認証情報レポートでもありません");
        }

        try
        {
            using var json = JsonDocument.Parse(text, Options);
            return Answers(name, json.RootElement.Clone());
        }
        catch (JsonException)
        {
            // A page that was cut off still begins with its members, and those checks are unknown that needed it.
            return AnswerShape.Of(MembersBeforeTheEnd(text)) is { } shape and not CollectedShape.NotRead
                ? ([new() { Shape = shape, File = name, Failure = $"{name} が{Damaged}", Account = AccountIn(InArn(), text) }], null)
                : ([], $"JSON が{Damaged}");
        }
    }

    static (ImmutableArray<CollectedDocument> Documents, string? Problem) Answers(string name, JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array)
        {
            var items = root.EnumerateArray().ToList();
            if (items.Count > 0 && items.TrueForAll(item => item.ValueKind == JsonValueKind.Object && item.TryGetProperty("facts", out _) && item.TryGetProperty("state", out _)))
            {
                return ([new() { Shape = CollectedShape.Ledger, File = name, Content = root }], null);
            }

            ImmutableArray<CollectedDocument> each = [.. items.Where(item => item.ValueKind == JsonValueKind.Object).SelectMany(item => Answers(name, item).Documents)];
            return (each, each.IsEmpty ? "知らない形式です" : null);
        }

        // Recorded answers stand in an envelope with their status.
        if (root.TryGetProperty("status_code", out _) && root.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object)
        {
            root = data;
        }

        return root.TryGetProperty("Error", out var error) && error.ValueKind == JsonValueKind.Object ? Failure(name, error) : Answer(name, root);
    }

    static (ImmutableArray<CollectedDocument> Documents, string? Problem) Answer(string name, JsonElement root)
    {
        var members = root.EnumerateObject().Select(member => member.Name).ToList();
        if (AnswerShape.Of(members) is not { } shape)
        {
            return ([], members.Count == 0 ? "空です" : $"知らない形式です({string.Join("、", members.Take(3))})");
        }

        // ValidatePolicy has a list of the same name, of remarks without id.
        shape = shape == CollectedShape.AnalyzerFindings && root.OptionalList("findings").Any(finding => finding.OptionalText("id") is null) ? CollectedShape.NotRead : shape;
        return ([new() { Shape = shape, File = name, Content = root, HasNext = AnswerShape.HasNext(root), Account = AccountOf(shape, root) }], null);
    }

    static (ImmutableArray<CollectedDocument> Documents, string? Problem) Failure(string name, JsonElement error)
    {
        var code = error.TryGetProperty("Code", out var value) ? value.ToString() : "";
        var message = error.TryGetProperty("Message", out var text) ? text.ToString() : "";
        var operation = code.StartsWith("ReportIn", StringComparison.Ordinal) || code.StartsWith("ReportNot", StringComparison.Ordinal) || code.StartsWith("ReportExp", StringComparison.Ordinal) || code.StartsWith("CredentialReport", StringComparison.Ordinal)
            ? "GetCredentialReport"
            : NotAuthorized().Match(message) is { Success: true } refused ? refused.Groups["operation"].Value
            : message.Contains("Password Policy", StringComparison.OrdinalIgnoreCase) ? "GetAccountPasswordPolicy" : "";
        return Failed(name, code, operation, message) is { } document ? ([document], null) : ([], $"どの呼び出しの失敗か分かりません({code})");
    }

    static CollectedDocument? Failed(string name, string code, string operation, string text)
    {
        if (AnswerShape.OfOperation(operation) is not { } shape)
        {
            return null;
        }

        var absent = code is "NoSuchEntity" or "NoSuchEntityException" or "ResourceNotFoundException" && shape is CollectedShape.PasswordPolicy or CollectedShape.AlternateContact;
        var why = code switch
        {
            "ReportInProgress" or "CredentialReportNotReadyException" => "認証情報レポートは作成中です",
            _ when code.Contains("AccessDenied", StringComparison.Ordinal) => $"{operation} の権限がありません",
            _ when code.Contains("Throttl", StringComparison.Ordinal) || code.Contains("TooManyRequests", StringComparison.Ordinal) => $"{operation} が呼び出しの制限を受けました",
            _ => $"{operation} が失敗しました({code})",
        };
        return new() { Shape = shape, File = name, Failure = why, IsAbsent = absent, Account = AccountIn(InArn(), text) };
    }

    /// <summary>Names the members on the first level before a document breaks off.</summary>
    static List<string> MembersBeforeTheEnd(string text)
    {
        var members = new List<string>();
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
        try
        {
            while (reader.Read())
            {
                if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 })
                {
                    members.Add(reader.GetString()!);
                }
            }
        }
        catch (JsonException)
        {
            return members;
        }

        return members;
    }

    /// <summary>The account of an answer by the ARNs of what it lists. Trust policies name other accounts, and organizations the management account's.</summary>
    static AccountId? AccountOf(CollectedShape shape, JsonElement root) => shape switch
    {
        CollectedShape.AuthorizationDetails => FirstOwner(root, "UserDetailList", "RoleDetailList", "GroupDetailList"),
        CollectedShape.Roles => FirstOwner(root, "Roles"),
        CollectedShape.Role => Owner(root.GetProperty("Role")),
        CollectedShape.AnalyzerFindings => OnlyOwner(root),
        CollectedShape.CredentialReport when root.TryGetProperty("Content", out var content) => AccountIn(InArn(), CredentialText.Decode(content.GetString() ?? "")),
        _ => null,
    };

    static AccountId? FirstOwner(JsonElement root, params ReadOnlySpan<string> lists)
    {
        foreach (var list in lists)
        {
            if (root.TryGetProperty(list, out var items) && items.ValueKind == JsonValueKind.Array && items.EnumerateArray().Select(Owner).FirstOrDefault(owner => owner is not null) is { } account)
            {
                return account;
            }
        }

        return null;
    }

    /// <summary>An analyzer of the organization finds in many accounts; then the answer is of none.</summary>
    static AccountId? OnlyOwner(JsonElement root) =>
        root.OptionalList("findings").Select(finding => finding.OptionalText("resourceOwnerAccount")).Distinct(StringComparer.Ordinal).ToList() is [var only] && AccountId.TryParse(only, out var account) ? account : null;

    static AccountId? Owner(JsonElement item) => item.ValueKind == JsonValueKind.Object && item.TryGetProperty("Arn", out var arn) && arn.ValueKind == JsonValueKind.String ? AccountIn(InArn(), arn.GetString()!) : null;

    static AccountId? AccountIn(Regex pattern, string text) => pattern.Match(text) is { Success: true } match && AccountId.TryParse(match.Groups["account"].Value, out var account) ? account : null;

    [GeneratedRegex(@"arn:aws[a-z-]*:iam::(?<account>[0-9]{12}):", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex InArn();

    [GeneratedRegex(@"(^|[^0-9])(?<account>[0-9]{12})([^0-9]|$)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex InName();

    [GeneratedRegex(@"^\s*(aws: \[ERROR\]: )?An error occurred \((?<code>[A-Za-z.]+)\) when calling the (?<operation>[A-Za-z0-9]+) operation", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex CommandError();

    [GeneratedRegex(@"not authorized to perform: [a-z0-9-]+:(?<operation>[A-Za-z0-9]+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex NotAuthorized();
}

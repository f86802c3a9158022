using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using GovCloud.ApiModels;
using GovCloud.Audit;
using GovCloud.Documents.Audit;
using GovCloud.Triage;

namespace GovCloud.Adapters.Tests.AwsApi;

/// <summary>What audits write for other tools, against the formats that these read.</summary>
public sealed class FindingFormatTests
{
    static readonly AccountId Account = AccountId.Parse("131229090201");

    /// <summary>Every kind of subject, outcome and severity, with texts longer than any limit.</summary>
    static IEnumerable<AuditResult> Results(string text) =>
        from kind in Enum.GetValues<SubjectKind>()
        from outcome in (AuditOutcome[])[new Passed(), new Failed(), new NotKnown("読めない"), new NotApplicable("なし")]
        from severity in Enum.GetValues<Severity>()
        select new AuditResult
        {
            Check = new CheckDefinition
            {
                Id = "ACC-001",
                Title = "題" + text,
                TitleInEnglish = "title",
                Rationale = "理由" + text,
                Severity = severity,
                Sources = [new CheckSource(CheckSourceKind.Cis, "1.14")],
                Reads = [],
                Remedy = "対処" + text,
            },
            Subject = new AuditSubject(kind, "arn:" + text, kind == SubjectKind.Estate ? null : Account),
            Outcome = outcome,
            Message = "所見" + text,
            At = new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.FromHours(9)),
        };

    [Fact]
    public void Findings_are_what_BatchImportFindings_takes()
    {
        var operation = PublishedModels.Library.Find("SecurityHub")!.Find("BatchImportFindings")!;
        // The call takes a hundred, as the manual of the audit says.
        var bodies = Results("").Chunk(100).Select(some => $$"""{"Findings":{{AuditFindings.Asff(some, "ap-northeast-1", Account)}}}""").ToList();
        Assert.All(bodies, body => Assert.Empty(Sent(body)));
        // The check itself can fail.
        Assert.NotEmpty(Sent(bodies[0].Replace("\"Id\"", "\"Identifier\"", StringComparison.Ordinal)));
        Assert.NotEmpty(Sent(bodies[0].Replace("\"FAILED\"", "\"Failed\"", StringComparison.Ordinal)));

        IReadOnlyList<string> Sent(string body) => RequestConformance.Check(operation, new WireRequest { Method = "POST", Path = "/findings/import", Body = Encoding.UTF8.GetBytes(body) });
    }

    /// <summary>Source: AWS Security Hub User Guide, "Required top-level ASFF attributes", "Optional top-level ASFF attributes", "Resources" and "Types taxonomy for ASFF".</summary>
    [Fact]
    public void Findings_keep_the_documented_limits_whatever_their_texts_are() => Prop.ForAll<NonNull<string>, PositiveInt>((text, repeats) =>
    {
        // Texts come from estates and answers of AWS, which are Unicode.
        var clean = string.Concat(text.Get.Where(c => !char.IsSurrogate(c))) + "😀";
        using var findings = JsonDocument.Parse(AuditFindings.Asff(Results(string.Concat(Enumerable.Repeat(clean, repeats.Get * 60))), "ap-northeast-1", Account));
        foreach (var finding in findings.RootElement.EnumerateArray())
        {
            Text(finding, "Id", 512);
            Text(finding, "Title", 256);
            Text(finding, "Description", 1024);
            Text(finding, "GeneratorId", 512);
            Text(finding.GetProperty("Remediation").GetProperty("Recommendation"), "Text", 512);
            Assert.Equal("2018-10-08", finding.GetProperty("SchemaVersion").GetString());
            Assert.Matches("^[0-9]{12}$", finding.GetProperty("AwsAccountId").GetString());
            Assert.Equal($"arn:aws:securityhub:ap-northeast-1:{finding.GetProperty("AwsAccountId").GetString()}:product/{finding.GetProperty("AwsAccountId").GetString()}/default", finding.GetProperty("ProductArn").GetString());
            Assert.All(finding.GetProperty("Types").EnumerateArray(), type => Assert.Contains(type.GetString()!.Split('/')[0], Namespaces));
            Assert.InRange(finding.GetProperty("Types").GetArrayLength(), 1, 50);
            Assert.All((string[])["CreatedAt", "UpdatedAt"], name => Assert.True(DateTimeOffset.TryParseExact(finding.GetProperty(name).GetString(), "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)));
            Assert.Contains(finding.GetProperty("Severity").GetProperty("Label").GetString(), Severities);
            Assert.Contains(finding.GetProperty("Compliance").GetProperty("Status").GetString(), Compliance);
            Assert.Contains(finding.GetProperty("Workflow").GetProperty("Status").GetString(), Workflow);
            Assert.InRange(finding.GetProperty("Resources").GetArrayLength(), 1, 32);
            Assert.All(finding.GetProperty("Resources").EnumerateArray(), resource => Text(resource, "Id", 512));
            Assert.InRange(Encoding.UTF8.GetByteCount(finding.GetRawText()), 1, 240 * 1024);
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(10));

    /// <summary>Source: github.com/ocsf/ocsf-schema, events/findings/compliance_finding.json and finding.json, objects/compliance.json, finding_info.json, metadata.json, profiles/cloud.json.</summary>
    [Fact]
    public void Events_of_OCSF_have_what_the_class_Compliance_Finding_requires()
    {
        using var events = JsonDocument.Parse(AuditFindings.Ocsf(Results("")));
        foreach (var one in events.RootElement.EnumerateArray())
        {
            Assert.All(Required, path => Assert.True(Find(one, path) is { ValueKind: not JsonValueKind.Null }, path));
            Assert.Equal((2, 2003), (one.GetProperty("category_uid").GetInt32(), one.GetProperty("class_uid").GetInt32()));
            Assert.Equal((2003 * 100) + one.GetProperty("activity_id").GetInt32(), one.GetProperty("type_uid").GetInt32());
            Assert.Contains(one.GetProperty("activity_id").GetInt32(), (int[])[0, 1, 2, 3, 99]);
            Assert.Contains(one.GetProperty("severity_id").GetInt32(), (int[])[0, 1, 2, 3, 4, 5, 6, 99]);
            Assert.Contains(one.GetProperty("status_id").GetInt32(), (int[])[0, 1, 2, 3, 4, 5, 6, 99]);
            Assert.True(one.GetProperty("compliance").GetProperty("standards").GetArrayLength() > 0);
            var compliance = one.GetProperty("compliance");
            var (id, caption) = (compliance.GetProperty("status_id").GetInt32(), compliance.GetProperty("status").GetString());
            Assert.Contains((id, caption), ((int, string?)[])[(0, "Unknown"), (1, "Pass"), (2, "Warning"), (3, "Fail"), (99, "not-applicable")]);
            Assert.Equal("cloud", Assert.Single(one.GetProperty("metadata").GetProperty("profiles").EnumerateArray()).GetString());
            Assert.All(one.GetProperty("resources").EnumerateArray(), resource => Assert.NotEmpty(resource.GetProperty("uid").GetString()!));
            Assert.Empty(one.EnumerateObject().Select(member => member.Name).Except(Known, StringComparer.Ordinal));
        }
    }

    static readonly ImmutableArray<string> Namespaces = ["Software and Configuration Checks", "TTPs", "Effects", "Unusual Behaviors", "Sensitive Data Identifications"];
    static readonly ImmutableArray<string> Severities = ["INFORMATIONAL", "LOW", "MEDIUM", "HIGH", "CRITICAL"];
    static readonly ImmutableArray<string> Compliance = ["PASSED", "WARNING", "FAILED", "NOT_AVAILABLE"];
    static readonly ImmutableArray<string> Workflow = ["NEW", "NOTIFIED", "RESOLVED", "SUPPRESSED"];

    static readonly ImmutableArray<string> Required =
    [
        "activity_id", "category_uid", "class_uid", "type_uid", "time", "severity_id", "metadata.version", "metadata.product.vendor_name", "finding_info.uid", "finding_info.title",
        "compliance.standards", "compliance.status_id", "cloud.provider", "remediation.desc", "resources",
    ];

    static readonly ImmutableArray<string> Known =
    [
        "activity_id", "category_uid", "class_uid", "type_uid", "time", "severity_id", "status_id", "message", "metadata", "finding_info", "compliance", "cloud", "resources", "remediation",
    ];

    static JsonElement? Find(JsonElement element, string path)
    {
        foreach (var name in path.Split('.'))
        {
            if (!element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element;
    }

    static void Text(JsonElement element, string name, int most)
    {
        var text = element.GetProperty(name).GetString()!;
        Assert.InRange(text.Length, 1, most);
        Assert.Contains(text, c => !char.IsWhiteSpace(c));
    }
}

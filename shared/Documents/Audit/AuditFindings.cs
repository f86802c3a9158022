using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GovCloud.Audit;
using GovCloud.Triage;

namespace GovCloud.Documents.Audit;

/// <summary>Results for other tools: OCSF Compliance Findings and AWS Security Finding Format. A result keeps its id over runs.</summary>
public static class AuditFindings
{
    /// <summary>A list of OCSF 1.3 events of class 2003.</summary>
    /// <remarks>Source: schema.ocsf.io, "Compliance Finding". What is unknown has status 0, never 1.</remarks>
    public static string Ocsf(IEnumerable<AuditResult> results) => AuditJson.Write(json =>
    {
        json.WriteStartArray();
        foreach (var result in results)
        {
            OcsfEvent(json, result);
        }

        json.WriteEndArray();
    });

    /// <summary>A list for BatchImportFindings, which takes 100 at a time.</summary>
    /// <remarks>Source: AWS Security Hub User Guide, "AWS Security Finding Format". Lengths are its limits.</remarks>
    /// <param name="results">Results. Those of no account are about the operations account.</param>
    /// <param name="region">The region of the Security Hub.</param>
    /// <param name="operations">The operations account.</param>
    public static string Asff(IEnumerable<AuditResult> results, string region, AccountId operations) => AuditJson.Write(json =>
    {
        json.WriteStartArray();
        foreach (var result in results)
        {
            AsffFinding(json, result, region, operations);
        }

        json.WriteEndArray();
    });

    /// <summary>Stable over runs: of check and subject.</summary>
    static string IdOf(AuditResult result) =>
        $"{result.Check.Id}/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{result.Subject.Account}\n{result.Subject.Kind}\n{result.Subject.Id}")).AsSpan(0, 16))}";

    static void OcsfEvent(Utf8JsonWriter json, AuditResult result)
    {
        json.WriteStartObject();
        json.WriteNumber("activity_id", 1);
        json.WriteNumber("category_uid", 2);
        json.WriteNumber("class_uid", 2003);
        json.WriteNumber("type_uid", 200301);
        json.WriteNumber("time", result.At.ToUnixTimeMilliseconds());
        json.WriteNumber("severity_id", (int)result.Check.Severity + 1);
        json.WriteNumber("status_id", result.Outcome.Kind == AuditOutcomeKind.Waived ? 3 : 1);
        json.WriteString("message", result.Message);
        json.WriteStartObject("metadata");
        json.WriteString("version", "1.3.0");
        // The profile that brings the attribute cloud.
        json.WriteStartArray("profiles");
        json.WriteStringValue("cloud");
        json.WriteEndArray();
        json.WriteStartObject("product");
        json.WriteString("name", "GovCloudAutomation");
        json.WriteString("vendor_name", "GovCloudAutomation");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("finding_info");
        json.WriteString("uid", IdOf(result));
        json.WriteString("title", result.Check.Title);
        json.WriteString("desc", result.Check.Rationale);
        json.WriteEndObject();
        json.WriteStartObject("compliance");
        json.WriteString("control", result.Check.Id);
        json.WriteStartArray("standards");
        foreach (var source in result.Check.Sources)
        {
            json.WriteStringValue(source.Text());
        }

        json.WriteEndArray();
        var (id, caption) = OcsfStatus(result.Outcome.Kind);
        json.WriteNumber("status_id", id);
        json.WriteString("status", caption);
        json.WriteString("status_code", result.Outcome.Kind.Code());
        json.WriteEndObject();
        json.WriteStartObject("cloud");
        json.WriteString("provider", "AWS");
        if (result.Subject.Account is { } account)
        {
            json.WriteStartObject("account");
            json.WriteString("uid", account.ToString());
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartArray("resources");
        json.WriteStartObject();
        json.WriteString("uid", result.Subject.Id);
        json.WriteString("type", result.Subject.Kind.Code());
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("remediation");
        json.WriteString("desc", result.Check.Remedy);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The status with the caption that the schema gives it; what is none of them is other, by our own word.</summary>
    static (int Id, string Caption) OcsfStatus(AuditOutcomeKind outcome) => outcome switch
    {
        AuditOutcomeKind.Pass => (1, "Pass"),
        AuditOutcomeKind.Fail or AuditOutcomeKind.Waived => (3, "Fail"),
        AuditOutcomeKind.NotApplicable => (99, outcome.Code()),
        _ => (0, "Unknown"),
    };

    static void AsffFinding(Utf8JsonWriter json, AuditResult result, string region, AccountId operations)
    {
        var account = result.Subject.Account ?? operations;
        json.WriteStartObject();
        json.WriteString("SchemaVersion", "2018-10-08");
        json.WriteString("Id", IdOf(result));
        json.WriteString("ProductArn", $"arn:aws:securityhub:{region}:{account}:product/{account}/default");
        json.WriteString("GeneratorId", result.Check.Id);
        json.WriteString("AwsAccountId", account.ToString());
        json.WriteStartArray("Types");
        json.WriteStringValue("Software and Configuration Checks/Industry and Regulatory Standards");
        json.WriteEndArray();
        json.WriteString("CreatedAt", AuditJson.Instant(result.At));
        json.WriteString("UpdatedAt", AuditJson.Instant(result.At));
        json.WriteStartObject("Severity");
        json.WriteString("Label", result.Check.Severity == Severity.Info ? "INFORMATIONAL" : result.Check.Severity.ToString().ToUpperInvariant());
        json.WriteEndObject();
        json.WriteString("Title", Cut($"{result.Check.Id} {result.Check.Title}", 256));
        json.WriteString("Description", Cut(result.Message, 1024));
        json.WriteStartObject("Remediation");
        json.WriteStartObject("Recommendation");
        json.WriteString("Text", Cut(result.Check.Remedy, 512));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartArray("Resources");
        json.WriteStartObject();
        json.WriteString("Type", TypeOf(result.Subject.Kind));
        json.WriteString("Id", Cut(result.Subject.Kind == SubjectKind.Account ? $"AWS::::Account:{account}" : result.Subject.Id, 512));
        json.WriteString("Partition", "aws");
        json.WriteString("Region", result.Subject.Region ?? region);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("Compliance");
        json.WriteString("Status", result.Outcome.Kind switch { AuditOutcomeKind.Pass => "PASSED", AuditOutcomeKind.Fail or AuditOutcomeKind.Waived => "FAILED", _ => "NOT_AVAILABLE" });
        json.WriteEndObject();
        json.WriteStartObject("Workflow");
        json.WriteString("Status", result.Outcome.Kind switch { AuditOutcomeKind.Waived => "SUPPRESSED", AuditOutcomeKind.Pass => "RESOLVED", _ => "NEW" });
        json.WriteEndObject();
        json.WriteString("RecordState", "ACTIVE");
        json.WriteEndObject();
    }

    static string TypeOf(SubjectKind kind) => kind switch
    {
        SubjectKind.Account or SubjectKind.RootUser => "AwsAccount",
        SubjectKind.User => "AwsIamUser",
        SubjectKind.AccessKey => "AwsIamAccessKey",
        SubjectKind.Role => "AwsIamRole",
        _ => "Other",
    };

    static string Cut(string text, int most) => text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1)] + "…";
}

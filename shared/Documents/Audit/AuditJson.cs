using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using GovCloud.Audit;

namespace GovCloud.Documents.Audit;

/// <summary>Runs and catalogue for programs. A member that is not known is null, never left out.</summary>
public static class AuditJson
{
    /// <summary>A run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="results">Those of its results that are written.</param>
    public static string Run(AuditRun run, IEnumerable<AuditResult> results)
    {
        ArgumentNullException.ThrowIfNull(run);
        return Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("at", Instant(run.At));
            json.WriteString("inputDigest", run.InputDigest);
            json.WriteStartObject("counts");
            foreach (var kind in AuditOutcomes.All)
            {
                json.WriteNumber(kind.Code(), run.Count(kind));
            }

            json.WriteEndObject();
            json.WriteStartArray("inputs");
            foreach (var input in run.Inputs)
            {
                json.WriteStartObject();
                json.WriteString("name", input.Name);
                json.WriteString("sha256", input.Sha256);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("results");
            foreach (var result in results)
            {
                Result(json, result);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    /// <summary>The catalogue.</summary>
    public static string Catalogue(IEnumerable<CheckDefinition> checks) => Write(json =>
    {
        json.WriteStartArray();
        foreach (var check in checks)
        {
            json.WriteStartObject();
            json.WriteString("id", check.Id);
            json.WriteString("severity", Code(check.Severity));
            json.WriteString("title", check.Title);
            json.WriteString("titleInEnglish", check.TitleInEnglish);
            json.WriteString("rationale", check.Rationale);
            json.WriteString("remedy", check.Remedy);
            Texts(json, "reads", check.Reads);
            Texts(json, "sources", check.Sources.Select(source => source.Text()));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    internal static string Write(Action<Utf8JsonWriter> content)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            content(json);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    internal static string Code(Enum value) => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    internal static string Instant(DateTimeOffset instant) => instant.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    static void Result(Utf8JsonWriter json, AuditResult result)
    {
        json.WriteStartObject();
        json.WriteString("check", result.Check.Id);
        json.WriteString("severity", Code(result.Check.Severity));
        json.WriteString("outcome", result.Outcome.Kind.Code());
        json.WriteString("reason", result.Outcome switch { NotKnown unknown => unknown.Reason, NotApplicable none => none.Reason, Waived waived => waived.Waiver.Reason, _ => null });
        json.WriteString("account", result.Subject.Account?.ToString());
        json.WriteString("subjectKind", result.Subject.Kind.Code());
        json.WriteString("subject", result.Subject.Id);
        json.WriteString("message", result.Message);
        json.WriteStartObject("observed");
        foreach (var value in result.Observed)
        {
            json.WriteString(value.Name, value.Value);
        }

        json.WriteEndObject();
        Waiver(json, "waiver", (result.Outcome as Waived)?.Waiver);
        Waiver(json, "endedWaiver", result.EndedWaiver);
        json.WriteString("remedy", result.Check.Remedy);
        json.WriteEndObject();
    }

    static void Waiver(Utf8JsonWriter json, string name, Estates.AuditWaiver? waiver)
    {
        if (waiver is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("owner", waiver.Owner);
        json.WriteString("reason", waiver.Reason);
        json.WriteString("until", waiver.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }

    static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}

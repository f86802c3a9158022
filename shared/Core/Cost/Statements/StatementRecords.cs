using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using GovCloud.Cost.Apportioning;
using GovCloud.Estates;

namespace GovCloud.Cost.Statements;

/// <summary>Makes statement records, and their canonical form: UTF-8 JSON without indentation, members in the order of the records, amounts as text with all digits.</summary>
public static class StatementRecords
{
    /// <summary>Version of the arithmetic that this build computes with. It is raised when the same input would give other yen.</summary>
    public const string EngineVersion = "1";

    // Japanese stays readable. Safe, because the document is never embedded in HTML.
    static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Brings together what a statement says.</summary>
    /// <param name="estate">The estate whose rules were used.</param>
    /// <param name="bill">The bill.</param>
    /// <param name="split">The bill, apportioned by those rules.</param>
    /// <param name="driverValues">Values of monthly drivers, as they were used.</param>
    /// <param name="reconciliation">What the total was compared with.</param>
    /// <param name="corrections">Differences of earlier months that are posted with this one.</param>
    /// <param name="revision">1 for the first of a month.</param>
    /// <exception cref="ArgumentException">The bill is of another month, a body is none of the estate's, or its cells do not make its total.</exception>
    public static StatementRecord Create(
        Estate estate,
        CostBill bill,
        ApportionedMonth split,
        ImmutableArray<MonthlyDriverValues> driverValues,
        ImmutableArray<ReconciledSource> reconciliation,
        ImmutableArray<StatementCorrection> corrections,
        int revision)
    {
        ArgumentNullException.ThrowIfNull(estate);
        ArgumentNullException.ThrowIfNull(bill);
        ArgumentNullException.ThrowIfNull(split);
        ArgumentOutOfRangeException.ThrowIfLessThan(revision, 1);
        Check(bill, split);
        var rulesDigest = StatementDigests.OfRules(estate);
        return new StatementRecord
        {
            Estate = estate.Profile.Name,
            EstateTitle = estate.Profile.Title,
            Sample = estate.Profile.Sample,
            Operator = estate.Organisations.FirstOrDefault(o => o.Id == estate.Profile.Operator)?.Name ?? estate.Profile.Operator,
            Revision = revision,
            Split = split,
            Bodies = [.. split.Bodies.Select(body => BodyOf(estate, body))],
            Names = StatementNames.Collect(estate, split.Columns),
            Rules = estate.Cost,
            Inputs = bill.Inputs,
            DriverValues = driverValues,
            Reconciliation = reconciliation,
            Corrections = corrections,
            RulesDigest = rulesDigest,
            InputDigest = StatementDigests.OfInput(bill.Inputs, rulesDigest, driverValues, split, EngineVersion),
            EngineVersion = EngineVersion,
        };
    }

    /// <summary>Writes the canonical JSON. Equal records give equal bytes.</summary>
    public static byte[] Write(StatementRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            JsonSerializer.Serialize(writer, new StatementDocument(StatementRecord.Layout, record), StatementShape.Strict);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads canonical JSON. What <see cref="Write"/> wrote comes back unchanged.</summary>
    /// <exception cref="JsonException">No record, or one of another layout: unknown, missing or mistyped members.</exception>
    public static StatementRecord Read(ReadOnlySpan<byte> json)
    {
        var document = JsonSerializer.Deserialize(json, StatementShape.Strict) ?? throw new JsonException("The statement record is null.");
        return document.Layout == StatementRecord.Layout
            ? document.Statement
            : throw new JsonException(FormattableString.Invariant($"The statement record has layout {document.Layout}; this version reads layout {StatementRecord.Layout}."));
    }

    /// <summary>The digest of canonical JSON: SHA-256 of its bytes in lower-case hexadecimal digits.</summary>
    public static string Digest(ReadOnlySpan<byte> json) => Convert.ToHexStringLower(SHA256.HashData(json));

    static StatementBody BodyOf(Estate estate, MunicipalityCode code) =>
        estate.Municipalities.FirstOrDefault(m => m.Code == code) is { } body
            ? new StatementBody(code, body.Name, body.Slug)
            : throw new ArgumentException($"{code} bears cost and is no municipality of the estate.", nameof(estate));

    static void Check(CostBill bill, ApportionedMonth split)
    {
        if (bill.Month != split.Month)
        {
            throw new ArgumentException($"The bill is of {bill.Month}, the split of {split.Month}.", nameof(split));
        }

        if (split.Columns.Sum(c => c.Yen) != split.Yen)
        {
            throw new ArgumentException("The columns do not make the total.", nameof(split));
        }

        if (split.Columns.FirstOrDefault(c => c.Shares.Sum(s => s.Yen) != c.Yen) is { } uneven)
        {
            throw new ArgumentException($"The shares of '{uneven.Pool}' do not make its yen.", nameof(split));
        }
    }
}

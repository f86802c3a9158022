using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using GovCloud.Cost.Apportioning;

namespace GovCloud.Cost.Sources;

/// <summary>
/// The Athena statement that adds up a CUR 2.0 table in Parquet and unloads the sums as CSV, for bills that outgrow one machine. What it unloads has the names of
/// CUR 2.0 columns and is read like any other export, with <see cref="Columns"/> as its header.
/// </summary>
/// <remarks>
/// Parquet carries doubles. Each is taken by its shortest decimal text and added as a decimal of 18 places; digits beyond are rounded, below 1e-18 a row. Split
/// rows and rows without an invoice are counted by groups. Sources: Athena user guide, UNLOAD; Trino, decimal and map functions; CUR 2.0 table dictionary.
/// </remarks>
public sealed partial record AthenaQuery
{
    const string Decimal = "DECIMAL(38,18)";

    static readonly string[] Needed = ["bill_billing_period_start_date", "line_item_usage_account_id", "line_item_line_item_type", "line_item_product_code", "line_item_currency_code", "line_item_unblended_cost"];

    static readonly string[] Texts =
    [
        "bill_invoice_id", "bill_billing_entity", "bill_payer_account_id", "line_item_usage_account_id", "line_item_line_item_type", "line_item_product_code", "line_item_currency_code",
    ];

    static readonly string[] UnitTexts = ["line_item_usage_type", "pricing_unit", "line_item_unblended_rate"];

    static readonly string[] Amounts =
    [
        "line_item_unblended_cost", "line_item_net_unblended_cost",
        "savings_plan_savings_plan_effective_cost", "savings_plan_net_savings_plan_effective_cost", "savings_plan_total_commitment_to_date", "savings_plan_used_commitment",
        "reservation_effective_cost", "reservation_net_effective_cost",
        "reservation_unused_amortized_upfront_fee_for_billing_period", "reservation_net_unused_amortized_upfront_fee_for_billing_period",
        "reservation_unused_recurring_fee", "reservation_net_unused_recurring_fee",
    ];

    /// <summary>The database.</summary>
    public required string Database { get; init; }

    /// <summary>The table.</summary>
    public required string Table { get; init; }

    /// <summary>The table's columns; of those that may be missing, such as net amounts, only these are asked for.</summary>
    public required ImmutableArray<string> TableColumns { get; init; }

    /// <summary>What is read.</summary>
    public required BillRequest Request { get; init; }

    /// <summary>Names of what it unloads, in order: Athena writes no header.</summary>
    public ImmutableArray<string> Columns => [.. Selected().Select(c => c.Name)];

    /// <summary>The statement.</summary>
    /// <param name="location">Where it unloads to, such as <c>s3://bucket/athena/2026-05/</c>. It must hold nothing.</param>
    /// <exception cref="ArgumentException">A name or the location is none.</exception>
    /// <exception cref="InvalidOperationException">A column is missing that is needed.</exception>
    public string Unload(string location)
    {
        ArgumentNullException.ThrowIfNull(location);
        return Location().IsMatch(location)
            ? $"UNLOAD (\n{Select()}\n)\nTO '{location}'\nWITH (format = 'TEXTFILE', compression = 'GZIP', field_delimiter = ',')"
            : throw new ArgumentException($"'{location}' is no place in S3 that ends in a slash.", nameof(location));
    }

    /// <summary>The query within it.</summary>
    /// <exception cref="ArgumentException">A name is none.</exception>
    /// <exception cref="InvalidOperationException">A column is missing that is needed.</exception>
    public string Select()
    {
        if (Needed.Where(c => !Has(c)).ToArray() is { Length: > 0 } missing)
        {
            throw new InvalidOperationException($"The table lacks {string.Join(", ", missing)}; add what is missing to the export's query.");
        }

        var columns = Selected();
        var (first, next) = (Day(Request.Month.First), Day(Request.Month.Next.First));
        var sql = new StringBuilder("SELECT\n");
        sql.AppendJoin(",\n", columns.Select(c => $"  {c.Expression} AS {Name(c.Name)}"));
        sql.Append(CultureInfo.InvariantCulture, $"\nFROM {Name(Database)}.{Name(Table)}\nWHERE \"bill_billing_period_start_date\" >= TIMESTAMP '{first} 00:00:00'\n");
        sql.Append(CultureInfo.InvariantCulture, $"  AND \"bill_billing_period_start_date\" < TIMESTAMP '{next} 00:00:00'\n");
        if (Has("billing_period"))
        {
            // The partition: without it Athena reads, and charges for, every month.
            sql.Append(CultureInfo.InvariantCulture, $"  AND \"billing_period\" = '{Request.Month}'\n");
        }

        // By place, because an expression would have to be written a second time.
        return sql.Append("GROUP BY ").AppendJoin(", ", columns.Index().Where(c => c.Item.IsKey).Select(c => (c.Index + 1).ToString(CultureInfo.InvariantCulture))).ToString();
    }

    ImmutableArray<Column> Selected() =>
    [
        new("bill_billing_period_start_date", $"'{Day(Request.Month.First)}'", IsKey: false),
        .. Texts.Concat(Request.UnitPrices ? UnitTexts : []).Where(Has).Select(c => Key(c, $"CAST({Name(c)} AS VARCHAR)")),
        .. Has("reservation_reservation_a_r_n") ? [Key("reservation_reservation_a_r_n", "CASE WHEN \"reservation_reservation_a_r_n\" <> '' THEN 'reservation' END")] : Nothing,
        .. Has("line_item_line_item_description")
            ? [Key("line_item_line_item_description", $"CASE WHEN \"line_item_line_item_type\" = 'Refund' THEN substr(\"line_item_line_item_description\", 1, {"Refund for one-time fee for Savings Plan ID".Length}) END")] : Nothing,
        .. Split(),
        .. Request.TagKeys.Where(_ => Has("resource_tags")).Select(t => Key("resource_tags_user_" + Snake(t), Tag(t))),
        .. Amounts.Concat(Request.UnitPrices ? ["line_item_usage_amount"] : []).Where(Has).Select(c => new Column(c, $"CAST(COALESCE(SUM(CAST(CAST({Name(c)} AS VARCHAR) AS {Decimal})), 0) AS VARCHAR)", IsKey: false)),
    ];

    static ImmutableArray<Column> Nothing => [];

    ImmutableArray<Column> Split() =>
        Has("split_line_item_parent_resource_id") ? [Key("split_line_item_parent_resource_id", "CASE WHEN \"split_line_item_parent_resource_id\" <> '' THEN 'split' END")]
        : Has("line_item_operation") ? [Key("line_item_operation", "CASE WHEN \"line_item_operation\" IN ('EKSPod-EC2', 'ECSTask-EC2') THEN \"line_item_operation\" END")]
        : Nothing;

    // A map of CUR 2.0 has keys as Athena names columns; some exports keep them as users wrote them.
    static string Tag(string key)
    {
        var names = new[] { "user_" + key, "user_" + Snake(key), "aws_" + Snake(key) }.Distinct(StringComparer.Ordinal);
        return $"COALESCE({string.Join(", ", names.Select(n => $"NULLIF(element_at(\"resource_tags\", {Literal(n)}), '')"))}, '')";
    }

    /// <summary>A key's text as a quoted field of CSV: a delimiter or quote in it must not end it.</summary>
    static Column Key(string name, string expression) => new(name, $"'\"' || replace(COALESCE({expression}, ''), '\"', '\"\"') || '\"'", IsKey: true);

    bool Has(string column) => TableColumns.Contains(column, StringComparer.OrdinalIgnoreCase);

    /// <summary>As AWS names the column of a tag: CostCenter becomes cost_center.</summary>
    static string Snake(string key)
    {
        var name = new StringBuilder();
        foreach (var character in key)
        {
            var isPart = char.IsAsciiLetterOrDigit(character) || character > 127;
            if ((!isPart || char.IsAsciiLetterUpper(character)) && name.Length > 0 && name[^1] != '_')
            {
                name.Append('_');
            }

            name.Append(isPart ? char.ToLowerInvariant(character).ToString() : "");
        }

        return name.ToString().TrimEnd('_');
    }

    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string Name(string name) => Identifier().IsMatch(name) ? $"\"{name}\"" : throw new ArgumentException($"'{name}' is no name of a database, table or column: letters, digits and underscores.", nameof(name));

    static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    [GeneratedRegex(@"\A[A-Za-z0-9_]{1,255}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Identifier();

    [GeneratedRegex(@"\As3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]/([A-Za-z0-9!_.=*()-]+/)*\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Location();

    sealed record Column(string Name, string Expression, bool IsKey);
}

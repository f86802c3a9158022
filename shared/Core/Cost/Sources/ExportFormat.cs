namespace GovCloud.Cost.Sources;

/// <summary>Formats of cost exports.</summary>
public enum ExportFormat
{
    /// <summary>Cost and Usage Report, with columns such as <c>lineItem/UnblendedCost</c>.</summary>
    CurLegacy,

    /// <summary>Cost and Usage Report 2.0, with columns such as <c>line_item_unblended_cost</c>. Also reports that were exported for Athena.</summary>
    Cur2,

    /// <summary>FOCUS 1.0.</summary>
    Focus10,

    /// <summary>FOCUS 1.1.</summary>
    Focus11,

    /// <summary>FOCUS 1.2.</summary>
    Focus12,

    /// <summary>FOCUS 1.3.</summary>
    Focus13,
}

/// <summary>Names of the formats.</summary>
public static class ExportFormats
{
    /// <summary>The name as it is printed: <c>CUR</c>, <c>CUR 2.0</c>, <c>FOCUS 1.0</c>.</summary>
    public static string NameOf(ExportFormat format) => format switch
    {
        ExportFormat.CurLegacy => "CUR",
        ExportFormat.Cur2 => "CUR 2.0",
        ExportFormat.Focus10 => "FOCUS 1.0",
        ExportFormat.Focus11 => "FOCUS 1.1",
        ExportFormat.Focus12 => "FOCUS 1.2",
        ExportFormat.Focus13 => "FOCUS 1.3",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "No such format."),
    };

    /// <summary>The name without a version: <c>CUR</c>, <c>CUR 2.0</c>, <c>FOCUS</c>. Files of one export may differ in the version that their columns show.</summary>
    public static string FamilyOf(ExportFormat format) => format is ExportFormat.CurLegacy or ExportFormat.Cur2 ? NameOf(format) : "FOCUS";
}

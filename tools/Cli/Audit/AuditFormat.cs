namespace GovCloud.Cli.Audit;

/// <summary>Who reads the results of an audit.</summary>
enum AuditFormat
{
    /// <summary>People, on a terminal.</summary>
    Table,

    /// <summary>Programs.</summary>
    Json,

    /// <summary>Spreadsheets: UTF-8 with byte-order mark.</summary>
    Csv,

    /// <summary>Excel; needs a file to write to.</summary>
    Xlsx,

    /// <summary>A browser.</summary>
    Html,

    /// <summary>Open Cybersecurity Schema Framework, Compliance Finding.</summary>
    Ocsf,

    /// <summary>AWS Security Finding Format.</summary>
    Asff,
}

namespace GovCloud.Contracts;

/// <summary>Names of buckets, folders and events of the cost apportionment, which stacks, the function and people share.</summary>
public static class CostNames
{
    /// <summary>The operations account's event bus for billing data; apart from the alerts, because a delivery is daily business.</summary>
    public const string Bus = "govcloud-cost";

    /// <summary>The <c>source</c> of our own events.</summary>
    public const string Source = EventNames.OwnSourcePrefix + "cost";

    /// <summary>The <c>detail-type</c> by which the schedule asks to look at a month.</summary>
    public const string Refresh = "Statement Refresh";

    /// <summary>The <c>detail-type</c> on the operations bus: a draft waits to be checked.</summary>
    public const string DraftReady = "Statement Draft Ready";

    /// <summary>The <c>detail-type</c> on the operations bus: a month that is due cannot be closed yet.</summary>
    public const string Blocked = "Statement Blocked";

    /// <summary>The <c>detail-type</c> on the operations bus: a statement was published.</summary>
    public const string Published = "Statement Published";

    /// <summary>What S3 says when an object was stored.</summary>
    public const string ObjectCreated = "Object Created";

    /// <summary>Folder of exports, in the buckets that AWS writes to and in the bucket of inputs.</summary>
    public const string Exports = "exports/";

    /// <summary>Folder of the values of monthly drivers: <c>drivers/{month}/{driver}.csv</c>.</summary>
    public const string Drivers = "drivers/";

    /// <summary>Folder of what turns a month into yen: <c>conversion/{month}.json</c> or <c>.csv</c>.</summary>
    public const string Conversions = "conversion/";

    /// <summary>Folder of invoices to compare with: <c>invoices/{month}.csv</c>.</summary>
    public const string Invoices = "invoices/";

    /// <summary>How names of manifests end.</summary>
    public const string ManifestEnd = "Manifest.json";

    /// <summary>The bucket of an account's billing data. Buckets have one name in the world, so that the account is part of it.</summary>
    /// <param name="estate">Name of the estate.</param>
    /// <param name="account">The account; <c>*</c> for all of them in a policy.</param>
    public static string ExportBucket(string estate, string account) => $"govcloud-{estate}-cost-{account}";

    /// <summary>The name of an export.</summary>
    /// <param name="estate">Name of the estate.</param>
    /// <param name="table"><c>cur</c> or <c>focus</c>.</param>
    public static string Export(string estate, string table) => $"govcloud-{estate}-{table}";
}

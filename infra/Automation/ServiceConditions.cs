namespace GovCloud.Infra.Automation;

/// <summary>How roles use keys: through a service, never directly.</summary>
static class ServiceConditions
{
    /// <summary>What a principal needs on the key of a table that it reads and writes.</summary>
    internal static readonly string[] TableKeyUse =
        ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:ReEncryptTo"];

    /// <summary>The request comes from this service of this region.</summary>
    internal static (string Operator, string Key, object Value) Via(Construct scope, string service) =>
        ("StringEquals", "kms:ViaService", $"{service}.{Stack.Of(scope).Region}.amazonaws.com");
}

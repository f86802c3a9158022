namespace GovCloud.Contracts;

/// <summary>The chains of evidence, each the first part of its keys in the bucket of evidence. A function writes below its own alone.</summary>
public static class EvidenceChains
{
    /// <summary>Of the function guardrail-audit.</summary>
    public const string Guardrails = "guardrails";

    /// <summary>Of the function backup-audit.</summary>
    public const string Backup = "backup";

    /// <summary>Of the function account-audit.</summary>
    public const string Accounts = "accounts";

    /// <summary>Of the function account-attestation.</summary>
    public const string Attestation = "attestation";
}

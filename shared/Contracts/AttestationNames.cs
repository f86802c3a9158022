namespace GovCloud.Contracts;

/// <summary>Names of folders and events of the confirmation of accounts (アカウント棚卸の確認), which stacks, the function and people share.</summary>
public static class AttestationNames
{
    /// <summary>The <c>detail-type</c> by which the schedule asks for a day's round.</summary>
    public const string Round = "Attestation Round";

    /// <summary>What S3 says when an object was stored.</summary>
    public const string ObjectCreated = "Object Created";

    /// <summary>Folder of the campaigns' bucket into which answers are put: <c>inbox/{body}/…</c>.</summary>
    public const string Inbox = "inbox/";

    /// <summary>Folder of the campaigns' bucket that holds how far each is: <c>campaigns/{quarter}/{municipality}.json</c>.</summary>
    public const string Campaigns = "campaigns/";

    /// <summary>Folder of the bucket of documents: <c>attestation/{body}/{campaign}/…</c>.</summary>
    public const string Documents = "attestation/";

    /// <summary>Who is in which account, as the last inventory read it; in the bucket of evidence, written by the function account-audit.</summary>
    public const string Roster = EvidenceChains.Accounts + "/" + RosterFile;

    /// <summary>Its name below the evidence of inventories.</summary>
    public const string RosterFile = "roster.json";
}

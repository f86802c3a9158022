using GovCloud.Audit.Evidence;
using GovCloud.Inventory.Attestation;
using Microsoft.Extensions.Logging;

namespace GovCloud.Functions.AccountAttestation;

/// <summary>The lines of the log. No names of people.</summary>
static partial class AccountAttestationLog
{
    [LoggerMessage(1, LogLevel.Error, "Message {MessageId} failed and will be delivered again")]
    public static partial void Failed(this ILogger logger, Exception failure, string messageId);

    [LoggerMessage(2, LogLevel.Error, "The round of {Municipality} failed; the others are done")]
    public static partial void BodyFailed(this ILogger logger, Exception failure, string municipality);

    [LoggerMessage(3, LogLevel.Information, "Campaign {Campaign}: {Step} on {Day}; the chain of evidence ends at {Head}")]
    public static partial void Stepped(this ILogger logger, string campaign, CampaignStepKind step, DateOnly day, ChainHead? head);

    [LoggerMessage(4, LogLevel.Information, "Campaign {Campaign}: {Taken} answers taken, {Refused} rows refused; the chain of evidence ends at {Head}")]
    public static partial void Taken(this ILogger logger, string campaign, int taken, int refused, ChainHead head);

    [LoggerMessage(5, LogLevel.Warning, "A file of answers could not be taken and is kept at {Kept}")]
    public static partial void Refused(this ILogger logger, string kept);

    [LoggerMessage(6, LogLevel.Information, "{Key} is not there any more")]
    public static partial void Gone(this ILogger logger, string key);

    [LoggerMessage(7, LogLevel.Warning, "There is no roster of the last inventory: people are asked about as not read")]
    public static partial void NoRoster(this ILogger logger);

    [LoggerMessage(8, LogLevel.Error, "The roster of the last inventory cannot be read: people are asked about as not read")]
    public static partial void RosterUnreadable(this ILogger logger, Exception failure);
}

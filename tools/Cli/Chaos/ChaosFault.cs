namespace GovCloud.Cli.Chaos;

/// <summary>The kinds of trouble that a run may have, by the names of the command line.</summary>
enum ChaosFault
{
    /// <summary>Processes die before, after and between calls.</summary>
    Kill,

    /// <summary>Connections break before a call is carried out, and after it.</summary>
    Cut,

    /// <summary>DynamoDB, S3, SES and SSM refuse for the rate, or fail.</summary>
    Throttle,

    /// <summary>Credentials expire.</summary>
    Credentials,

    /// <summary>Events come twice.</summary>
    Duplicate,

    /// <summary>Events come in another order than they happened.</summary>
    Reorder,

    /// <summary>Tables do not answer until messages are given up, and the dead-letter queues fill.</summary>
    DeadLetters,

    /// <summary>Clocks of sources are wrong.</summary>
    Clock,

    /// <summary>Slack answers 500, 429, 404, nothing, or breaks off.</summary>
    Slack,

    /// <summary>Mail answers 500, 429, nothing, or breaks off.</summary>
    Mail,

    /// <summary>Stored items are damaged.</summary>
    Corrupt,
}

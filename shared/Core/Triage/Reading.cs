namespace GovCloud.Triage;

/// <summary>What was read from one event: one for each finding that it carries.</summary>
public abstract record Reading
{
    Reading()
    {
    }

    /// <summary>Read.</summary>
    /// <param name="Alert">The alert.</param>
    public sealed record Normalised(Alert Alert) : Reading;

    /// <summary>Not readable: goes to quarantine, and the rest of the event goes on.</summary>
    /// <param name="Reason">Why, in English, without contents of the event.</param>
    public sealed record Rejected(string Reason) : Reading;
}

namespace GovCloud.Guardrails;

/// <summary>What an account setting is.</summary>
/// <param name="Control">The control's id.</param>
/// <param name="State">Whether it is as the baseline asks.</param>
/// <param name="Detail">What was seen, or why nothing was, Japanese.</param>
public sealed record SettingReading(string Control, SettingState State, string Detail);

/// <summary>Whether a setting is as the baseline asks.</summary>
public enum SettingState
{
    /// <summary>It is.</summary>
    Met,

    /// <summary>It is not.</summary>
    NotMet,

    /// <summary>It could not be read. Never taken for met.</summary>
    Unknown,
}

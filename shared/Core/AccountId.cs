using System.Diagnostics.CodeAnalysis;

namespace GovCloud;

/// <summary>A 12-digit AWS account id. Kept as text because ids may begin with zero.</summary>
/// <remarks>Source: AWS Account Management reference, "View AWS account identifiers". The default value is not an account and prints as an empty string.</remarks>
public readonly record struct AccountId
{
    readonly string? value;

    AccountId(string value) => this.value = value;

    /// <summary>Reads an account id.</summary>
    /// <exception cref="FormatException">The text is not exactly 12 ASCII digits.</exception>
    public static AccountId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not an AWS account id: exactly 12 digits are needed.");

    /// <summary>Reads an account id; <see langword="false"/> unless the text is exactly 12 ASCII digits.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out AccountId id)
    {
        var valid = text is { Length: 12 } && text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;
        id = valid ? new AccountId(text!) : default;
        return valid;
    }

    /// <summary>The 12 digits.</summary>
    public override string ToString() => value ?? "";
}

namespace GovCloud.ApiModels;

/// <summary>What a value must look like.</summary>
/// <param name="Pattern">The pattern as the model writes it; null where there is none.</param>
/// <param name="Least">Fewest characters, items or entries, or the lowest number.</param>
/// <param name="Most">Most characters, items or entries, or the highest number.</param>
sealed record ValueLimits(string? Pattern, double? Least, double? Most)
{
    public static ValueLimits? Of(string? pattern, double? least, double? most) => pattern is null && least is null && most is null ? null : new(pattern, least, most);

    public bool Holds(double sizeOrNumber) => !(sizeOrNumber < Least) && !(sizeOrNumber > Most);

    /// <summary>In words, such as <c>1 to 80</c>.</summary>
    public string Bounds => FormattableString.Invariant($"{Least?.ToString("0", null) ?? "any"} to {Most?.ToString("0", null) ?? "any"}");
}

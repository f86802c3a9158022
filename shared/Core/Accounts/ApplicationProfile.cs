using System.Collections.Immutable;
using System.Text.Json;

namespace GovCloud.Accounts;

/// <summary>
/// The columns of an application sheet. The form of GCAS is open to its members only, so the columns are data with a version, a source and a date,
/// which an operator replaces by those of the form that it was given.
/// </summary>
public sealed record ApplicationProfile
{
    /// <summary>Id of the profile.</summary>
    public required string Id { get; init; }

    /// <summary>Version, as text.</summary>
    public required string Version { get; init; }

    /// <summary>The sheet's title.</summary>
    public required string Title { get; init; }

    /// <summary>Whether it is the authority's own form. Everything else is marked 例(非公式).</summary>
    public required bool Official { get; init; }

    /// <summary>Where the columns come from.</summary>
    public required string Source { get; init; }

    /// <summary>As of which day.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>The columns, from left to right.</summary>
    public required ImmutableArray<ApplicationColumn> Columns { get; init; }

    /// <summary>The profile that comes with the software: 例(非公式).</summary>
    public static ApplicationProfile Example { get; } = ReadExample();

    /// <summary>Reads a profile.</summary>
    /// <exception cref="FormatException">It is not a profile; the message says why.</exception>
    public static ApplicationProfile Read(ReadOnlySpan<byte> json)
    {
        ApplicationProfile? profile;
        try
        {
            profile = JsonSerializer.Deserialize(json, AccountJsonContext.Default.ApplicationProfile);
        }
        catch (JsonException failure)
        {
            throw new FormatException($"The profile of the application sheet cannot be read: {failure.Message}", failure);
        }

        if (profile is not { Columns: { IsDefaultOrEmpty: false } columns })
        {
            throw new FormatException("The profile of the application sheet has no columns.");
        }

        foreach (var column in columns)
        {
            if ((column.Field is null) == (column.Text is null) || (column.Field is { } field && !ApplicationSheet.Fields.Contains(field, StringComparer.Ordinal)))
            {
                throw new FormatException(
                    $"The column '{column.Heading}' of the application sheet needs either a 'text' or a 'field', one of {string.Join(", ", ApplicationSheet.Fields)}.");
            }
        }

        return profile;
    }

    static ApplicationProfile ReadExample()
    {
        using var stream = typeof(ApplicationProfile).Assembly.GetManifestResourceStream("GovCloud.Accounts.gcas-application-example.json")
            ?? throw new InvalidOperationException("The profile of the application sheet is not in the assembly.");
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return Read(buffer.ToArray());
    }
}

/// <summary>A column of an application sheet: either a fact of the account or the same text in every row.</summary>
public sealed record ApplicationColumn
{
    /// <summary>Heading, in Japanese.</summary>
    public required string Heading { get; init; }

    /// <summary>The fact: one of <see cref="ApplicationSheet.Fields"/>.</summary>
    public string? Field { get; init; }

    /// <summary>The text of every row.</summary>
    public string? Text { get; init; }
}

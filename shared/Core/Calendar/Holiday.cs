namespace GovCloud.Calendar;

/// <summary>A day off by 国民の祝日に関する法律.</summary>
public sealed record Holiday
{
    /// <summary>The day.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Name in Japanese: that of the law, or 振替休日 or 国民の休日.</summary>
    public required string Name { get; init; }

    /// <summary>Which paragraph of article 3 makes it a day off.</summary>
    public required HolidayKind Kind { get; init; }

    /// <summary>
    /// 未確定: it depends on an equinox that has not been announced yet (暦要項, published in February of the year before), so it is an estimate.
    /// </summary>
    public bool Tentative { get; init; }
}

/// <summary>Why a day is off: the paragraphs of article 3.</summary>
public enum HolidayKind
{
    /// <summary>Paragraph 1: 国民の祝日 of article 2 or of a special law.</summary>
    National,

    /// <summary>Paragraph 2: 振替休日, for a 国民の祝日 on a Sunday.</summary>
    Substitute,

    /// <summary>Paragraph 3: 国民の休日, a day between two 国民の祝日.</summary>
    Citizens,
}

namespace GovCloud.Estates.Reading;

/// <summary>Finds what somebody probably meant to write.</summary>
static class Suggestion
{
    /// <summary>"; did you mean 'x'?" where a candidate is near enough, else an empty string.</summary>
    public static string DidYouMean(string written, IEnumerable<string> candidates)
    {
        var best = candidates
            .Select(candidate => (Candidate: candidate, Distance: Distance(Fold(written), Fold(candidate))))
            .Where(c => c.Distance <= Tolerance(written, c.Candidate))
            .OrderBy(c => c.Distance)
            .ThenBy(c => c.Candidate, StringComparer.Ordinal)
            .Select(c => c.Candidate)
            .FirstOrDefault();
        return best is null ? "" : $"; did you mean '{best}'?";
    }

    /// <summary>Whether one text may be a slip for the other.</summary>
    public static bool IsNear(string written, string candidate) => Distance(Fold(written), Fold(candidate)) <= Tolerance(written, candidate);

    static int Tolerance(string a, string b) => Math.Max(1, Math.Min(a.Length, b.Length) / 3);

    // it_department, ItDepartment and it-department are one intention.
    static string Fold(string text) => text.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>Edits to come from one text to the other: insertions, deletions, replacements, swaps of neighbours.</summary>
    static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            rows[i, 0] = i;
        }

        for (var j = 0; j <= b.Length; j++)
        {
            rows[0, j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(replaced, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[a.Length, b.Length];
    }
}

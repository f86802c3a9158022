using System.Buffers.Text;

namespace GovCloud.Cost.Sources;

/// <summary>The month of a billing period's beginning, as exports write it, and as spreadsheets write it after they have opened one.</summary>
public static class BillingMonth
{
    /// <summary>
    /// Reads <c>2026-05-01T00:00:00Z</c>, <c>2026-05</c>, <c>2026/5/1</c> and <c>5/1/26</c>. A period begins on the first, so that it is plain which of two numbers
    /// before a year is the day; where neither is 1, the text is no beginning of a period.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out CostMonth month)
    {
        month = default;
        Span<int> parts = stackalloc int[3];
        var count = 0;
        for (var rest = text; count < parts.Length; count++)
        {
            if (!Utf8Parser.TryParse(rest, out int part, out var read) || rest[0] is (byte)'+' or (byte)'-')
            {
                return false;
            }

            parts[count] = part;
            rest = rest[read..];
            if (rest.IsEmpty || rest[0] is not ((byte)'-' or (byte)'/'))
            {
                count++;
                break;
            }

            rest = rest[1..];
        }

        var (year, number) = (parts[0], parts[1]) switch
        {
            (> 999, _) when count >= 2 => (parts[0], parts[1]),
            (var first, 1) when count == 3 => (parts[2], first),
            (1, var second) when count == 3 => (parts[2], second),
            _ => (0, 0),
        };
        year += year is > 0 and < 100 ? 2000 : 0;
        if (year is < 2000 or > 2999 || number is < 1 or > 12)
        {
            return false;
        }

        month = new CostMonth(year, number);
        return true;
    }
}

using System.Collections.Immutable;
using System.Numerics;

namespace GovCloud.Cost.Apportioning;

/// <summary>
/// Where what a body bears of a column comes from: each line of the bill and each pool that passed cost on, with the body's part. The parts make the share to the last
/// digit. Rows of an export belong to a line where <see cref="CostLine.Takes"/> says so.
/// </summary>
public sealed record AmountTrace
{
    /// <summary>The column.</summary>
    public required CostColumn Column { get; init; }

    /// <summary>The body's share.</summary>
    public required BodyShare Share { get; init; }

    /// <summary>The lines with the body's part of each, in the column's order. Other bodies' lines of a direct column are not among them.</summary>
    public required ImmutableArray<TracedLine> Lines { get; init; }

    /// <summary>What came from pools before, by pool id, with the body's part of each.</summary>
    public required ImmutableArray<(string Pool, ExactAmount Amount, ExactAmount Part)> Inherited { get; init; }

    /// <summary>Traces a share.</summary>
    /// <param name="month">The month.</param>
    /// <param name="column">The column's <see cref="CostColumn.Id"/>.</param>
    /// <param name="body">The body.</param>
    /// <returns><see langword="null"/> where there is no such column, or the body bears nothing of it.</returns>
    public static AmountTrace? Of(ApportionedMonth month, string column, MunicipalityCode body)
    {
        ArgumentNullException.ThrowIfNull(month);
        return month.Columns.FirstOrDefault(c => c.Id == column) is { } found && found.ShareOf(body) is { } share
            ? Of(found, share, month.Basis)
            : null;
    }

    static AmountTrace Of(CostColumn column, BodyShare share, Estates.CostBasis basis)
    {
        var direct = column.Lines.Any(l => l.Owner is not null);
        ImmutableArray<CostLine> lines = [.. column.Lines.Where(l => !direct || l.Owner == share.Municipality)];
        var ownLines = lines.Aggregate(ExactAmount.Zero, (sum, line) => sum + line.On(basis));

        // A direct column gives its owners their lines whole; only what it inherited is divided.
        var whole = direct ? column.Inherited.Aggregate(ExactAmount.Zero, (sum, i) => sum + i.Amount) : column.Amount + column.PassedOn;
        var divided = direct ? share.Amount - ownLines : share.Amount;
        var amounts = (direct ? [] : lines.Select(l => l.On(basis))).Concat(column.Inherited.Select(i => i.Amount)).ToArray();
        var parts = Divide(divided, whole, amounts);
        var ofLines = direct ? [.. lines.Select(l => l.On(basis))] : parts[..lines.Length];
        var ofInherited = direct ? parts : parts[lines.Length..];
        return new AmountTrace
        {
            Column = column,
            Share = share,
            Lines = [.. lines.Zip(ofLines, (line, part) => new TracedLine(line, part))],
            Inherited = [.. column.Inherited.Zip(ofInherited, (inherited, part) => (inherited.Pool, inherited.Amount, part))],
        };
    }

    /// <summary>Each amount times share / whole, cut, and the units that are left to the largest remainders: the parts make the share. Amounts may be of both signs.</summary>
    static ExactAmount[] Divide(ExactAmount share, ExactAmount whole, ExactAmount[] amounts)
    {
        var parts = new BigInteger[amounts.Length];
        var (units, total) = (share.ToUnits(), whole.ToUnits());
        if (total.IsZero || amounts.Length == 0)
        {
            return Array.ConvertAll(parts, ExactAmount.FromUnits);
        }

        var remainders = new BigInteger[amounts.Length];
        var left = units;
        for (var i = 0; i < parts.Length; i++)
        {
            var product = amounts[i].ToUnits() * units * total.Sign;
            parts[i] = BigInteger.DivRem(product, BigInteger.Abs(total), out var rest);
            (parts[i], remainders[i]) = rest.Sign < 0 ? (parts[i] - 1, rest + BigInteger.Abs(total)) : (parts[i], rest);
            left -= parts[i];
        }

        foreach (var place in Enumerable.Range(0, parts.Length).OrderByDescending(i => remainders[i]).Take((int)left))
        {
            parts[place]++;
        }

        return Array.ConvertAll(parts, ExactAmount.FromUnits);
    }
}

/// <summary>A line of a bill with what a body bears of it.</summary>
/// <param name="Line">The line.</param>
/// <param name="Part">The body's part, exactly, in the bill's currency.</param>
public sealed record TracedLine(CostLine Line, ExactAmount Part);

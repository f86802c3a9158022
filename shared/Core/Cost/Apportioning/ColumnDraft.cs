using System.Collections.Immutable;
using GovCloud.Estates;

namespace GovCloud.Cost.Apportioning;

/// <summary>A column while its lines and what it inherits are gathered.</summary>
sealed class ColumnDraft(int index, CostPool pool, ImmutableArray<(CostDimension Dimension, string Value)> key, ImmutableArray<MunicipalityCode> sharing)
{
    readonly HashSet<string> systems = new(StringComparer.Ordinal);

    public CostPool Pool { get; } = pool;

    /// <summary>Names the column and orders it among the others.</summary>
    public required string Place { get; init; }

    /// <summary>The pool's place in the rules.</summary>
    public int PoolIndex { get; } = index;

    public ImmutableArray<(CostDimension Dimension, string Value)> Key { get; } = key;

    public ImmutableArray<MunicipalityCode> Sharing { get; } = sharing;

    public List<CostLine> Lines { get; } = [];

    /// <summary>What came from pools before, by the pool's place.</summary>
    public SortedDictionary<int, ExactAmount> Inherited { get; } = [];

    /// <summary>What its lines add up to.</summary>
    public ExactAmount OfLines { get; private set; }

    public bool IsDirect => PoolMatching.IsDirect(Pool);

    /// <summary>The system, where it has exactly one.</summary>
    public string? System => systems.Count == 1 && systems.First() is { Length: > 0 } only ? only : null;

    /// <summary>What is split: lines and inherited.</summary>
    public ExactAmount Gross => Inherited.Values.Aggregate(OfLines, (sum, amount) => sum + amount);

    public void Add(CostLine line, string? system, ExactAmount amount)
    {
        Lines.Add(line);
        OfLines += amount;
        systems.Add(system ?? "");
    }

    /// <summary>A tax line that followed its cost here. It says nothing about the system.</summary>
    public void AddFollowing(CostLine line, ExactAmount amount)
    {
        Lines.Add(line);
        OfLines += amount;
    }

    public void Inherit(int from, ExactAmount amount) => Inherited[from] = Inherited.GetValueOrDefault(from) + amount;
}

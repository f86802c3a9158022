namespace GovCloud.Linkage;

/// <summary>The names that a pattern describes, as a nondeterministic automaton: two patterns can be compared exactly.</summary>
sealed class NameAutomaton
{
    readonly List<List<(UInt128 Set, int To)>> steps = [];
    readonly List<List<int>> silent = [];
    readonly int start;
    readonly int end;

    /// <summary>Makes the automaton. Its size is bounded because .NET's engine without backtracking has taken the pattern before.</summary>
    public NameAutomaton(NameNode node)
    {
        start = Add();
        end = Build(node, start);
    }

    /// <summary>A name that both describe; <see langword="null"/> where there is none.</summary>
    public string? CommonName(NameAutomaton other)
    {
        var seen = new Dictionary<(int, int), ((int, int)? From, char Character)> { [(start, other.start)] = (null, '\0') };
        var open = new Queue<(int Mine, int Theirs)>(seen.Keys);
        while (open.TryDequeue(out var pair))
        {
            if (pair == (end, other.end))
            {
                return Trace(seen, pair);
            }

            void Visit((int, int) next, char character)
            {
                if (seen.TryAdd(next, (pair, character)))
                {
                    open.Enqueue(next);
                }
            }

            silent[pair.Mine].ForEach(to => Visit((to, pair.Theirs), '\0'));
            other.silent[pair.Theirs].ForEach(to => Visit((pair.Mine, to), '\0'));
            foreach (var (mine, to) in steps[pair.Mine])
            {
                foreach (var (theirs, otherTo) in other.steps[pair.Theirs])
                {
                    if ((mine & theirs) is var both && both != UInt128.Zero)
                    {
                        Visit((to, otherTo), AsciiSet.FirstOf(both));
                    }
                }
            }
        }

        return null;
    }

    static string Trace(Dictionary<(int, int), ((int, int)? From, char Character)> seen, (int, int) last)
    {
        var characters = new Stack<char>();
        for ((int, int)? at = last; at is { } pair; at = seen[pair].From)
        {
            if (seen[pair].Character != '\0')
            {
                characters.Push(seen[pair].Character);
            }
        }

        return new string([.. characters]);
    }

    int Add()
    {
        steps.Add([]);
        silent.Add([]);
        return steps.Count - 1;
    }

    int Build(NameNode node, int from)
    {
        switch (node)
        {
            case NameNode.Characters { Set: var set }:
                var to = Add();
                steps[from].Add((set, to));
                return to;
            case NameNode.Row { Parts: var parts }:
                return parts.Aggregate(from, (at, part) => Build(part, at));
            case NameNode.Group { Part: var part }:
                return Build(part, from);
            case NameNode.Choice { Options: var options }:
                var joined = Add();
                foreach (var option in options)
                {
                    silent[Build(option, from)].Add(joined);
                }

                return joined;
            case NameNode.Repeat repeat:
                return Build(repeat, from);
            default:
                throw new InvalidOperationException($"Unexpected part {node.GetType().Name}.");
        }
    }

    int Build(NameNode.Repeat repeat, int from)
    {
        var at = from;
        for (var i = 0; i < repeat.Least; i++)
        {
            at = Build(repeat.Part, at);
        }

        var last = Add();
        silent[at].Add(last);
        if (repeat.Most is not { } most)
        {
            silent[Build(repeat.Part, last)].Add(last);
            return last;
        }

        for (var i = repeat.Least; i < most; i++)
        {
            at = Build(repeat.Part, at);
            silent[at].Add(last);
        }

        return last;
    }
}

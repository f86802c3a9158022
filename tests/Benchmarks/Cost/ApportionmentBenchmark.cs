using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using GovCloud.Benchmarks.Measuring;
using GovCloud.Cost;
using GovCloud.Cost.Apportioning;
using GovCloud.Estates;

namespace GovCloud.Benchmarks.Cost;

/// <summary>
/// A month of 1,700 bodies that share each of 2,000 pools, from the bill's lines to whole yen and records. The peer is what a spreadsheet does: a decimal product for each
/// cell, rounded half up by itself. It gets the weights ready, and is told by how many yen it misses the bill.
/// </summary>
sealed class ApportionmentBenchmark(Progress progress)
{
    const int Bodies = 1_700;
    const int Pools = 2_000;
    const int Rounds = 5;
    const double SecondsGoal = 1;
    const decimal Rate = 149.53m;

    public BenchmarkResult Run()
    {
        progress.Say($"apportion: {Bodies:N0} bodies × {Pools:N0} pools");
        var input = Input();
        var (whole, core, peer, processor) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        var (allocated, kept, off, columnsOff, moved) = (0L, 0L, 0L, 0, 0);
        for (var round = 0; round < Rounds + 1; round++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            ApportionedMonth month = null!;
            var whole1 = Time(() => month = Apportioner.Apportion(input));
            allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
            kept = GC.GetTotalMemory(forceFullCollection: true);
            moved = month.Columns.Sum(c => c.Shares.Count(s => s.Fraction is YenFraction.UpForSum or YenFraction.DownForSum));
            using var process = Process.GetCurrentProcess();
            var used = process.TotalProcessorTime;
            var core1 = Time(() => MonthSplit.Of(input));
            process.Refresh();
            var used1 = (process.TotalProcessorTime - used).TotalMilliseconds;
            var peer1 = Time(() => (off, columnsOff) = Naive(input, month));
            if (round > 0)
            {
                whole.Add(whole1);
                core.Add(core1);
                processor.Add(used1);
                peer.Add(peer1);
            }
        }

        return Report(new Samples(whole), new Samples(core), new Samples(peer), new Samples(processor), allocated, kept, off, columnsOff, moved);
    }

    static BenchmarkResult Report(Samples whole, Samples core, Samples peer, Samples processor, long allocated, long kept, long off, int columnsOff, int moved) => new(
        [
            new Measurement(
                $"Split of {Pools:N0} pools among {Bodies:N0} bodies into whole yen",
                $"{core.Median:N0} ms ({core.Spread("N0")}), {processor.Median:N0} ms of processor time over all cores",
                $"goal {SecondsGoal:N0} s",
                core.Median / (SecondsGoal * 1000),
                1),
            new Measurement(
                "The same, against a product for each cell rounded by itself",
                $"{core.Median:N0} ms, 0 yen off",
                $"{peer.Median:N0} ms ({peer.Spread("N0")}), {off:N0} yen off the bill, {columnsOff:N0} of {Pools:N0} pools off",
                core.Median / peer.Median),
            new Measurement(
                "The same with all records of the month",
                $"{whole.Median:N0} ms ({whole.Spread("N0")}), {allocated / 1_000_000:N0} MB allocated, {kept / 1_000_000:N0} MB kept",
                $"goal {SecondsGoal:N0} s",
                whole.Median / (SecondsGoal * 1000)),
        ],
        [
            $"Apportionment: even, population, its root, fixed ratios and a mixture take turns; amounts have 10 decimals. {moved:N0} of {Bodies * Pools:N0} cells were moved by a yen so that the sum of every body stays within a yen of its exact sum too.",
        ]);

    static ApportionmentInput Input()
    {
        var codes = Codes().Take(Bodies).ToImmutableArray();
        var random = new Random(20261121);
        ImmutableArray<CostDriverValue> population = [.. codes.Select(c => new CostDriverValue { Municipality = c, Value = random.Next(300, 3_700_000) })];
        ImmutableArray<FixedShare> shares = [.. codes.Select((c, i) => new FixedShare { Municipality = c, Percent = i == 0 ? 100 - (0.05m * (Bodies - 1)) : 0.05m })];
        ImmutableArray<ImmutableArray<CostSplit>> splits =
        [
            [new CostSplit { Method = SplitMethod.Even }],
            [new CostSplit { Method = SplitMethod.Driver, Driver = "population" }],
            [new CostSplit { Method = SplitMethod.Driver, Driver = "population", Exponent = 0.5m }],
            [new CostSplit { Method = SplitMethod.Fixed, Shares = shares }],
            [new CostSplit { Method = SplitMethod.Even, Percent = 30 }, new CostSplit { Method = SplitMethod.Driver, Driver = "population", Percent = 70 }],
        ];
        var pools = Enumerable.Range(0, Pools).Select(i => new CostPool
        {
            Id = Name(i),
            Name = Name(i),
            Match = i == Pools - 1 ? null : new CostMatch { Services = [Name(i)] },
            Among = PoolParticipants.All,
            Split = splits[i % splits.Length],
        });
        var rules = new EstateCost
        {
            Pools = [.. pools],
            Drivers = [new CostDriver { Id = "population", Name = "人口", Unit = "人", Source = "例", AsOf = new DateOnly(2026, 1, 1), Values = population }],
        };
        var lines = Enumerable.Range(0, Pools).Select(i => Line(Name(i), ExactAmount.Of(random.NextInt64(1, 100_000_000_000_000) / 10_000_000_000m)));
        return new ApportionmentInput
        {
            Estate = new Estate
            {
                Profile = new EstateProfile { Name = "bench", Title = "例", Operator = "operator", OperationsAccount = AccountId.Parse("100000000001") },
                Municipalities = [.. codes.Select(c => new Municipality { Code = c, Name = c.ToString(), Slug = $"m{c}", ItDepartment = "it" })],
                Cost = rules,
            },
            Bill = new CostBill { Month = new CostMonth(2026, 6), Lines = [.. lines], Inputs = [] },
            Conversion = new YenConversion { YenPerDollar = Rate, Source = "例" },
        };
    }

    /// <summary>The sum of cells that are each rounded by themselves, against the bill's yen.</summary>
    static (long Off, int ColumnsOff) Naive(ApportionmentInput input, ApportionedMonth month)
    {
        var (sum, columnsOff) = (0L, 0);
        foreach (var column in month.Columns)
        {
            var exact = column.Amount.ToDecimal();
            var cells = 0L;
            foreach (var body in month.Bodies.Index())
            {
                var share = 0m;
                foreach (var part in column.Parts)
                {
                    share += exact * part.Rule.Percent / 100 * Ratio(part, body.Index);
                }

                cells += (long)Math.Round(share * input.Conversion.YenPerDollar!.Value, MidpointRounding.AwayFromZero);
            }

            sum += cells;
            columnsOff += cells == (long)Math.Round(exact * Rate, MidpointRounding.AwayFromZero) ? 0 : 1;
        }

        return (Math.Abs(sum - month.Yen), columnsOff);
    }

    static readonly Dictionary<(CostSplit Rule, int Parts), decimal[]> Ratios = [];

    static decimal Ratio(SplitPart part, int body)
    {
        var key = (part.Rule, part.Weights.Length);
        if (!Ratios.TryGetValue(key, out var ratios))
        {
            var weights = part.Weights.Select(w => w.Weight.ToDecimal()).ToArray();
            var total = weights.Sum();
            Ratios[key] = ratios = Array.ConvertAll(weights, w => w / total);
        }

        return ratios[body];
    }

    static CostLine Line(string service, ExactAmount amount) => new()
    {
        Account = "100000000001",
        Service = service,
        ChargeType = "Usage",
        Currency = "USD",
        Billed = amount,
        Amortised = amount,
        Rows = 1,
    };

    static IEnumerable<MunicipalityCode> Codes() =>
        from prefecture in Enumerable.Range(1, 47)
        from number in Enumerable.Range(1, 50)
        let digits = string.Create(CultureInfo.InvariantCulture, $"{prefecture:D2}{number:D3}")
        select Enumerable.Range(0, 10).Select(check => MunicipalityCode.TryParse($"{digits}{check}", out var code) ? code : default).First(c => c != default);

    static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"service-{number:D4}");

    static double Time(Action measured)
    {
        GC.Collect();
        var start = Stopwatch.GetTimestamp();
        measured();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}

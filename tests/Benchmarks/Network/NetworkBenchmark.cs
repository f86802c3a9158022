using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using GovCloud.Benchmarks.Measuring;
using GovCloud.Estates;
using GovCloud.Network;

namespace GovCloud.Benchmarks.Network;

/// <summary>
/// Planning and checking the addresses of a whole estate: from nothing, and again over its own lock with a tenth of the requests grown. The peer is sorting as
/// many ranges, which no check for overlaps can do without. Time is wall time on one thread.
/// </summary>
sealed class NetworkBenchmark(SampleEstate estate, Progress progress)
{
    const int Rounds = 5;

    // n log n from 1,000 to 100,000 is 1.67; the processor's caches do the rest.
    const double NearLinearGoal = 3;

    static readonly int[] Sizes = [1_000, 10_000, 100_000];
    static readonly DateOnly Today = new(2026, 11, 20);

    public BenchmarkResult Run()
    {
        var steps = Sizes.Select(Measure).ToList();
        var (first, last) = (steps[0], steps[^1]);
        return new BenchmarkResult(
            [
                .. steps.Select(s => new Measurement(
                    $"Planning and checking {s.Requests:N0} VPC requests",
                    $"{s.Plan.Median:N0} ms ({s.Plan.Spread("N0")}), {s.Plan.Median * 1000 / s.Requests:N1} µs a request; again with growth {s.Again.Median:N0} ms",
                    $"sorting the ranges {s.Sort.Median:N1} ms",
                    s.Plan.Median / s.Sort.Median)),
                new Measurement(
                    $"Growth: a request of {last.Requests:N0} against one of {first.Requests:N0}",
                    $"{last.Plan.Median * 1000 / last.Requests:N1} µs",
                    $"{first.Plan.Median * 1000 / first.Requests:N1} µs",
                    last.Plan.Median / last.Requests / (first.Plan.Median / first.Requests),
                    NearLinearGoal),
            ],
            ["Network: every request is a VPC of an account of its own with 8 subnets in two zones; the plan holds ranges and subnets, the checks all rules of `gca network check`."]);
    }

    Step Measure(int requests)
    {
        progress.Say($"network: {requests:N0} requests");
        var described = Estate(requests);
        var grown = described with { Network = described.Network with { Requests = [.. described.Network.Requests.Select((r, i) => i % 10 == 0 ? r with { Application = 60 } : r)] } };
        var (plan, again, sort) = (new List<double>(), new List<double>(), new List<double>());

        // The first rounds compile, and small ones must repeat until the optimised code runs, or they would flatter the growth.
        var warmUp = (40_000 / requests) + 1;
        for (var round = 0; round < warmUp + Rounds; round++)
        {
            AddressPlan result = null!;
            var planned = Time(() => NetworkChecks.Check(described, result = AddressPlanner.Plan(described, AddressLock.Empty, Today)));
            var replanned = Time(() => NetworkChecks.Check(grown, AddressPlanner.Plan(grown, result.Lock, Today)));
            var ranges = result.Lock.Allocations.SelectMany(a => a.Ranges).Select(r => r.Cidr).OrderBy(c => c.First * 2654435761u).ToArray();
            var sorted = Time(() => Array.Sort(ranges));

            if (round >= warmUp)
            {
                plan.Add(planned);
                again.Add(replanned);
                sort.Add(sorted);
            }
        }

        return new Step(requests, new Samples(plan), new Samples(again), new Samples(sort));
    }

    /// <summary>The sample estate with as many accounts, each with a small VPC, and a pool of 10.0.0.0/8 around its on-premises networks.</summary>
    Estate Estate(int requests)
    {
        var sample = estate.Index.Estate;
        ImmutableArray<Account> accounts =
        [
            .. Enumerable.Range(0, requests).Select(i => new Account
            {
                Id = AccountId.Parse(i.ToString("000000000000", CultureInfo.InvariantCulture)),
                Name = string.Create(CultureInfo.InvariantCulture, $"account-{i}"),
                Environment = DeploymentEnvironment.Production,
                System = sample.Systems[0].Id,
            }),
        ];
        return sample with
        {
            Accounts = accounts,
            Network = sample.Network with
            {
                Designated = [],
                Reserved = [],
                Pools = [new AddressPool { Id = "pool", Use = AddressUse.Production, Cidrs = [Cidr.Parse("10.0.0.0/8")] }],
                Standard = new VpcStandard { Application = 5, Data = 5, Endpoints = 5 },
                Requests = [.. accounts.Select(a => new VpcRequest { Account = a.Id })],
            },
        };
    }

    static double Time(Action measured)
    {
        GC.Collect();
        var start = Stopwatch.GetTimestamp();
        measured();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    sealed record Step(int Requests, Samples Plan, Samples Again, Samples Sort);
}

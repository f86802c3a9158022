using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Accounts;
using GovCloud.Adapters.Inventory;
using GovCloud.Audit;
using GovCloud.Benchmarks.Measuring;
using GovCloud.Estates;

namespace GovCloud.Benchmarks.Inventory;

/// <summary>
/// How often the inventory of five thousand accounts calls AWS, counted at the real collector over HTTP, against AWS's rates and against reading every user, role and policy by itself.
/// </summary>
sealed class FanoutBenchmark(EstateIndex estate, Progress progress)
{
    const int Accounts = 5_000;
    const int Sampled = 3;

    // What a reader of entities asks for each: see the notes.
    const int CallsOfUser = 9;
    const int CallsOfRole = 4;

    public async Task<BenchmarkResult> RunAsync(CancellationToken cancellationToken)
    {
        using var aws = new LoopbackAws(Accounts);
        progress.Say($"fanout: the frame of {Accounts:N0} accounts");
        var time = new JumpingTime();
        using var organization = new OrganizationReader(aws.Options, time);
        var frame = await organization.ReadAsync(Readings.Known<ImmutableArray<AccountRecord>>([]), OrganizationMode.Owned, cancellationToken);
        var framed = aws.Take();
        progress.Say($"fanout: {Sampled} accounts at the real rates");
        var context = frame.Context(estate.Estate, [], []);
        using var reader = new InventoryReader(aws.Options, TimeProvider.System);
        for (var number = 0; number < Sampled; number++)
        {
            await reader.ReadAsync(AccountId.Parse(LoopbackAws.AccountId(number)), frame, context, time.GetUtcNow().AddDays(-92), cancellationToken);
        }

        var read = aws.Take();
        progress.Say("fanout: the same account by its entities");
        var naive = await NaiveAsync(aws, cancellationToken);
        return Report(framed, read, naive);
    }

    static BenchmarkResult Report(IReadOnlyList<(string Service, string Operation, TimeSpan At)> framed, IReadOnlyList<(string Service, string Operation, TimeSpan At)> read, int naive)
    {
        double Each(string service) => read.Count(call => call.Service == service) / (double)Sampled;
        double Total(string service) => framed.Count(call => call.Service == service) + (Each(service) * Accounts);
        var (sso, organizations) = (Total("sso"), Total("organizations"));
        var peerSso = Accounts * (1.0 + LoopbackAws.PermissionSets);
        // A page of twenty, and for each account its parents, its tags and itself.
        var peerOrganizations = (Accounts / 20.0) + (3.0 * Accounts);
        var seconds = sso / CallRates.Of("SSO Admin").PerSecond;
        return new(
            [
                new($"Calls of one account to IAM ({LoopbackAws.Users} users, {LoopbackAws.Roles} roles, {LoopbackAws.Policies} policies)", $"{Each("iam"):0} calls", $"entity by entity {naive:N0}", Each("iam") / naive, 0.25),
                new($"Calls to Identity Center for {Accounts:N0} accounts", $"{sso:N0} calls, at least {seconds / 60:0} min at 20 a second", $"account by account {peerSso:N0}, {peerSso / 20 / 60:0} min", sso / peerSso, 0.5),
                new($"Calls to Organizations for {Accounts:N0} accounts", $"{organizations:N0} calls", $"account by account {peerOrganizations:N0}", organizations / peerOrganizations, 0.5),
                .. Rates(read),
            ],
            [
                string.Create(CultureInfo.InvariantCulture, $"Fan-out: calls are counted at an HTTP server by the service in their signature. The collector read {Sampled} accounts of {LoopbackAws.RolesInUse} roles and {LoopbackAws.UsersWithKeys} users in use; each account costs {read.Count / (double)Sampled:0} calls in all, {string.Join(", ", read.GroupBy(call => call.Service, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Key} {group.Count() / (double)Sampled:0.#}"))}; the frame {framed.Count:N0}. The peer made {naive:N0} calls over the same server: {CallsOfUser} for a user, {CallsOfRole} for a role, one or two for a policy, as readers of single entities do, without last access. Rates: the most calls that began within any second, by the real clock; where AWS publishes no rate there is nothing to compare. Table of rates of {CallRates.AsOf:yyyy-MM-dd}."),
            ]);
    }

    /// <summary>The busiest second of each service for which AWS names a rate.</summary>
    static IEnumerable<Measurement> Rates(IReadOnlyList<(string Service, string Operation, TimeSpan At)> read) =>
        from rate in CallRates.All
        where rate.Published
        let scope = rate.Service switch { "SSO Admin" => "sso", var other => other.ToLowerInvariant() }
        let times = read.Where(call => call.Service == scope).Select(call => call.At).ToList()
        where times.Count > 0
        let busiest = times.Max(start => times.Count(at => at >= start && at < start + TimeSpan.FromSeconds(1)))
        // CloudTrail is asked in two regions, each with a rate of its own.
        let allowed = Math.Max(rate.PerSecond, rate.Burst) * (rate.Service == "CloudTrail" ? 2 : 1)
        select new Measurement($"Busiest second of {rate.Service}", $"{busiest} calls", $"{allowed:0} allowed by AWS", busiest / allowed, 1.0);

    static async Task<int> NaiveAsync(LoopbackAws aws, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        var asked = Enumerable.Range(0, LoopbackAws.Users).SelectMany(_ => Enumerable.Repeat("ListUserPolicies", CallsOfUser))
            .Concat(Enumerable.Range(0, LoopbackAws.Roles).SelectMany(_ => Enumerable.Repeat("GetRole", CallsOfRole)))
            .Concat(Enumerable.Range(0, LoopbackAws.Policies).SelectMany(number => Enumerable.Repeat("GetPolicyVersion", 1 + (number % 2))));
        foreach (var operation in asked)
        {
            using var form = new FormUrlEncodedContent([new("Action", operation), new("Version", "2010-05-08")]);
            using var response = await http.PostAsync(aws.Address, form, cancellationToken);
            response.EnsureSuccessStatusCode();
        }

        return aws.Take().Count;
    }

    /// <summary>A clock on which waiting takes no time: what is counted does not depend on it.</summary>
    sealed class JumpingTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? TimeSpan.Zero : dueTime, period);
    }
}

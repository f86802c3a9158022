using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using GovCloud.Accounts;
using GovCloud.Audit;
using GovCloud.Benchmarks.Measuring;
using GovCloud.Estates;
using GovCloud.Inventory;
using GovCloud.Inventory.Trust;

namespace GovCloud.Benchmarks.Inventory;

/// <summary>
/// The account inventory over accounts of 20 users and 180 roles, judged one by one as the audit does it, and the analysis of 100,000 trust policies.
/// The peer reads the same policies as JSON and does nothing with them, which is the least that an analysis has to do.
/// </summary>
sealed class InventoryBenchmark(EstateIndex estate, Progress progress)
{
    const int Documents = 100_000;
    const int Users = 20;
    const int Roles = 180;
    const int Rounds = 3;

    // Accounts are judged one by one, so that the cost of one must not depend on how many there are.
    const double GrowthGoal = 1.5;

    static readonly int[] Accounts = [1250, 5000];
    static readonly DateTimeOffset Now = new(2026, 11, 21, 3, 0, 0, TimeSpan.Zero);

    static readonly ImmutableArray<byte[]> Trusts =
    [
        .. new[]
        {
            """{"Principal":{"Service":"ec2.amazonaws.com"}}""",
            """{"Principal":{"AWS":"arn:aws:iam::012345678901:root"},"Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}""",
            """{"Principal":{"AWS":"999999999999"},"Condition":{"StringEquals":{"sts:ExternalId":"4f0c1b"}}}""",
            """{"Principal":"*","Condition":{"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-ours000001/r-ab12/*"}}}""",
            """{"Principal":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":["o-ours000001","o-theirs0001"]}}}""",
        }.Select(rest => Encoding.UTF8.GetBytes($$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",{{rest[1..^1]}}}]}""")),
    ];

    readonly AccountId account = estate.Estate.Accounts[0].Id;

    readonly InventoryContext context = new(
        estate.Estate,
        Readings.Unknown<ImmutableArray<AccountRecord>>("計測に使わない"),
        Readings.Unknown<ImmutableArray<OrganizationAccount>>("計測に使わない"),
        Readings.Known(new OrganizationFacts("o-ours000001", null)));

    public BenchmarkResult Run()
    {
        progress.Say($"inventory: {Documents:N0} trust policies");
        var (analyse, read) = (Time(() => Analyse()), Time(Read));
        var steps = Accounts.Select(Measure).ToList();
        return new BenchmarkResult(
            [
                new Measurement(
                    $"Trust policies, {Documents:N0} read and analysed", $"{analyse.Median / 1000:0.00} s ({analyse.Spread("N0")} ms)", $"reading them as JSON {read.Median:N0} ms", analyse.Median / read.Median),
                .. steps.Select(step => new Measurement(
                    $"Account inventory of {step.Accounts:N0} accounts with {Users + Roles} users and roles, {InventoryChecks.OfAccount.Length} checks",
                    $"{step.Judge.Median / 1000:0.00} s ({step.Judge.Spread("N0")} ms), {step.Answers:N0} answers, {step.Megabytes:N0} MB in use",
                    $"{steps[0].Accounts:N0} accounts: {steps[0].Judge.Median / 1000:0.00} s",
                    step.Judge.Median / step.Accounts / (steps[0].Judge.Median / steps[0].Accounts),
                    GrowthGoal)),
            ],
            ["Account inventory: wall time on one thread, without reading from AWS; the ratio is the cost of an account against that in the smallest run. Memory is what is in use after the last account."]);
    }

    int Analyse()
    {
        var found = 0;
        for (var i = 0; i < Documents; i++)
        {
            using var document = JsonDocument.Parse(Trusts[i % Trusts.Length]);
            found += IamPolicyText.Read(document.RootElement).Match(trust => TrustAnalysis.Of(trust, "arn:aws:iam::000000000001:role/r", account, context, Now).Length, why => throw new FormatException(why));
        }

        return found;
    }

    static void Read()
    {
        for (var i = 0; i < Documents; i++)
        {
            using var document = JsonDocument.Parse(Trusts[i % Trusts.Length]);
        }
    }

    static Samples Time(Action work)
    {
        work();
        return new Samples([.. Enumerable.Range(0, Rounds).Select(_ =>
        {
            var start = Stopwatch.GetTimestamp();
            work();
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        })]);
    }

    Step Measure(int accounts)
    {
        progress.Say($"inventory: {accounts:N0} accounts");
        long answers = 0;
        var judge = Time(() =>
        {
            answers = 0;
            for (var i = 0; i < accounts; i++)
            {
                answers += AuditEngine.Judge(InventoryChecks.OfAccount, Evidence(), []).LongCount();
            }
        });
        return new Step(accounts, answers, judge, GC.GetTotalMemory(forceFullCollection: false) / 1e6);
    }

    AccountEvidence Evidence() => new()
    {
        Account = account,
        Context = context,
        At = Now,
        Since = Now.AddDays(-92),
        Credentials = Readings.Known(new CredentialReport { Rows = [.. Enumerable.Range(0, Users).Select(User)] }),
        Roles = Readings.Known<ImmutableArray<IamRole>>([.. Enumerable.Range(0, Roles).Select(Role)]),
    };

    CredentialRow User(int number) => new()
    {
        User = string.Create(CultureInfo.InvariantCulture, $"user-{number}"),
        Arn = string.Create(CultureInfo.InvariantCulture, $"arn:aws:iam::{account}:user/user-{number}"),
        CreatedAt = Now.AddDays(-400),
        HasPassword = number % 2 == 0,
        PasswordLastUsedAt = Now.AddDays(-3),
        PasswordChangedAt = Now.AddDays(-30),
        HasMfa = true,
        Keys = [new(number % 3 == 0, Now.AddDays(-30), Now.AddDays(-1)), new(false, null, null)],
        ActiveCertificates = 0,
    };

    IamRole Role(int number) => new()
    {
        Name = string.Create(CultureInfo.InvariantCulture, $"role-{number}"),
        Arn = string.Create(CultureInfo.InvariantCulture, $"arn:aws:iam::{account}:role/role-{number}"),
        CreatedAt = Now.AddDays(-300),
        Trust = Parsed[number % Parsed.Length],
        LastUsedAt = Readings.Known<DateTimeOffset?>(Now.AddDays(-2)),
    };

    static readonly ImmutableArray<Reading<Policies.PolicyDocument>> Parsed = [.. Trusts.Select(trust => IamPolicyText.Read(JsonSerializer.Deserialize<JsonElement>(trust)))];

    sealed record Step(int Accounts, long Answers, Samples Judge, double Megabytes);
}

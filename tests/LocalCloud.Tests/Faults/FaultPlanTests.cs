using FsCheck;
using FsCheck.Fluent;
using GovCloud.LocalCloud.Faults;

namespace GovCloud.LocalCloud.Tests.Faults;

/// <summary>Which calls a plan disturbs.</summary>
public sealed class FaultPlanTests
{
    static readonly FaultedCall Put = new("dynamodb", "PutItem", SampleAssembly.Operations, "triage");

    readonly FaultPlan plan = new(TimeProvider.System);

    [Fact]
    public void The_nth_calls_are_disturbed_and_no_other()
    {
        plan.Inject(new() { Effect = new FaultEffect.Throttled(), From = 3, Calls = 2 });
        Assert.Equal([false, false, true, true, false], Enumerable.Range(0, 5).Select(_ => plan.Next(Put).Length > 0));
        Assert.Equal(2, plan.Count<FaultEffect.Throttled>());
        Assert.All(plan.Injected, injected => Assert.Equal(Put, injected.Call));
    }

    [Theory]
    [InlineData("sqs", "PutItem", SampleAssembly.Operations, "triage")]
    [InlineData("dynamodb", "GetItem", SampleAssembly.Operations, "triage")]
    [InlineData("dynamodb", "PutItem", SampleAssembly.Member, "triage")]
    [InlineData("dynamodb", "PutItem", SampleAssembly.Operations, null)]
    public void A_call_of_another_service_operation_account_or_function_is_left_alone(string service, string operation, string account, string? function)
    {
        plan.Inject(Fault.Of("dynamodb", new FaultEffect.Denied(), "PutItem") with { Account = SampleAssembly.Operations, Function = "triage" });
        Assert.Empty(plan.Next(new(service, operation, account, function)));
        Assert.Single(plan.Next(Put));
    }

    [Fact]
    public void A_fault_that_is_taken_away_disturbs_nothing()
    {
        plan.Inject(new() { Effect = new FaultEffect.ServerError() }).Dispose();
        Assert.Empty(plan.Next(Put));
    }

    [Fact]
    public void An_effect_that_a_call_cannot_have_neither_happens_nor_counts()
    {
        plan.Inject(new() { Effect = new FaultEffect.SmallPages() });
        plan.Inject(new() { Effect = new FaultEffect.PartialFailure() });
        Assert.Empty(plan.Next(Put));
        Assert.Empty(plan.Injected);
    }

    [Fact]
    public void The_same_seed_disturbs_the_same_calls() => Prop.ForAll<ulong, byte>((seed, percent) =>
    {
        bool[] Run()
        {
            var one = new FaultPlan(TimeProvider.System) { Seed = seed };
            one.Inject(new() { Effect = new FaultEffect.Throttled(), Probability = percent % 101 / 100.0 });
            return [.. Enumerable.Range(0, 50).Select(_ => one.Next(Put).Length > 0)];
        }

        return Run().SequenceEqual(Run());
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_probability_is_kept_over_many_calls()
    {
        plan.Inject(new() { Effect = new FaultEffect.Throttled(), Probability = 0.2 });
        Assert.InRange(Enumerable.Range(0, 10_000).Count(_ => plan.Next(Put).Length > 0), 1_850, 2_150);
    }

    [Fact]
    public void Pages_of_any_size_give_each_item_once_and_no_token_twice() => Prop.ForAll<byte, byte, byte>((items, size, emptyEvery) =>
    {
        int[] all = [.. Enumerable.Range(0, items % 30)];
        var (found, tokens, number) = (new List<int>(), new List<string>(), 0);
        string? token = null;
        do
        {
            number++;
            var (page, next) = PageLimit.Cut(all, token, asked: 10, new PageLimit(1 + (size % 5), IsEmpty: number % (2 + (emptyEvery % 3)) == 0));
            found.AddRange(page);
            token = next;
            tokens.AddRange(next is null ? [] : [next]);
        }
        while (token is not null);
        return found.SequenceEqual(all) && tokens.Distinct(StringComparer.Ordinal).Count() == tokens.Count;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0, 1, 1.0)]
    [InlineData(1, 0, 1.0)]
    [InlineData(1, 1, 1.5)]
    public void A_fault_whose_numbers_make_no_sense_is_refused(int from, int calls, double probability) =>
        Assert.Throws<ArgumentException>(() => plan.Inject(new() { Effect = new FaultEffect.Throttled(), From = from, Calls = calls, Probability = probability }));
}

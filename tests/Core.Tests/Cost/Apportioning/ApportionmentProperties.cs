using System.Collections.Immutable;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using GovCloud.Cost;
using GovCloud.Cost.Apportioning;
using GovCloud.Estates;
using static GovCloud.Core.Tests.Cost.Apportioning.Month;

namespace GovCloud.Core.Tests.Cost.Apportioning;

/// <summary>What holds for any month.</summary>
public sealed class ApportionmentProperties
{
    static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(300);

    [Fact]
    public void Every_sum_is_exact_and_every_yen_is_within_one_of_its_exact_amount() =>
        Prop.ForAll(Months.Any, input => Conservation.AssertExact(input, Apportioner.Apportion(input))).Check(Many);

    [Fact]
    public void The_order_of_lines_bodies_and_values_makes_no_difference_and_a_replay_none_either() => Prop.ForAll(Months.Any, input =>
    {
        var turned = input with
        {
            Bill = input.Bill with { Lines = [.. input.Bill.Lines.Reverse()] },
            Estate = input.Estate with
            {
                Municipalities = [.. input.Estate.Municipalities.Reverse()],
                Cost = input.Estate.Cost with { Drivers = [.. input.Estate.Cost.Drivers.Reverse().Select(d => d with { Values = [.. d.Values.Reverse()] })] },
            },
        };
        return TextOf(Apportioner.Apportion(input)) == TextOf(Apportioner.Apportion(turned)) && TextOf(Apportioner.Apportion(input)) == TextOf(Apportioner.Apportion(input));
    }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void Credits_and_the_cost_that_they_take_back_leave_nothing() => Prop.ForAll(Months.Any, input =>
    {
        var usage = input.Bill.Lines.Where(l => l.Kind is ChargeKind.Usage).ToList();
        ImmutableArray<CostLine> lines = [Line(AccountAb, "1"), .. usage, .. usage.Select(l => l with { Billed = -l.Billed, Amortised = -l.Amortised })];
        var nothing = input with { Bill = input.Bill with { Lines = lines }, Conversion = new YenConversion { YenPerDollar = 150, Source = "例" } };
        var month = Apportioner.Apportion(nothing);
        return month.Total == ExactAmount.Parse("1") && month.Yen == 150 && month.Bodies.Sum(month.YenOf) == 150;
    }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void A_bill_of_the_other_sign_is_split_by_the_same_ratios() => Prop.ForAll(Amounts(), Weights(), (units, weights) =>
    {
        var prepared = SplitWeights.Of([.. weights.Select(w => ExactAmount.FromUnits(w))]);
        var amount = ExactAmount.FromUnits(units);
        var (parts, negative) = (ExactSplit.Split(amount, prepared), ExactSplit.Split(-amount, prepared));
        return Conservation.Sum(parts) == amount && parts.Zip(negative).All(p => p.First == -p.Second);
    }).Check(Many);

    [Fact]
    public void A_part_is_within_one_last_digit_of_its_exact_ratio_for_weights_of_any_size() => Prop.ForAll(Amounts(), Weights(), (units, weights) =>
    {
        var total = weights.Aggregate(BigInteger.Zero, (sum, w) => sum + w);
        var parts = ExactSplit.Split(ExactAmount.FromUnits(units), SplitWeights.Of([.. weights.Select(w => ExactAmount.FromUnits(w))]));
        return parts.Zip(weights).All(p => BigInteger.Abs((p.First.ToUnits() * total) - (units * p.Second)) < total);
    }).Check(Many);

    [Fact]
    public void Weights_that_are_scaled_split_alike() => Prop.ForAll(Amounts(), Weights(), (units, weights) =>
    {
        var plain = SplitWeights.Of([.. weights.Select(w => ExactAmount.FromUnits(w))]);
        var scaled = SplitWeights.Of([.. weights.Select(w => ExactAmount.FromUnits(w * 1_000))]);
        var amount = ExactAmount.FromUnits(units);
        return ExactSplit.Split(amount, plain).SequenceEqual(ExactSplit.Split(amount, scaled));
    }).Check(Many);

    [Fact]
    public void A_body_alone_bears_everything() => Prop.ForAll(Months.Any, input =>
    {
        var alone = input with { Estate = Months.EstateOf(1) with { Cost = input.Estate.Cost with { Participations = [] } } };
        var month = Apportioner.Apportion(alone);
        return month.Bodies.Length == 1 && month.YenOf(month.Bodies[0]) == month.Yen;
    }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void A_day_more_adds_to_the_share_and_by_no_more_than_a_day_s_part() => Prop.ForAll(
        Gen.Choose(2, 30).ToArbitrary(),
        Gen.Choose(1, 1_000_000).ToArbitrary(),
        Gen.Elements<ImmutableArray<ShareLimit>>([], [new ShareLimit { MinimumPercent = 20 }], [new ShareLimit { MaximumPercent = 45 }]).ToArbitrary(),
        (day, population, limits) =>
        {
            var (later, earlier) = (ShareFrom(day, population, limits), ShareFrom(day - 1, population, limits));
            return earlier >= later && earlier - later <= 1m / 20;
        }).Check(Many);

    [Fact]
    public void Every_share_is_traced_to_its_lines_to_the_last_digit() => Prop.ForAll(Months.Any, input =>
    {
        var month = Apportioner.Apportion(input);
        foreach (var (column, share) in month.Columns.SelectMany(c => c.Shares.Select(s => (c, s))).Where(s => s.c.Amount.Sign != 0))
        {
            var trace = AmountTrace.Of(month, column.Id, share.Municipality)!;
            Assert.Equal(share.Amount, Conservation.Sum(trace.Lines.Select(l => l.Part).Concat(trace.Inherited.Select(i => i.Part))));
        }
    }).Check(Config.QuickThrowOnFailure);

    static decimal ShareFrom(int day, int population, ImmutableArray<ShareLimit> limits)
    {
        var rules = Rules(Rest with { Split = [Even(40), By("population", 60)], Limits = limits }) with
        {
            Drivers = [Driver("population", (A, 500_000), (B, population), (C, 200_000))],
            Participations = [new CostParticipation { Municipality = B, From = new DateOnly(2026, 6, day) }],
        };
        return Apportion(rules, Line(NetworkAccount, "1")).Column("rest").Shares.Single(s => s.Municipality == B).Amount.ToDecimal();
    }

    static string TextOf(ApportionedMonth month) => string.Join('\n', month.Columns.Select(c =>
        $"{c.Id} {c.Amount} {c.Yen} {c.PassedOn} {string.Join(',', c.Inherited)} {string.Join(',', c.Lines.Select(l => $"{l.Account}{l.Service}{l.ChargeType}{l.Billed}{l.Owner}"))} "
        + $"{string.Join(',', c.Parts.Select(p => $"{p.Amount}:{string.Join('+', p.Weights.Select(w => w.ToString()))}"))} {string.Join(',', c.Shares.Select(s => s.ToString()))}"))
        + string.Join('\n', month.Notes.Select(n => n.ToString()));

    static Arbitrary<BigInteger> Amounts() => (
        from digits in Gen.Choose(0, 66)
        from numbers in Gen.ArrayOf(Gen.Choose(0, 9), digits)
        select numbers.Aggregate(BigInteger.Zero, (sum, digit) => (sum * 10) + digit)).ToArbitrary();

    static Arbitrary<BigInteger[]> Weights() => (
        from size in Gen.Choose(1, 12)
        from bits in Gen.Elements(1, 8, 40, 61, 90, 180)
        from seeds in Gen.ArrayOf(Gen.Choose(0, int.MaxValue), size)
        let weights = seeds.Select(s => (BigInteger)s * s % (BigInteger.One << bits) * (bits > 62 ? BigInteger.One << (bits - 62) : 1)).ToArray()
        select Array.TrueForAll(weights, w => w.IsZero) ? [BigInteger.One, .. weights[1..]] : weights).ToArbitrary();
}

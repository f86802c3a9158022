using System.Collections.Immutable;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using GovCloud.Cost;
using GovCloud.Cost.Apportioning;
using GovCloud.Estates;
using static GovCloud.Core.Tests.Cost.Apportioning.Month;

namespace GovCloud.Core.Tests.Cost.Apportioning;

/// <summary>Months of every kind: any mixture of methods, limits, days, credits, tax, step-down and conversions, for one to nine bodies.</summary>
static class Months
{
    static readonly MunicipalityCode[] Codes = [.. Enumerable.Range(0, 9).Select(i => Code(i + 1))];

    static readonly Gen<CostLine> Lines =
        from account in Gen.Elements(AccountA, AccountB, AccountAb, NetworkAccount, AccountATest, "999999999999")
        from chargeType in Gen.Frequency((8, Gen.Constant("Usage")), (2, Gen.Constant("Tax")), (2, Gen.Elements("Credit", "Refund", "SavingsPlanRecurringFee", "NewThing")))
        from service in Gen.Elements("AmazonEC2", "AmazonS3", "AWSSupportBusiness")
        from whole in Gen.Choose(0, 2_000)
        from digits in Gen.Choose(0, 999_999_999)
        from decimals in Gen.Choose(1, 25)
        let amount = ExactAmount.Parse(string.Create(CultureInfo.InvariantCulture, $"{(chargeType is "Credit" or "Refund" ? "-" : "")}{whole}.{digits.ToString(CultureInfo.InvariantCulture).PadLeft(decimals, '0')}"))
        from tag in Gen.Elements("", "", "", "kou", "b3")
        let line = Line(account, "0", chargeType, service) with { Billed = amount, Amortised = amount, Rows = 1 + (digits % 5) }
        select tag.Length == 0 ? line : line.Tagged("Municipality", tag);

    static readonly Gen<ImmutableArray<CostSplit>> Splits = Gen.Elements<ImmutableArray<CostSplit>>(
        [Even()],
        [By("population")],
        [By("population") with { Exponent = 0.37m }],
        [By("population") with { Bands = [new DriverBand { UpTo = 1_000, Factor = 1.5m }, new DriverBand { Factor = 0.25m }] }],
        [new CostSplit { Method = SplitMethod.DirectCost }],
        [Even(33.3m), By("population", 33.3m), By("usage", 33.4m)],
        [By("usage", 12.5m), new CostSplit { Method = SplitMethod.DirectCost, Percent = 87.5m }]);

    static readonly Gen<ImmutableArray<ShareLimit>> Limits = Gen.Elements<ImmutableArray<ShareLimit>>(
        [], [], [new ShareLimit { MinimumPercent = 5 }], [new ShareLimit { MinimumPercent = 2.5m }, new ShareLimit { Municipality = Codes[0], MinimumPercent = 12 }]);

    public static readonly Arbitrary<ApportionmentInput> Any = (
        from bodies in Gen.Choose(1, Codes.Length)
        from lines in Gen.NonEmptyListOf(Lines)
        from population in Gen.ArrayOf(Gen.Choose(0, 3_000_000), bodies)
        from usage in Gen.ArrayOf(Gen.Choose(0, 5), bodies)
        from shared in Splits
        from network in Splits
        from rest in Splits
        from limits in Limits
        from days in Gen.Choose(1, 30)
        from part in Gen.Choose(0, 3)
        from apart in Gen.Elements<ImmutableArray<CostDimension>>([], [CostDimension.System], [CostDimension.Environment, CostDimension.ChargeKind], [CostDimension.Account, CostDimension.Service])
        from tax in Gen.Elements(TaxTreatment.FollowTaxedCost, TaxTreatment.OwnPool)
        from rate in Gen.Choose(1, 40_000)
        from invoice in Gen.Elements(true, false)
        from rounding in Gen.Elements(YenRounding.Down, YenRounding.HalfUp, YenRounding.Up)
        let estate = EstateOf(bodies) with
        {
            Cost = new EstateCost
            {
                Tax = tax,
                TotalRounding = rounding,
                Drivers = [DriverOf("population", population), DriverOf("usage", usage)],
                Participations = part == 0 ? [] : [new CostParticipation { Municipality = Codes[part % bodies], From = new DateOnly(2026, 6, days) }],
                Pools = Pools(apart, shared, network, rest, limits),
            },
        }
        let bill = new CostBill { Month = new CostMonth(2026, 6), Lines = [.. lines], Inputs = [] }
        select new ApportionmentInput { Estate = estate, Bill = bill, Conversion = ConversionOf(bill, invoice, rate) }).ToArbitrary();

    public static MunicipalityCode Code(int number)
    {
        var digits = string.Create(CultureInfo.InvariantCulture, $"13{number:D3}");
        return Enumerable.Range(0, 10).Select(d => MunicipalityCode.TryParse($"{digits}{d}", out var code) ? code : default).First(c => c != default);
    }

    public static Estate EstateOf(int bodies)
    {
        ImmutableArray<MunicipalityCode> pair = [.. Codes.Take(Math.Min(2, bodies))];
        return Month.Estate with
        {
            Municipalities = [.. Codes.Take(bodies).Select((c, i) => new Municipality { Code = c, Name = $"{i}市", Slug = i == 0 ? "kou" : $"b{i}", ItDepartment = "it" })],
            Systems = [.. Month.Estate.Systems.Select(s => s with { Municipalities = pair })],
            Accounts = [.. Month.Estate.Accounts.Select(a => a with { Municipalities = a.Municipalities switch { [] => [], [var only] when only == A => [pair[0]], _ => [pair[^1]] } })],
        };
    }

    static ImmutableArray<CostPool> Pools(
        ImmutableArray<CostDimension> apart, ImmutableArray<CostSplit> shared, ImmutableArray<CostSplit> network, ImmutableArray<CostSplit> rest, ImmutableArray<ShareLimit> limits) =>
    [
        new CostPool
        {
            Id = "support",
            Name = "サポート",
            Match = new CostMatch { Services = ["AWSSupport*"] },
            Among = PoolParticipants.All,
            Split = [new CostSplit { Method = SplitMethod.Pools, Pools = ["direct", "shared", "network"], Percent = 60 }, Even(40)],
        },
        Direct with { Apart = apart },
        new CostPool { Id = "shared", Name = "共同", Match = new CostMatch { Purposes = [AccountPurpose.System] }, Apart = apart, Split = shared },
        new CostPool { Id = "network", Name = "網", Match = new CostMatch { Purposes = [AccountPurpose.Network] }, Among = PoolParticipants.All, Split = network, Limits = limits },
        new CostPool { Id = "rest", Name = "その他", Among = PoolParticipants.All, Split = rest },
    ];

    static CostDriver DriverOf(string id, int[] values) => Driver(id, [.. values.Select((v, i) => (Codes[i], (decimal)v))]);

    static YenConversion ConversionOf(CostBill bill, bool invoice, int rate) => invoice && bill.Total(CostBasis.Billed).Sign > 0
        ? new YenConversion { InvoiceYen = rate, Source = "例" }
        : new YenConversion { YenPerDollar = rate / 100m, Source = "例" };
}

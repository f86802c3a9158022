using System.Collections.Immutable;
using System.Globalization;
using GovCloud.Cost;
using GovCloud.Cost.Apportioning;
using GovCloud.Cost.Sources;
using GovCloud.Cost.Statements;
using GovCloud.Estates;

namespace GovCloud.Documents.Tests.Statements;

/// <summary>A month with one of everything: direct, even, drivers with exponent and bands, days, limits, step-down, tax, credits and a correction.</summary>
static class SampleMonth
{
    public static readonly CostMonth Month = new(2026, 5);

    const string Shared = "111111111111";
    const string Test = "222222222222";
    const string Network = "333333333333";
    const string Operations = "444444444444";
    const string Own = "555555555555";

    public static StatementRecord Of(int bodies, Func<Estate, Estate>? change = null, long? invoice = null)
    {
        var estate = change is null ? Estate(bodies) : change(Estate(bodies));
        var bill = Bill();
        ImmutableArray<MonthlyDriverValues> drivers = [Traffic(estate)];
        var split = Apportioner.Apportion(new ApportionmentInput
        {
            Estate = estate,
            Bill = bill,
            Conversion = invoice is null
                ? new YenConversion { YenPerDollar = 151.37m, Source = "例: 2026年5月の月間平均" }
                : new YenConversion { InvoiceYen = invoice, Source = "例: 請求書 第5号" },
            DriverValues = drivers,
        });
        var first = estate.Municipalities.Min(m => m.Code);
        return StatementRecords.Create(
            estate,
            bill,
            split,
            drivers,
            [
                new ReconciledSource { Source = ReconciliationSource.Export, Reference = "cur-00001.csv.gz", Amount = split.Total, Agrees = true },
                new ReconciledSource { Source = ReconciliationSource.CostExplorer, Reference = "GetCostAndUsage UnblendedCost", Amount = split.Total + ExactAmount.Parse("0.03"), Agrees = false, Accounts = [new ReconciledAccount(Shared, ExactAmount.Parse("1"), ExactAmount.Parse("1.03"))] },
                new ReconciledSource { Source = ReconciliationSource.Invoice, Reference = "請求書 第5号", Yen = split.Yen, Agrees = true },
            ],
            [new StatementCorrection { Month = new CostMonth(2026, 4), Replaces = 1, Revision = 2, Municipality = first, Column = "共通ネットワーク", Before = 10_000, After = 9_876 }],
            revision: 1);
    }

    public static Estate Estate(int bodies)
    {
        var codes = Codes(bodies);
        return new Estate
        {
            Profile = new EstateProfile { Name = "sample", Title = "見本の運用環境(例)", Sample = true, Operator = "operator", OperationsAccount = AccountId.Parse(Operations) },
            Organisations = [new Organisation { Id = "operator", Name = "運用会社", Kind = OrganisationKind.Operator, Calendar = "desk" }],
            Municipalities = [.. codes.Select((c, i) => new Municipality { Code = c, Name = NameOf(i), Slug = $"body-{i + 1}", ItDepartment = "it" })],
            Systems = [new BusinessSystem { Id = "resident", Name = "住民記録", Usage = UsageMode.Shared, Vendor = "vendor", Municipalities = [.. codes] }],
            Accounts =
            [
                AccountOf(Shared, "resident-prod", AccountPurpose.System) with { System = "resident" },
                AccountOf(Test, "resident-test", AccountPurpose.System) with { System = "resident", Environment = DeploymentEnvironment.Verification },
                AccountOf(Network, "network", AccountPurpose.Network),
                AccountOf(Operations, "operations", AccountPurpose.Operations),
                AccountOf(Own, "resident-own", AccountPurpose.System) with { System = "resident", Municipalities = [codes[0]] },
            ],
            Cost = Rules(codes),
        };
    }

    public static ImmutableArray<MunicipalityCode> Codes(int count) =>
    [
        .. Enumerable.Range(1, 47).SelectMany(p => Enumerable.Range(100, 100).Select(n => Code(p, n))).Take(count),
    ];

    static MunicipalityCode Code(int prefecture, int number) => Enumerable.Range(0, 10)
        .Select(check => (Valid: MunicipalityCode.TryParse(string.Create(CultureInfo.InvariantCulture, $"{prefecture:00}{number}{check}"), out var code), code))
        .First(c => c.Valid).code;

    static string NameOf(int index) => index switch
    {
        0 => "葛飾区",
        1 => "髙﨑町(途中参加)",
        2 => "非常に長い名前を持つ広域行政事務組合および関係市町村連絡協議会",
        3 => "=HYPERLINK(\"http://example.jp\")村",
        _ => $"見本{index + 1}市",
    };

    static Account AccountOf(string id, string name, AccountPurpose purpose) =>
        new() { Id = AccountId.Parse(id), Name = name, Environment = DeploymentEnvironment.Production, Purpose = purpose };

    static EstateCost Rules(ImmutableArray<MunicipalityCode> codes) => new()
    {
        Drivers =
        [
            new CostDriver
            {
                Id = "population", Name = "住民基本台帳人口", Unit = "人", AsOf = new DateOnly(2026, 1, 1), Source = "住民基本台帳に基づく人口(例の値)",
                Values = [.. codes.Select((c, i) => new CostDriverValue { Municipality = c, Value = 468_000 - (i * 7_919 % 460_000) })],
            },
            new CostDriver { Id = "traffic", Name = "通信量", Unit = "GB", Monthly = true, Source = "団体別の通信量" },
        ],
        Pools =
        [
            new CostPool { Id = "support", Name = "AWSサポート", Match = new CostMatch { Services = ["AWSSupport*"] }, Among = PoolParticipants.All, Split = [new CostSplit { Method = SplitMethod.DirectCost }] },
            new CostPool { Id = "tools", Name = "共通ツール", Match = new CostMatch { Services = ["AWSTools"] }, Among = PoolParticipants.All, Split = [new CostSplit { Method = SplitMethod.Pools, Pools = ["network", "operations"] }] },
            new CostPool { Id = "credit", Name = "クレジット", Match = new CostMatch { ChargeTypes = ["Credit"] }, Among = PoolParticipants.All, Split = [new CostSplit { Method = SplitMethod.Even }] },
            new CostPool { Id = "direct", Name = "業務システム(直課)", Match = new CostMatch { OneBody = true, Purposes = [AccountPurpose.System] }, Apart = [CostDimension.System, CostDimension.Environment], Split = [new CostSplit { Method = SplitMethod.Direct }] },
            new CostPool
            {
                Id = "shared", Name = "業務システム(共同利用)", Match = new CostMatch { Purposes = [AccountPurpose.System] }, Apart = [CostDimension.System, CostDimension.Environment],
                Split = [new CostSplit { Method = SplitMethod.Even, Percent = 30 }, new CostSplit { Method = SplitMethod.Driver, Driver = "population", Percent = 70 }], Agreement = "按分協定(例) 別表2",
            },
            new CostPool
            {
                Id = "network", Name = "共通ネットワーク", Match = new CostMatch { Purposes = [AccountPurpose.Network] }, Among = PoolParticipants.All,
                Split =
                [
                    new CostSplit { Method = SplitMethod.Even, Percent = 20 }, new CostSplit { Method = SplitMethod.Driver, Driver = "traffic", Percent = 50 },
                    new CostSplit { Method = SplitMethod.Driver, Driver = "population", Percent = 30, Exponent = 0.5m },
                ],
                Limits = [new ShareLimit { MinimumPercent = 60m / codes.Length }],
            },
            new CostPool
            {
                Id = "operations", Name = "運用管理・ログ保管", Match = new CostMatch { Purposes = [AccountPurpose.Operations] }, Among = PoolParticipants.All,
                Split = [new CostSplit { Method = SplitMethod.Driver, Driver = "population", Bands = [new DriverBand { UpTo = 100_000, Factor = 1 }, new DriverBand { UpTo = 300_000, Factor = 0.7m }, new DriverBand { Factor = 0.4m }] }],
            },
            new CostPool { Id = "rest", Name = "その他", Among = PoolParticipants.All, Split = [new CostSplit { Method = SplitMethod.Even }] },
        ],
        Participations = codes.Length > 1 ? [new CostParticipation { Municipality = codes[1], From = new DateOnly(2026, 5, 11) }] : [],
    };

    static MonthlyDriverValues Traffic(Estate estate) => new()
    {
        Driver = "traffic",
        Source = "traffic-2026-05.csv",
        Sha256 = new string('d', 64),
        Values = [.. estate.Municipalities.Select((m, i) => new CostDriverValue { Municipality = m.Code, Value = i == 2 ? 0 : 812.5m + (i * 3.25m) })],
    };

    static CostBill Bill()
    {
        ImmutableArray<CostLine> lines =
        [
            Line(Shared, "AmazonEC2", "Usage", "2145.1234567", "APN1-BoxUsage:m6i.large", "0.124", "17299.3827153225806451612903225806", "Hrs"),
            Line(Shared, "AmazonRDS", "Usage", "873.0000001", "APN1-InstanceUsage:db.r6g.large", "", "0", ""),
            Line(Shared, "AmazonEC2", "Tax", "214.51234567", "", "", "0", ""),
            Line(Test, "AmazonEC2", "Usage", "310.5", "APN1-BoxUsage:t3.medium", "0.0544", "5707.720588235294117647", "Hrs"),
            Line(Network, "AmazonVPC", "Usage", "1520.333333333333333333", "APN1-TransitGateway-Hours", "0.07", "21719.0476190476", "Hrs"),
            Line(Network, "AmazonVPC", "Usage", "1e-07", "APN1-TransitGateway-Bytes", "0.02", "0.000005", "GB"),
            Line(Operations, "AmazonCloudWatch", "Usage", "402.777", "APN1-TimedStorage-ByteHrs", "0.033", "12205.3636363636", "GB-Mo"),
            Line(Own, "AmazonS3", "Usage", "99.99", "APN1-TimedStorage-ByteHrs", "0.025", "3999.6", "GB-Mo"),
            Line(Operations, "AWSSupportBusiness", "Fee", "480", "", "", "0", ""),
            Line(Operations, "AWSTools", "Usage", "33.3", "", "", "0", ""),
            Line(Operations, "AmazonEC2", "Credit", "-123.456", "", "", "0", ""),
            Line("999999999999", "AWS Marketplace thing", "Mystery", "7.77", "", "", "0", ""),
        ];
        return new CostBill
        {
            Month = Month,
            Lines = lines,
            Inputs =
            [
                new BillInput("cur/data/BILLING_PERIOD=2026-05/cur-00001.csv.gz", ExportFormat.Cur2, new string('a', 64), 12_345_678, 1_200_000, lines.Aggregate(ExactAmount.Zero, (sum, l) => sum + l.Billed)),
            ],
        };
    }

    static CostLine Line(string account, string service, string type, string amount, string usage, string price, string quantity, string unit) => new()
    {
        Account = account,
        Service = service,
        ChargeType = type,
        BillingEntity = "AWS",
        Currency = "USD",
        Billed = ExactAmount.Parse(amount),
        Amortised = ExactAmount.Parse(amount),
        UsageType = usage,
        UnitPrice = price,
        Quantity = ExactAmount.Parse(quantity),
        Unit = unit,
        Rows = 1,
    };
}

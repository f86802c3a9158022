using System.Collections.Immutable;
using GovCloud.Cost;
using GovCloud.Cost.Apportioning;
using GovCloud.Estates;

namespace GovCloud.Core.Tests.Cost.Apportioning;

/// <summary>A small month that tests change: three bodies, accounts of one, of two and of all, and pools as each test needs them.</summary>
static class Month
{
    public static readonly MunicipalityCode A = MunicipalityCode.Parse("011002");
    public static readonly MunicipalityCode B = MunicipalityCode.Parse("131016");
    public static readonly MunicipalityCode C = MunicipalityCode.Parse("271004");

    /// <summary>Account of A alone, carrying system tax, production.</summary>
    public const string AccountA = "100000000001";

    /// <summary>Account of B alone, carrying system tax, production.</summary>
    public const string AccountB = "100000000002";

    /// <summary>Account of A and B, carrying system care, production.</summary>
    public const string AccountAb = "100000000003";

    /// <summary>Network account that names no body.</summary>
    public const string NetworkAccount = "100000000004";

    /// <summary>Account of A alone, carrying system tax, verification.</summary>
    public const string AccountATest = "100000000005";

    public static readonly CostPool Rest = new() { Id = "rest", Name = "その他", Among = PoolParticipants.All, Split = [Even()] };

    public static readonly CostPool Direct = new() { Id = "direct", Name = "直課", Match = new CostMatch { OneBody = true }, Split = [new CostSplit { Method = SplitMethod.Direct }] };

    public static readonly Estate Estate = new()
    {
        Profile = new EstateProfile { Name = "test", Title = "試験", Operator = "operator", OperationsAccount = AccountId.Parse(NetworkAccount) },
        Municipalities = [Body(A, "甲市", "kou"), Body(B, "乙市", "otsu"), Body(C, "丙市", "hei")],
        Systems =
        [
            new BusinessSystem { Id = "tax", Name = "税務", Usage = UsageMode.Shared, Vendor = "vendor-t", Municipalities = [A, B] },
            new BusinessSystem { Id = "care", Name = "介護", Usage = UsageMode.Shared, Vendor = "vendor-c", Municipalities = [A, B] },
        ],
        Accounts =
        [
            AccountOf(AccountA, "tax", A),
            AccountOf(AccountB, "tax", B),
            AccountOf(AccountAb, "care"),
            new Account { Id = AccountId.Parse(NetworkAccount), Name = "network", Environment = DeploymentEnvironment.Production, Purpose = AccountPurpose.Network },
            AccountOf(AccountATest, "tax", A) with { Environment = DeploymentEnvironment.Verification },
        ],
        Cost = new EstateCost { Pools = [Direct, Rest] },
    };

    public static CostSplit Even(decimal percent = 100) => new() { Method = SplitMethod.Even, Percent = percent };

    public static CostSplit By(string driver, decimal percent = 100) => new() { Method = SplitMethod.Driver, Driver = driver, Percent = percent };

    public static CostDriver Driver(string id, params (MunicipalityCode Body, decimal Value)[] values) => new()
    {
        Id = id,
        Name = id,
        Unit = "人",
        AsOf = new DateOnly(2026, 1, 1),
        Source = "例",
        Values = [.. values.Select(v => new CostDriverValue { Municipality = v.Body, Value = v.Value })],
    };

    public static CostLine Line(string account, string amount, string chargeType = "Usage", string service = "AmazonEC2") => new()
    {
        Account = account,
        Service = service,
        ChargeType = chargeType,
        Currency = "USD",
        Billed = ExactAmount.Parse(amount),
        Amortised = ExactAmount.Parse(amount),
        Rows = 1,
    };

    public static CostLine Tagged(this CostLine line, string key, string value) => line with { Tags = line.Tags.Add(key, value) };

    public static ApportionmentInput Input(EstateCost rules, params IEnumerable<CostLine> lines) => new()
    {
        Estate = Estate with { Cost = rules },
        Bill = new CostBill { Month = new CostMonth(2026, 6), Lines = [.. lines], Inputs = [] },
        Conversion = new YenConversion { YenPerDollar = 150, Source = "例" },
    };

    public static ApportionedMonth Apportion(EstateCost rules, params IEnumerable<CostLine> lines) => Apportioner.Apportion(Input(rules, lines));

    public static EstateCost Rules(params ImmutableArray<CostPool> pools) => new() { Pools = pools };

    public static CostColumn Column(this ApportionedMonth month, string pool) => Assert.Single(month.Columns, c => c.Pool == pool);

    public static string AmountOf(this CostColumn column, MunicipalityCode body) => column.Shares.Single(s => s.Municipality == body).Amount.ToString();

    public static long YenOf(this CostColumn column, MunicipalityCode body) => column.Shares.Single(s => s.Municipality == body).Yen;

    static Municipality Body(MunicipalityCode code, string name, string slug) => new() { Code = code, Name = name, Slug = slug, ItDepartment = slug };

    static Account AccountOf(string id, string system, params ImmutableArray<MunicipalityCode> bodies) => new()
    {
        Id = AccountId.Parse(id),
        Name = $"account-{id[^1]}",
        Environment = DeploymentEnvironment.Production,
        System = system,
        Municipalities = bodies,
    };
}

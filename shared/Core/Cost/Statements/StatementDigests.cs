using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using GovCloud.Cost.Apportioning;
using GovCloud.Estates;

namespace GovCloud.Cost.Statements;

/// <summary>The rules with the members of the estate that they look at.</summary>
sealed record RulesAndFacts(EstateCost Rules, ImmutableArray<MunicipalityCode> Municipalities, ImmutableArray<AccountFacts> Accounts, ImmutableArray<SystemFacts> Systems);

/// <summary>What rules look at of an account.</summary>
sealed record AccountFacts(AccountId Id, DeploymentEnvironment Environment, string? System, ImmutableArray<MunicipalityCode> Municipalities, UsageMode? Usage, AccountPurpose Purpose);

/// <summary>What rules look at of a system.</summary>
sealed record SystemFacts(string Id, UsageMode Usage, string Vendor, ImmutableArray<MunicipalityCode> Municipalities);

/// <summary>What the yen of a month depend on.</summary>
sealed record InputFacts(
    CostMonth Month, ImmutableArray<string> Files, string RulesDigest, ImmutableArray<MonthlyDriverValues> DriverValues, YenConversion Conversion, string EngineVersion);

/// <summary>Digests by which two computations are known to be of the same.</summary>
static class StatementDigests
{
    /// <summary>Of the rules. What rules do not look at, such as mail addresses, does not change it; nor does the order in which accounts and systems are written.</summary>
    public static string OfRules(Estate estate) => Digest(JsonSerializer.SerializeToUtf8Bytes(
        new RulesAndFacts(
            estate.Cost,
            [.. estate.Municipalities.Select(m => m.Code).Order()],
            [.. estate.Accounts.OrderBy(a => a.Id.ToString(), StringComparer.Ordinal).Select(a => new AccountFacts(a.Id, a.Environment, a.System, [.. a.Municipalities.Order()], a.Usage, a.Purpose))],
            [.. estate.Systems.OrderBy(s => s.Id, StringComparer.Ordinal).Select(s => new SystemFacts(s.Id, s.Usage, s.Vendor, [.. s.Municipalities.Order()]))]),
        StatementJson.Default.RulesAndFacts));

    /// <summary>Of everything that goes into the yen. Files count by their contents, so that a copy under another name or in another order is the same bill.</summary>
    public static string OfInput(ImmutableArray<BillInput> inputs, string rulesDigest, ImmutableArray<MonthlyDriverValues> driverValues, ApportionedMonth split, string engineVersion) =>
        Digest(JsonSerializer.SerializeToUtf8Bytes(
            new InputFacts(
                split.Month,
                [.. inputs.Select(i => i.Sha256).Order(StringComparer.Ordinal)],
                rulesDigest,
                [.. driverValues.OrderBy(d => d.Driver, StringComparer.Ordinal)],
                split.Conversion,
                engineVersion),
            StatementJson.Default.InputFacts));

    static string Digest(byte[] json) => Convert.ToHexStringLower(SHA256.HashData(json));
}

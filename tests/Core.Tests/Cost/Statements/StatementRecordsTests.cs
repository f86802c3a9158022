using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using GovCloud.Core.Tests.Cost.Apportioning;
using GovCloud.Cost;
using GovCloud.Cost.Apportioning;
using GovCloud.Cost.Sources;
using GovCloud.Cost.Statements;
using GovCloud.Estates;

namespace GovCloud.Core.Tests.Cost.Statements;

public sealed class StatementRecordsTests
{
    static readonly CostPool Mixed = new()
    {
        Id = "shared",
        Name = "共通",
        Among = PoolParticipants.All,
        Apart = [CostDimension.System, CostDimension.Environment, CostDimension.ChargeKind, CostDimension.Vendor, CostDimension.Account],
        Split = [Month.Even(30), Month.By("population", 70)],
        Limits = [new ShareLimit { MinimumPercent = 10.5m }],
    };

    static EstateCost Rules(params ImmutableArray<CostPool> pools) => Month.Rules([.. pools, Month.Rest]) with
    {
        Drivers = [Month.Driver("population", (Month.A, 468_000), (Month.B, 923_000.25m), (Month.C, 0))],
    };

    static StatementRecord Record(EstateCost rules, int revision, params IEnumerable<CostLine> lines)
    {
        var input = Month.Input(rules, lines);
        var bill = input.Bill with { Inputs = [new BillInput("a.csv.gz", ExportFormat.Cur2, new string('a', 64), 10, 2, input.Bill.Total(CostBasis.Billed))] };
        return StatementRecords.Create(
            input.Estate,
            bill,
            Apportioner.Apportion(input with { Bill = bill }),
            [new MonthlyDriverValues { Driver = "traffic", Source = "b.csv", Sha256 = new string('b', 64), Values = [new CostDriverValue { Municipality = Month.A, System = "tax", Value = 1.50m }] }],
            [new ReconciledSource { Source = ReconciliationSource.Invoice, Reference = "第1号", Yen = 5, Agrees = false, Accounts = [new ReconciledAccount("1", ExactAmount.Parse("1"), ExactAmount.Parse("1e-48"))] }],
            [new StatementCorrection { Month = new CostMonth(2026, 5), Replaces = 1, Revision = 2, Municipality = Month.B, Column = "共通", Before = 10, After = -3 }],
            revision);
    }

    [Fact]
    public void A_record_comes_back_as_it_was_written()
    {
        var record = Record(Rules(Mixed), 1, Month.Line(Month.AccountA, "0.000000000000000000000000000000000000000000000001"), Month.Line(Month.NetworkAccount, "-12.5", "Credit").Tagged("System", "tax"));

        var json = StatementRecords.Write(record);
        var again = StatementRecords.Read(json);

        Same(record, again, "record");
        Assert.Equal(json, StatementRecords.Write(again));
        Assert.Contains("\"layout\":1", Encoding.UTF8.GetString(json), StringComparison.Ordinal);
        Assert.Contains("\"0.000000000000000000000000000000000000000000000001\"", Encoding.UTF8.GetString(json), StringComparison.Ordinal);
        Assert.Equal(64, StatementRecords.Digest(json).Length);
    }

    [Fact]
    public void Any_month_comes_back_and_writes_the_same_bytes() => Prop.ForAll<int[]>(cents =>
    {
        var record = Record(Rules(Mixed, Month.Direct), 1, cents.Append(1).Select((c, i) => Month.Line(i % 3 == 0 ? Month.AccountA : Month.NetworkAccount, $"{c / 100m}", i % 4 == 0 ? "Tax" : "Usage", $"service-{i % 5}")));
        var json = StatementRecords.Write(record);
        return StatementRecords.Write(StatementRecords.Read(json)).AsSpan().SequenceEqual(json);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("\"layout\":1", "\"layout\":2")]
    [InlineData("\"revision\":1", "\"revision\":1,\"surprise\":2")]
    [InlineData("\"operator\":\"operator\",", "")]
    [InlineData("\"month\":\"2026-06\"", "\"month\":\"2026-6\"")]
    public void A_record_of_another_layout_is_refused(string from, string to)
    {
        var json = Encoding.UTF8.GetString(StatementRecords.Write(Record(Rules(Mixed), 1, Month.Line(Month.AccountA, "1"))));
        Assert.Contains(from, json, StringComparison.Ordinal);
        Assert.Throws<JsonException>(() => StatementRecords.Read(Encoding.UTF8.GetBytes(json.Replace(from, to, StringComparison.Ordinal))));
    }

    [Fact]
    public void Digests_follow_the_rules_and_the_facts_that_rules_look_at_and_nothing_else()
    {
        var record = Record(Rules(Mixed), 1, Month.Line(Month.AccountA, "1"));
        string RulesOf(Func<Estate, Estate> change)
        {
            var input = Month.Input(Rules(Mixed), Month.Line(Month.AccountA, "1"));
            return StatementRecords.Create(change(input.Estate), input.Bill, Apportioner.Apportion(input), [], [], [], 1).RulesDigest;
        }

        Assert.Equal(record.RulesDigest, RulesOf(e => e with { Profile = e.Profile with { Title = "別名" }, Accounts = [.. e.Accounts.Reverse()] }));
        Assert.NotEqual(record.RulesDigest, RulesOf(e => e with { Cost = e.Cost with { TotalRounding = YenRounding.Up } }));
        Assert.NotEqual(record.RulesDigest, RulesOf(e => e with { Accounts = [.. e.Accounts.Select(a => a with { Purpose = AccountPurpose.LogArchive })] }));
    }

    [Fact]
    public void A_split_that_does_not_add_up_makes_no_record()
    {
        var input = Month.Input(Rules(Mixed), Month.Line(Month.AccountA, "1"));
        var split = Apportioner.Apportion(input);
        Assert.Throws<ArgumentException>(() => StatementRecords.Create(input.Estate, input.Bill, split with { Yen = split.Yen + 1 }, [], [], [], 1));
        Assert.Throws<ArgumentException>(() => StatementRecords.Create(input.Estate, input.Bill with { Month = new CostMonth(2026, 7) }, split, [], [], [], 1));
    }

    [Fact]
    public void A_restated_month_posts_the_difference_and_nothing_else()
    {
        var published = Record(Rules(Mixed, Month.Direct), 1, Month.Line(Month.AccountA, "10"), Month.Line(Month.NetworkAccount, "20"));
        var again = Record(Rules(Month.Direct), 2, Month.Line(Month.AccountA, "12"), Month.Line(Month.NetworkAccount, "20"));

        var corrections = Restatement.Between(published, again);

        Assert.All(corrections, c => Assert.NotEqual(0, c.Difference));
        Assert.Contains(corrections, c => c.Before == 0);
        Assert.Contains(corrections, c => c.After == 0);
        Assert.All(published.Bodies, b => Assert.Equal(
            again.Split.YenOf(b.Municipality) - published.Split.YenOf(b.Municipality),
            corrections.Where(c => c.Municipality == b.Municipality).Sum(c => c.Difference)));
        Assert.Empty(Restatement.Between(published, published with { Revision = 2 }));
    }

    [Fact]
    public void Statements_of_other_months_estates_or_no_later_revision_are_not_compared()
    {
        var record = Record(Rules(Mixed), 1, Month.Line(Month.AccountA, "1"));
        Assert.Throws<ArgumentException>(() => Restatement.Between(record, record with { Revision = 2, Estate = "other" }));
        Assert.Throws<ArgumentException>(() => Restatement.Between(record, record with { Revision = 2, Split = record.Split with { Month = new CostMonth(2026, 7) } }));
        Assert.Throws<ArgumentException>(() => Restatement.Between(record, record));
    }

    /// <summary>Member by member: records with lists are equal only where the lists are the same object.</summary>
    static void Same(object? left, object? right, string place)
    {
        if (left is null || right is null || left is string || left.GetType().IsPrimitive || left is decimal or DateOnly or Enum or ExactAmount or CostMonth or MunicipalityCode or AccountId)
        {
            Assert.True(Equals(left, right), $"{place}: {left} and {right}");
            return;
        }

        Assert.Equal(left.GetType(), right.GetType());
        if (left is IEnumerable items)
        {
            var (these, those) = (items.Cast<object?>().ToList(), ((IEnumerable)right).Cast<object?>().ToList());
            Assert.True(these.Count == those.Count, $"{place}: {these.Count} and {those.Count}");
            these.Zip(those).ToList().ForEach(pair => Same(pair.First, pair.Second, place + "[]"));
            return;
        }

        foreach (var member in left.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetIndexParameters().Length == 0))
        {
            Same(member.GetValue(left), member.GetValue(right), $"{place}.{member.Name}");
        }

        foreach (var member in left.GetType().GetFields(BindingFlags.Public | BindingFlags.Instance))
        {
            Same(member.GetValue(left), member.GetValue(right), $"{place}.{member.Name}");
        }
    }
}

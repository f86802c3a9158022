using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GovCloud.Audit;
using GovCloud.Estates;
using GovCloud.Guardrails;

namespace GovCloud.Core.Tests.Guardrails;

public sealed class AuditRunTests
{
    static readonly DateTimeOffset At = new(2026, 11, 20, 21, 0, 0, TimeSpan.Zero);
    static readonly SweepRun Run = new(At, "0123456789abcdef");

    [Fact]
    public void Every_account_with_a_baseline_is_in_exactly_one_slice_and_no_slice_is_too_large() => Prop.ForAll(Gen.Choose(0, 300).ToArbitrary(), count =>
    {
        var estate = Many(count);
        var slices = AuditSlices.Of(estate);

        return slices.All(slice => slice.Length is > 0 and <= AuditSlices.MostAccounts)
            && slices.SelectMany(slice => slice).Select(target => target.Account.Id).Order(Comparer<AccountId>.Create(ById)).SequenceEqual(estate.Accounts.Select(account => account.Id).Order(Comparer<AccountId>.Create(ById)))
            && AuditSlices.AreNeeded(estate) == slices.Length > 1;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_the_accounts_in_the_estate_changes_no_slice()
    {
        var estate = Many(95);

        Assert.Equal(Names(AuditSlices.Of(estate)), Names(AuditSlices.Of(estate with { Accounts = [.. estate.Accounts.Reverse()] })));
    }

    [Fact]
    public void An_account_without_a_baseline_is_in_no_slice() => Assert.Empty(AuditSlices.Of(Many(50) with { Guardrails = new EstateGuardrails() }));

    [Fact]
    public void Parts_may_come_in_any_order_and_more_than_once() => Prop.ForAll(Gen.Shuffle(Enumerable.Range(0, 6).Concat(Enumerable.Range(0, 6))).ToArbitrary(), order =>
    {
        var estate = Many(210);
        var parts = Enumerable.Range(0, 6).Select(slice => Part(estate, slice, At.AddSeconds(slice))).ToArray();

        return Text(Run.Merge(estate, order.Select(i => parts[i]))) == Text(Run.Merge(estate, parts));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_merged_evidence_is_what_one_invocation_would_have_written()
    {
        var estate = Many(90);
        var parts = Enumerable.Range(0, 3).Select(slice => Part(estate, slice, At)).ToArray();

        var alone = GuardrailEvidence.Of(parts.SelectMany(part => part.Accounts), At, Run.EstateDigest) with { Templates = TemplateDeadlines.Judge(estate, new DateOnly(2026, 11, 21)) };

        Assert.Equal(Text(alone), Text(Run.Merge(estate, parts)));
    }

    [Fact]
    public void An_account_whose_slice_did_not_come_in_is_unknown_and_is_told()
    {
        var estate = Many(90);

        var merged = Run.Merge(estate, [Part(estate, 0, At), Part(estate, 2, At)]);

        Assert.Equal(90, merged.Accounts.Length);
        Assert.Equal((50, 40), (merged.Summary["conforming"], merged.Summary["unknown"]));
        var told = AuditFinding.Of(Run.Merge(estate, Enumerable.Range(0, 3).Select(slice => Part(estate, slice, At))), merged);
        Assert.Equal(40, told.Length);
        Assert.All(told, finding => Assert.Equal(("baseline-unreadable", "active"), (finding.Type, finding.Status)));
        Assert.All(told, finding => Assert.Contains("締め切り", finding.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Of_two_answers_about_an_account_the_later_counts()
    {
        var estate = Many(1);
        var (well, gone) = (Part(estate, 0, At), Part(estate, 0, At.AddMinutes(6), reading => reading with { Forwarding = false }));

        Assert.Equal("deviating", Assert.Single(Run.Merge(estate, [gone, well]).Summary).Key);
        Assert.Equal("deviating", Assert.Single(Run.Merge(estate, [well, gone]).Summary).Key);
    }

    [Fact]
    public void A_run_is_named_by_its_time_and_its_estate_and_a_part_reads_back_as_it_was_written()
    {
        var part = Part(Many(3), 0, At);

        Assert.Equal("20261120T210000Z-0123456789ab", Run.Id);
        Assert.NotEqual(Run.Id, (Run with { EstateDigest = "another" }).Id);
        Assert.Equal(part.Write(), AuditPart.Read(part.Write()).Write());
    }

    static int ById(AccountId one, AccountId other) => string.CompareOrdinal(one.ToString(), other.ToString());

    static string Text(GuardrailEvidence evidence) => Encoding.UTF8.GetString(evidence.Write());

    static IEnumerable<string> Names(IEnumerable<ImmutableArray<RolloutTarget>> slices) => slices.Select(slice => string.Join(',', slice.Select(target => target.Account.Id)));

    static AuditPart Part(Estate estate, int slice, DateTimeOffset at, Func<AccountReading, AccountReading>? change = null) => new()
    {
        Slice = slice,
        At = at,
        Accounts = [.. AuditSlices.Of(estate)[slice].Select(target => BaselineAudit.Judge(estate, (change ?? (reading => reading))(GuardrailSample.Reading(estate, target.Account.Id, At)), At))],
    };

    /// <summary>The sample estate with so many accounts instead of its own.</summary>
    static Estate Many(int count) => GuardrailSample.Estate with
    {
        Accounts =
        [
            .. Enumerable.Range(0, count).Select(number => GuardrailSample.Estate.Accounts[0] with
            {
                // Not in the order of their ids.
                Id = AccountId.Parse((100_000_000_000 + (number * 7919L % 100_003)).ToString(CultureInfo.InvariantCulture)),
                Name = string.Create(CultureInfo.InvariantCulture, $"account-{number}"),
            }),
        ],
    };
}

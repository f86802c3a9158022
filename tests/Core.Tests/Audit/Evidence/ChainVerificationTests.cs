using System.Collections.Immutable;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GovCloud.Audit.Evidence;

namespace GovCloud.Core.Tests.Audit.Evidence;

public sealed class ChainVerificationTests
{
    const string Chain = "backup";

    static readonly DateTimeOffset Start = new(2026, 7, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_chain_is_sound_from_its_beginning_and_an_empty_one_is_none()
    {
        var kept = Keep(5);
        var report = await kept.VerifyAsync(kept.Head);
        Assert.Equal((5, 10, null), (report.Entries, report.Files, report.Fault));
        Assert.Equal(kept.Head, report.Head);
        Assert.Equal(new ChainReport(Chain, 0, 0, null, null), await Keep(0).VerifyAsync(null));
    }

    [Fact]
    public void Any_single_changed_byte_of_any_object_is_found() => Prop.ForAll(Gen.Choose(1, 6).ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), Gen.Choose(1, 255).ToArbitrary(), (length, where, flip) =>
    {
        var kept = Keep(length);
        var key = kept.Objects.Keys.Order(StringComparer.Ordinal).ElementAt(where % kept.Objects.Count);
        var content = kept.Objects[key].ToArray();
        content[where % content.Length] ^= (byte)flip;
        kept.Objects[key] = content;
        // A file is never said to be gone for what an entry was made to say.
        return Fault(kept) is { Kind: not ChainFaultKind.FileMissing };
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_object_that_is_taken_away_is_found() => Prop.ForAll(Gen.Choose(1, 6).ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (length, where) =>
    {
        var kept = Keep(length);
        kept.Objects.Remove(kept.Objects.Keys.Order(StringComparer.Ordinal).ElementAt(where % kept.Objects.Count));
        return Fault(kept) is { Kind: ChainFaultKind.Missing or ChainFaultKind.Truncated or ChainFaultKind.FileMissing };
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_two_objects_that_change_places_are_found() => Prop.ForAll(Gen.Choose(2, 6).ToArbitrary(), Gen.Choose(0, 1000).ToArbitrary(), Gen.Choose(0, 1000).ToArbitrary(), (length, one, other) =>
    {
        var kept = Keep(length);
        var keys = kept.Objects.Keys.Order(StringComparer.Ordinal).ToList();
        var (a, b) = (keys[one % keys.Count], keys[other % keys.Count]);
        (kept.Objects[a], kept.Objects[b]) = (kept.Objects[b], kept.Objects[a]);
        return a == b ? Fault(kept) is null : Fault(kept) is not null;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_forged_continuation_from_any_entry_on_is_found_by_the_published_head() => Prop.ForAll(Gen.Choose(1, 6).ToArbitrary(), Gen.Choose(0, 1000).ToArbitrary(), (length, where) =>
    {
        var (kept, head) = (Keep(length), Keep(length).Head);
        var from = (where % length) + 1;
        var last = from == 1 ? null : kept.Entries[from - 2];
        for (var sequence = from; sequence <= length; sequence++)
        {
            last = ChainEntry.After(last, Chain, kept.Entries[sequence - 1].Files, kept.Entries[sequence - 1].At.AddSeconds(1), new("forger", "1", "e"));
            kept.Objects[ChainEntry.KeyOf(Chain, sequence)] = last.Write();
        }

        return kept.VerifyAsync(null).Result.Fault is null && kept.VerifyAsync(head).Result.Fault is { Kind: ChainFaultKind.Altered };
    }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task The_fault_says_what_where_and_what_to_do()
    {
        await Expect(ChainFaultKind.Missing, 3, kept => kept.Objects.Remove(ChainEntry.KeyOf(Chain, 3)));
        await Expect(ChainFaultKind.Truncated, 5, kept => kept.Objects.Remove(ChainEntry.KeyOf(Chain, 5)));
        await Expect(ChainFaultKind.Forked, 3, kept => kept.Objects[ChainEntry.KeyOf(Chain, 3)[..^5] + "-copy.json"] = kept.Entries[2].Write());
        await Expect(ChainFaultKind.Reordered, 5, kept =>
        {
            kept.Objects.Remove(ChainEntry.KeyOf(Chain, 5));
            kept.Objects[ChainEntry.KeyOf(Chain, 6)] = kept.Entries[4].Write();
        });
        await Expect(ChainFaultKind.Altered, 2, kept => kept.Objects[ChainEntry.KeyOf(Chain, 2)] = [.. kept.Entries[1].Write(), (byte)'\n']);
        await Expect(ChainFaultKind.Altered, 3, kept => kept.Objects[ChainEntry.KeyOf(Chain, 2)] = (kept.Entries[1] with { Function = "other" }).Write());
        await Expect(ChainFaultKind.FileMissing, 4, kept => kept.Objects.Remove(kept.Entries[3].Files[0].Key));
        await Expect(ChainFaultKind.FileAltered, 4, kept => kept.Objects[kept.Entries[3].Files[1].Key] = "{}"u8.ToArray());

        static async Task Expect(ChainFaultKind kind, long sequence, Action<KeptChain> change)
        {
            var kept = Keep(5);
            change(kept);
            var report = await kept.VerifyAsync(kept.Head);
            Assert.Equal((kind, sequence), (report.Fault!.Kind, report.Fault.Sequence));
            Assert.NotEmpty(report.Fault.Message);
            Assert.NotEmpty(report.Fault.Remedy);
        }
    }

    [Fact]
    public async Task The_beginning_of_one_chain_is_none_of_another()
    {
        var other = ChainEntry.After(null, "guardrails", [], Start, new("f", "1", "e"));
        var moved = new KeptChain([], []) { Objects = { [ChainEntry.KeyOf(Chain, 1)] = (other with { Chain = Chain }).Write() } };
        Assert.Equal(ChainFaultKind.Altered, (await moved.VerifyAsync(null)).Fault!.Kind);
    }

    [Theory]
    [InlineData("backup:5")]
    [InlineData("backup:0:0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData(":5:0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("backup:5:000000000000000000000000000000000000000000000000000000000000000G")]
    public void A_head_that_is_none_is_refused(string text) => Assert.False(ChainHead.TryParse(text, out _));

    [Fact]
    public void A_head_is_read_as_it_is_printed() => Assert.True(ChainHead.TryParse(Keep(3).Head!.ToString(), out var head) && head == Keep(3).Head);

    static ChainFault? Fault(KeptChain kept) => kept.VerifyAsync(kept.Head).Result.Fault;

    static KeptChain Keep(int length)
    {
        var entries = ImmutableArray.CreateBuilder<ChainEntry>();
        var objects = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        for (var i = 1; i <= length; i++)
        {
            var contents = new[] { $$"""{"day":{{i}}}""", $"<p>{i}日</p>" }.Select(Encoding.UTF8.GetBytes).ToArray();
            var files = contents.Select((content, n) => new EvidenceFile($"{Chain}/2026/07/{i:00}/{n}", EvidenceFile.DigestOf(content), content.Length)).ToArray();
            entries.Add(ChainEntry.After(entries.LastOrDefault(), Chain, files, Start.AddDays(i), new("backup-audit", "m", "estate")));
            objects[ChainEntry.KeyOf(Chain, i)] = entries[^1].Write();
            foreach (var (file, content) in files.Zip(contents))
            {
                objects[file.Key] = content;
            }
        }

        return new KeptChain(entries.ToImmutable(), objects);
    }

    /// <summary>A chain with its files, as a bucket holds them.</summary>
    sealed record KeptChain(ImmutableArray<ChainEntry> Entries, Dictionary<string, byte[]> Objects)
    {
        public ChainHead? Head => Entries is [.., var last] ? last.Head : null;

        public Task<ChainReport> VerifyAsync(ChainHead? head) => ChainVerification.VerifyAsync(
            Chain,
            Objects.Where(pair => pair.Key.StartsWith(ChainEntry.ChainFolder(Chain), StringComparison.Ordinal)).Select(pair => new StoredEntry(pair.Key, pair.Value)),
            key => ValueTask.FromResult(Objects.TryGetValue(key, out var content) ? new EvidenceFile(key, EvidenceFile.DigestOf(content), content.Length) : null),
            head is null ? [] : [head]);
    }
}

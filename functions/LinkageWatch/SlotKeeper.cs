using GovCloud.Adapters.DynamoDb;
using GovCloud.Linkage;
using Microsoft.Extensions.Logging;

namespace GovCloud.Functions.LinkageWatch;

/// <summary>Loads slots, lets them be decided, and keeps them: the record with what is to be told first, then the telling.</summary>
sealed class SlotKeeper(LinkageCatalogue catalogue, LinkageSlotStore slots, FindingPublisher publisher, string estateDigest, ILogger logger)
{
    const int MostRaces = 6;

    /// <summary>How many days back files are a measure for the number of rows.</summary>
    const int HistoryDays = 62;

    const int MostHistory = 10;

    /// <summary>Adds facts to a slot.</summary>
    public async Task ApplyAsync(LinkageProfile profile, ExpectedFile expected, Func<SlotFacts, SlotFacts> add, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var slot = expected.Slot;
        for (var race = 0; race < MostRaces; race++)
        {
            var known = await slots.ListAsync(profile.Id, slot.Date.AddDays(-HistoryDays), slot.Date, cancellationToken);
            var current = known.FirstOrDefault(record => record.Facts.Slot == slot);
            if (await TryKeepAsync(profile, expected, current, add(current?.Facts ?? new SlotFacts { Slot = slot }), known, now, cancellationToken))
            {
                return;
            }
        }

        throw new IOException($"Slot {slot} was changed by others {MostRaces} times in a row.");
    }

    /// <summary>Assesses the slots of an interface for an instant: what has become late, and what could not be told before.</summary>
    public async Task SweepAsync(LinkageProfile profile, DateOnly from, DateOnly to, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var known = await slots.ListAsync(profile.Id, from.AddDays(-HistoryDays), to, cancellationToken);
        var stored = known.Where(record => record.Facts.Slot.Date >= from).ToDictionary(record => record.Facts.Slot);
        var expected = ExpectedFiles.Of(profile, from, to).ToDictionary(file => file.Slot);
        foreach (var slot in stored.Keys.Where(slot => !expected.ContainsKey(slot)).ToList())
        {
            // On demand, or expected by an earlier version of the schedule.
            if (ExpectedFiles.Find(profile, slot.Date, slot.Sequence) is { } file)
            {
                expected[slot] = file;
            }
        }

        foreach (var (slot, file) in expected)
        {
            var current = stored.GetValueOrDefault(slot);
            // Lost races are left to the next sweep.
            await TryKeepAsync(profile, file, current, current?.Facts ?? new SlotFacts { Slot = slot }, known, now, cancellationToken);
        }
    }

    async Task<bool> TryKeepAsync(
        LinkageProfile profile, ExpectedFile expected, SlotRecord? current, SlotFacts facts, IReadOnlyList<SlotRecord> known, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var next = LinkageDecision.Next(profile, expected, current, facts, EarlierRows(known, expected.Slot), now, estateDigest);
        if (next is null)
        {
            return true;
        }

        if (!ReferenceEquals(next, current))
        {
            if (!await slots.TryPutAsync(next, cancellationToken))
            {
                return false;
            }

            logger.SlotChanged(expected.Slot.ToString(), current?.State ?? LinkageState.Expected, next.State, next.Late, next.Version, estateDigest);
        }

        if (!next.Pending.IsEmpty && LinkageNames.ProductionStoreOf(catalogue.Estate, profile.Definition) is { } store)
        {
            await publisher.PublishAsync(store, next.Pending, cancellationToken);
            // Somebody else who has told it, or gone on meanwhile, makes this a repeat and nothing worse.
            await slots.TryPutAsync(LinkageDecision.Told(next), cancellationToken);
        }

        return true;
    }

    static List<long> EarlierRows(IReadOnlyList<SlotRecord> known, FileSlot slot) =>
    [
        .. known.Where(record => record.Rows is not null && record.State is not LinkageState.Broken && record.Facts.Slot.Date < slot.Date)
            .OrderByDescending(record => record.Facts.Slot.Date).Take(MostHistory).Select(record => record.Rows!.Value),
    ];
}

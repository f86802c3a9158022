using GovCloud.Adapters.DynamoDb;
using GovCloud.Triage;

namespace GovCloud.Functions.AlertTriage;

/// <summary>The numbers of one batch's new incidents, taken together from the table when the first is needed.</summary>
/// <param name="numbering">The estate's rule.</param>
/// <param name="incidents">Where the last number is kept.</param>
/// <param name="expected">How many will probably be needed.</param>
/// <param name="now">When the batch is decided.</param>
sealed class IncidentNumbers(IncidentNumbering numbering, IncidentStore incidents, int expected, DateTimeOffset now)
{
    readonly Queue<string> free = new();
    int taken;

    public async Task<string> TakeAsync(CancellationToken cancellationToken)
    {
        if (free.Count == 0)
        {
            var count = Math.Max(1, expected - taken);
            var first = await incidents.NextNumbersAsync(numbering.Scope(now), count, cancellationToken);
            for (var i = 0; i < count; i++)
            {
                free.Enqueue(numbering.Format(now, first + i));
            }
        }

        taken++;
        return free.Dequeue();
    }

    /// <summary>Gives a number back that was not stored, so that a lost race leaves no gap when a later incident of the batch can have it.</summary>
    public void Return(string number)
    {
        taken--;
        free.Enqueue(number);
    }
}

using System.Text.Json;
using GovCloud.Network;

namespace GovCloud.Infra.Network;

/// <summary>The lock beside the estate's files, as synthesis needs it: complete, or an error that says how it becomes so.</summary>
static class AddressLockFile
{
    /// <summary>Reads the lock of an estate that has a Transit Gateway.</summary>
    /// <exception cref="SynthInputException">It cannot be read, the plan has errors, or the estate asks for what is not recorded.</exception>
    internal static AddressLock Read(string folder, Estate estate, DateOnly today)
    {
        var file = Path.Combine(folder, AddressLockDocument.FileName);
        try
        {
            var recorded = File.Exists(file) ? AddressLockDocument.Read(File.ReadAllText(file)) : AddressLock.Empty;
            Check(file, estate, AddressPlanner.Plan(estate, recorded, today));
            return recorded;
        }
        catch (JsonException unreadable)
        {
            throw new SynthInputException($"{file} cannot be read: {unreadable.Message} Remedy: restore it from version control.");
        }
    }

    static void Check(string file, Estate estate, AddressPlan plan)
    {
        var errors = NetworkChecks.Check(estate, plan).Where(f => f.Severity == NetworkSeverity.Error).Select(f => $"{f.Rule.Id}: {f.Message.English}; {f.Rule.Remedy.English}").ToList();
        if (errors.Count > 0)
        {
            throw new SynthInputException(string.Join("\nerror: ", errors));
        }

        // A resting range that has become free again is no change of any VPC, and time alone must not stop a deployment.
        var missing = plan.Changes.Where(c => c.Kind != PlanChangeKind.Released).Select(c => c.Key.ToString()).Distinct(StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
        {
            throw new SynthInputException(
                $"{file} does not have what the estate asks for ({string.Join(", ", missing.Take(5))}{(missing.Count > 5 ? ", ..." : "")}). Remedy: gca network plan --write");
        }
    }
}

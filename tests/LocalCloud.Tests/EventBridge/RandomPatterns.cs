using System.Text.Json.Nodes;

namespace GovCloud.LocalCloud.Tests.EventBridge;

/// <summary>A pattern and an event.</summary>
/// <param name="Pattern">The pattern.</param>
/// <param name="Event">The event.</param>
/// <param name="Differs">A way in which the other matcher is known to differ on this case, and AWS's documentation says otherwise; null where both must agree.</param>
sealed record RandomMatch(JsonObject Pattern, JsonObject Event, string? Differs);

/// <summary>
/// Random patterns and events of few values, so that they meet. Left out is what the other matcher does not know: <c>cidr</c>, <c>wildcard</c>, <c>null</c>, lists of <c>anything-but</c> with
/// other comparisons in them, <c>equals-ignore-case</c> in <c>prefix</c> and <c>suffix</c>, <c>$or</c> beside other fields, and every field but <c>source</c>, <c>detail-type</c> and <c>detail</c>.
/// </summary>
sealed class RandomPatterns(int seed)
{
    static readonly string[] texts = ["run", "running", "RUN", "stopped", "stop", "r"];

    static readonly (string Path, bool IsNumber)[] fields = [("state", false), ("count", true), ("resource.kind", false), ("resource.size", true), ("tags", false)];

    readonly Random random = new(seed);

    public RandomMatch Next()
    {
        var json = new JsonObject { ["source"] = One("aws.s3", "aws.ec2"), ["detail-type"] = One("Created", "Deleted"), ["detail"] = Detail() };
        var pattern = new JsonObject();
        if (Chance(3))
        {
            pattern["source"] = new JsonArray(One("aws.s3", "aws.ec2"));
        }

        if (Chance(3))
        {
            pattern["detail-type"] = new JsonArray(One("Created", "Deleted"));
        }

        var asked = new List<(string Path, JsonNode Comparison)>();
        pattern["detail"] = Chance(5) ? new JsonObject { ["$or"] = new JsonArray([.. Enumerable.Range(0, random.Next(2, 4)).Select(_ => Fields(1, asked))]) } : Fields(random.Next(1, 4), asked);
        return new(pattern, json, asked.Select(one => Difference(json["detail"]!, one.Path, one.Comparison)).FirstOrDefault(found => found is not null));
    }

    JsonObject Detail()
    {
        var detail = new JsonObject { ["enabled"] = Chance(2) };
        foreach (var (path, isNumber) in fields.Where(_ => !Chance(4)))
        {
            Set(detail, path, !isNumber && Chance(4) ? new JsonArray([.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => (JsonNode)One(texts))]) : isNumber ? random.Next(0, 6) : One(texts));
        }

        return detail;
    }

    JsonObject Fields(int count, List<(string Path, JsonNode Comparison)> asked)
    {
        var pattern = new JsonObject();
        foreach (var (path, isNumber) in random.GetItems(fields, count).Distinct())
        {
            var comparisons = new JsonArray([.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => isNumber ? OfNumber() : OfText())]);
            asked.AddRange(comparisons.Select(one => (path, one!)));
            Set(pattern, path, comparisons);
        }

        if (Chance(6))
        {
            pattern["enabled"] = new JsonArray(Chance(2));
        }

        return pattern;
    }

    JsonNode OfText() => random.Next(7) switch
    {
        0 or 1 => One(texts),
        2 => new JsonObject { ["prefix"] = One("r", "run", "st", "") },
        3 => new JsonObject { ["suffix"] = One("g", "ing", "p", "") },
        4 => new JsonObject { ["equals-ignore-case"] = One("rUn", "STOP") },
        5 => new JsonObject { ["exists"] = Chance(2) },
        _ => new JsonObject { ["anything-but"] = Chance(2) ? One(texts) : new JsonArray(One(texts), One(texts)) },
    };

    JsonNode OfNumber() => random.Next(5) switch
    {
        0 => random.Next(0, 6),
        1 => new JsonObject { ["numeric"] = new JsonArray(One("<", "<=", "=", ">=", ">"), random.Next(0, 6)) },
        2 => new JsonObject { ["numeric"] = new JsonArray(One(">", ">="), random.Next(0, 3), One("<", "<="), random.Next(3, 6)) },
        3 => new JsonObject { ["exists"] = Chance(2) },
        _ => new JsonObject { ["anything-but"] = Chance(2) ? random.Next(0, 6) : new JsonArray(random.Next(0, 6), random.Next(0, 6)) },
    };

    /// <summary>EventBridge asks whether any value of the field is another one: of none there is none, and of several one is enough.</summary>
    static string? Difference(JsonNode detail, string path, JsonNode comparison)
    {
        if (comparison is not JsonObject { Count: 1 } asked || !asked.ContainsKey("anything-but"))
        {
            return null;
        }

        var at = path.Split('.').Aggregate((JsonNode?)detail, (node, step) => node?[step]);
        return at switch { null => "anything-but and no such field", JsonArray { Count: > 1 } => "anything-but and a list", _ => null };
    }

    static void Set(JsonObject target, string path, JsonNode value)
    {
        var steps = path.Split('.');
        foreach (var step in steps[..^1])
        {
            target = (target[step] ??= new JsonObject()).AsObject();
        }

        target[steps[^1]] = value;
    }

    bool Chance(int oneIn) => random.Next(oneIn) == 0;

    string One(params ReadOnlySpan<string> of) => of[random.Next(of.Length)];
}

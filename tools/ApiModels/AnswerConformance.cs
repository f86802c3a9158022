using System.Text.Json;

namespace GovCloud.ApiModels;

/// <summary>Compares an answer with the model of its operation.</summary>
public static class AnswerConformance
{
    /// <summary>Members of a JSON answer that AWS would not send, or not like that; empty where there are none.</summary>
    public static IReadOnlyList<string> Check(ApiOperation operation, JsonElement answer)
    {
        ArgumentNullException.ThrowIfNull(operation);
        var problems = new List<string>();
        if (operation.Output is { } output)
        {
            JsonConformance.Check(output, answer, operation.Name, requireMembers: false, problems);
        }
        else if (answer.ValueKind == JsonValueKind.Object && answer.EnumerateObject().Any())
        {
            problems.Add($"{operation.Name}: AWS answers nothing");
        }

        return problems;
    }
}

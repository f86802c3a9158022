namespace GovCloud.Estates.Reading;

/// <summary>No key and no value holds a secret, known or unknown.</summary>
static class SecretRules
{
    public static void Check(EstateSources sources, ProblemList problems)
    {
        foreach (var document in sources.Documents)
        {
            Walk(document, problems);
        }
    }

    static void Walk(SourceNode node, ProblemList problems)
    {
        switch (node)
        {
            case SourceNode.Scalar scalar:
                Report(scalar.Text, scalar.Position, problems);
                break;
            case SourceNode.Sequence sequence:
                foreach (var item in sequence.Items)
                {
                    Walk(item, problems);
                }

                break;
            case SourceNode.Mapping mapping:
                foreach (var member in mapping.Members)
                {
                    Report(member.Key, member.Position, problems);
                    Walk(member.Value, problems);
                }

                break;
        }
    }

    static void Report(string text, SourcePosition position, ProblemList problems)
    {
        if (SecretText.Find(text, position) is { } problem)
        {
            problems.Add([problem]);
        }
    }
}

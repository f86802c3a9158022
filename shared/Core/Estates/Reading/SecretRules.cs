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

    /// <summary>Reports a text that holds a secret, without repeating it.</summary>
    public static void Check(string text, SourcePosition position, ProblemList problems)
    {
        if (SecretText.Kind(text) is { } kind)
        {
            problems.Error(
                EstateRules.Secret,
                position,
                $"{kind} stands here and is a secret; revoke it, put the new one into an SSM SecureString parameter, and name that parameter");
        }
    }

    static void Walk(SourceNode node, ProblemList problems)
    {
        switch (node)
        {
            case SourceNode.Scalar scalar:
                Check(scalar.Text, scalar.Position, problems);
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
                    Check(member.Key, member.Position, problems);
                    Walk(member.Value, problems);
                }

                break;
        }
    }
}

namespace GovCloud.EndToEnd.Tests;

/// <summary>A test that needs Java and the npm packages; without them it is skipped, and says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EndToEndFactAttribute : FactAttribute
{
    public EndToEndFactAttribute() => Skip = Repository.WhatIsMissing;
}

/// <inheritdoc cref="EndToEndFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EndToEndTheoryAttribute : TheoryAttribute
{
    public EndToEndTheoryAttribute() => Skip = Repository.WhatIsMissing;
}

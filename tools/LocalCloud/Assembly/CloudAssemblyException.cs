namespace GovCloud.LocalCloud.Assembly;

/// <summary>Something in a cloud assembly that cannot be understood. The message names the template, the logical id and the path.</summary>
public sealed class CloudAssemblyException : Exception
{
    /// <summary>A defect of the assembly as a whole.</summary>
    public CloudAssemblyException(string message)
        : base(message)
    {
    }

    internal CloudAssemblyException(StackTemplate stack, string place, string problem)
        : base($"{stack.TemplateFile}: {place}: {problem}")
    {
    }
}

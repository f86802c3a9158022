using System.Collections.Immutable;
using System.CommandLine;
using GovCloud.Cli.Network;
using GovCloud.Deployment;

namespace GovCloud.Cli.Deploy;

/// <summary><c>gca deploy diff</c>.</summary>
static class DeployDiffCommand
{
    public static Command Create()
    {
        var before = new Argument<string?>("BEFORE") { Description = "Cloud assembly (cdk.out) as it is.", Arity = ArgumentArity.ZeroOrOne };
        var after = new Argument<string?>("AFTER") { Description = "Cloud assembly as it is to be.", Arity = ArgumentArity.ZeroOrOne };
        var estateBefore = new Option<string?>("--estate-before") { Description = "Instead of BEFORE: folder of an estate, which is synthesised.", HelpName = "DIR" };
        var estateAfter = new Option<string?>("--estate-after") { Description = "Instead of AFTER: folder of an estate, which is synthesised.", HelpName = "DIR" };
        var format = new Option<Network.DocumentFormat>("--format") { Description = "table: for people; json: for programs; csv: what endangers data; xlsx: all tables, needs --out.", DefaultValueFactory = _ => Network.DocumentFormat.Table };
        var file = DocumentOutput.FileOption();
        var command = new Command(
            "diff",
            "Compare the templates of two assemblies, or of two versions of an estate: created, deleted, changed and replaced resources with the reason from AWS's resource specification, what would be lost first. "
            + "Exit code 0: nothing is replaced or lost; 1: something is, may be, or is refused by CloudFormation; 2: not read.")
        {
            before,
            after,
            estateBefore,
            estateAfter,
            format,
            file,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            // One position is enough where the other side is an estate.
            var (first, second) = (parsed.GetValue(before), parsed.GetValue(after));
            var (describedBefore, describedAfter) = (parsed.GetValue(estateBefore), parsed.GetValue(estateAfter));
            if (describedBefore is not null && second is null)
            {
                (first, second) = (null, first);
            }

            if (first is null == describedBefore is null || second is null == describedAfter is null)
            {
                error.WriteLine("error: name two cloud assemblies, or an estate for either side: gca deploy diff BEFORE AFTER, or --estate-before DIR --estate-after DIR.");
                return ExitCode.Misuse;
            }

            using var old = await SynthesisedFolder.OfAsync(first, describedBefore, error, cancellationToken);
            using var now = old is null ? null : await SynthesisedFolder.OfAsync(second, describedAfter, error, cancellationToken);
            return old is null || now is null || AssemblyFolder.Read(old.Path, error) is not { } was || AssemblyFolder.Read(now.Path, error) is not { } willBe
                ? ExitCode.Misuse
                : Write(AssemblyComparison.Compare(was.Select(s => s.Definition), willBe.Select(s => s.Definition)), parsed.GetValue(format), parsed.GetValue(file), output, error);
        });
        return command;
    }

    static int Write(ImmutableArray<StackChange> changes, Network.DocumentFormat format, string? file, TextWriter output, TextWriter error)
    {
        var written = DocumentOutput.Write(ComparisonDocument.Of(changes), () => ComparisonDocument.Json(changes), format, file, output, error);
        return written != ExitCode.Success ? written : changes.Any(ComparisonDocument.Demands) ? ExitCode.Problems : ExitCode.Success;
    }
}

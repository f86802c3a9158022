using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using GovCloud.Cli.Estates;
using GovCloud.Estates;

namespace GovCloud.Cli.Guardrails;

/// <summary><c>gca guardrails register</c>.</summary>
static class RegisterCommand
{
    public static Command Create(TimeProvider time)
    {
        var file = new Argument<string>("TEMPLATE") { Description = "The supplied CloudFormation template, JSON or YAML." };
        var estate = EstateLocation.Option();
        var id = new Option<string>("--id") { Description = "Id in the estate, such as mandatory-2026-04.", HelpName = "ID", Required = true };
        var version = new Option<string>("--version-name") { Description = "The version as its author names it.", HelpName = "TEXT", Required = true };
        var source = new Option<string>("--source") { Description = "Where it was obtained.", HelpName = "TEXT", Required = true };
        var layer = new Option<TemplateLayer>("--layer") { Description = "Who prescribes it.", DefaultValueFactory = _ => TemplateLayer.Mandatory };
        var command = new Command(
            "register", "Keep a supplied template as it is, byte for byte, in the estate's folder and print the entry for 'guardrails.templates'. Exit code 0: kept, or kept before; 1: another file is kept under this id; 2: not read.")
        {
            file,
            estate,
            id,
            version,
            source,
            layer,
        };
        command.SetAction(parsed =>
        {
            var entry = new Entry(
                parsed.GetRequiredValue(id), parsed.GetRequiredValue(version), parsed.GetRequiredValue(source), parsed.GetValue(layer), EstateLocation.TodayInJapan(time));
            return Run(parsed.GetRequiredValue(file), parsed.GetRequiredValue(estate), entry, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        });
        return command;
    }

    static int Run(string file, string folder, Entry entry, TextWriter output, TextWriter error)
    {
        if (!Directory.Exists(folder))
        {
            error.WriteLine($"error: there is no folder '{folder}'.");
            return ExitCode.Misuse;
        }

        try
        {
            TemplateFile.Read(file);
        }
        catch (TemplateFileException problem)
        {
            error.WriteLine($"error: {problem.Message}.");
            return ExitCode.Misuse;
        }

        // Not *.yaml: every file of that name in the folder is read as part of the estate.
        var path = $"templates/{entry.Id}.template";
        var target = Path.Combine(folder, path);
        var bytes = File.ReadAllBytes(file);
        if (File.Exists(target) && !bytes.AsSpan().SequenceEqual(File.ReadAllBytes(target)))
        {
            error.WriteLine($"error: '{target}' is another template. A registered template stays as it is; register this one under a new id.");
            return ExitCode.Problems;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.WriteAllBytes(target, bytes);
        output.Write(entry.Yaml(path, Convert.ToHexStringLower(SHA256.HashData(bytes))));
        error.WriteLine($"'{target}' に保管しました。上の内容を guardrails.templates に追記し、gca guardrails import で差分を確認してください。");
        return ExitCode.Success;
    }

    sealed record Entry(string Id, string Version, string Source, TemplateLayer Layer, DateOnly AsOf)
    {
        public string Yaml(string path, string sha256)
        {
            var layer = Layer switch { TemplateLayer.AutoApplied => "auto-applied", TemplateLayer.Mandatory => "mandatory", _ => "own" };
            var title = $"{GuardrailText.Of(Layer)}テンプレート {Version}";
            return string.Create(CultureInfo.InvariantCulture, $"""
                    - id: {Id}
                      title: {Quoted(title)}
                      layer: {layer}
                      version: {Quoted(Version)}
                      source: {Quoted(Source)}
                      asOf: {AsOf:yyyy-MM-dd}
                      path: {path}
                      sha256: {sha256}

                """);
        }

        static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }
}

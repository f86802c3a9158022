using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using GovCloud.Cli.Estates;
using GovCloud.Network;
using Spectre.Console;

namespace GovCloud.Cli.Network;

/// <summary><c>gca network attachments</c>.</summary>
static class NetworkAttachmentsCommand
{
    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    public static Command Create(TimeProvider time)
    {
        var folder = EstateLocation.Argument();
        var from = new Option<string>("--from") { Description = "Answer of: aws ec2 describe-transit-gateway-attachments", HelpName = "FILE", Required = true };
        var format = FormatOption.Create("table: attachments and their parameters; json: Name, Value and Type of each parameter, as aws ssm put-parameter takes them.");
        var command = new Command(
            "attachments",
            "Match the attachments of the Transit Gateway with the estate, and name the SSM parameters of the network account that routing reads. "
            + "Exit code 0: nothing is ambiguous; 1: something is, or the input cannot be read; 2: no such folder or file.")
        {
            folder,
            from,
            format,
        };
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var (planned, code) = PlannedEstate.Load(parsed.GetRequiredValue(folder), time, error);
            return planned is null ? code : Run(planned, parsed.GetRequiredValue(from), parsed.GetValue(format), output, error);
        });
        return command;
    }

    static int Run(PlannedEstate planned, string file, OutputFormat format, TextWriter output, TextWriter error)
    {
        if (!File.Exists(file))
        {
            error.WriteLine($"error: there is no file '{file}'. Remedy: aws ec2 describe-transit-gateway-attachments > {file}");
            return ExitCode.Misuse;
        }

        NetworkAttachments matched;
        try
        {
            matched = NetworkAttachments.Match(
                NetworkTopology.Of(planned.Estate, planned.Plan.Lock), NetworkAttachments.Read(File.ReadAllText(file), planned.Estate.Network.TransitGateway?.Id));
        }
        catch (JsonException unreadable)
        {
            error.WriteLine($"error: '{file}' is no answer of aws ec2 describe-transit-gateway-attachments: {unreadable.Message}");
            return ExitCode.Problems;
        }

        if (format == OutputFormat.Json)
        {
            output.WriteLine(JsonSerializer.Serialize(matched.Parameters.Select(p => new { p.Name, Value = p.Id, Type = "String" }), Indented));
        }
        else
        {
            Write(matched, output);
        }

        foreach (var problem in matched.Problems)
        {
            error.WriteLine($"error: {problem}");
        }

        if (!matched.Missing.IsEmpty)
        {
            error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"まだ接続されていないもの {matched.Missing.Length} 件: {string.Join(", ", matched.Missing)}"));
        }

        return matched.Problems.IsEmpty ? ExitCode.Success : ExitCode.Problems;
    }

    static void Write(NetworkAttachments matched, TextWriter output)
    {
        var table = new Table().Border(TableBorder.Ascii2).AddColumns("アタッチメント", "SSMパラメータ", "値");
        foreach (var parameter in matched.Parameters)
        {
            table.AddRow(Markup.Escape(parameter.Attachment), Markup.Escape(parameter.Name), Markup.Escape(parameter.Id));
        }

        Terminal.Of(output).Write(table);
    }
}

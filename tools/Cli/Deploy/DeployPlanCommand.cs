using System.CommandLine;
using System.Globalization;
using GovCloud.Cli.Estates;
using GovCloud.Cli.Network;
using GovCloud.Deployment;
using GovCloud.Documents.Deployment;
using GovCloud.Estates;

namespace GovCloud.Cli.Deploy;

/// <summary>Who reads a plan.</summary>
enum PlanFormat
{
    /// <summary>People at a terminal.</summary>
    Table,

    /// <summary>Programs.</summary>
    Json,

    /// <summary>Excel: every step.</summary>
    Xlsx,

    /// <summary>People who review the deployment.</summary>
    Html,
}

/// <summary><c>gca deploy plan</c>.</summary>
static class DeployPlanCommand
{
    public static Command Create(TimeProvider time)
    {
        var assembly = new Argument<string>("CDK_OUT") { Description = "Cloud assembly that npx cdk synth wrote.", DefaultValueFactory = _ => "cdk.out" };
        var folder = EstateLocation.Option();
        var deployed = new Option<string?>("--deployed") { Description = "Folder with what is deployed: {account}/{region}/{stack}.json, each as aws cloudformation get-template prints it. What is not in it counts as not deployed.", HelpName = "FOLDER" };
        var deployer = new Option<string?>("--deployer") { Description = "Account that all others trust to deploy; each account deploys itself when absent.", HelpName = "ACCOUNT" };
        var policies = new Option<string>("--execution-policies") { Description = "Policies of CloudFormation's role, for cdk bootstrap.", HelpName = "ARNS", DefaultValueFactory = _ => new DeploymentChoices().ExecutionPolicies };
        var format = new Option<PlanFormat>("--format") { Description = "table: for people; json: for programs; xlsx: every step; html: for review. xlsx needs --out.", DefaultValueFactory = _ => PlanFormat.Table };
        var file = DocumentOutput.FileOption();
        var command = new Command(
            "plan",
            "Rehearse the deployment of an assembly: stages, steps with command, role, parameters and rollback, the CDK bootstrap of each account, limits to raise, what people do. Nothing is called. "
            + "Exit code 0: a plan without problems; 1: problems, data at stake, or something that CloudFormation refuses; 2: not read.")
        {
            assembly,
            folder,
            deployed,
            deployer,
            policies,
            format,
            file,
        };
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var path = parsed.GetRequiredValue(folder);
            AccountId? trusted = null;
            if (parsed.GetValue(deployer) is { } text)
            {
                if (!AccountId.TryParse(text, out var account))
                {
                    error.WriteLine($"error: '{text}' is no account id: twelve digits.");
                    return ExitCode.Misuse;
                }

                trusted = account;
            }

            if (EstateLocation.Load(path, time, error) is not { } read || AssemblyFolder.Read(parsed.GetRequiredValue(assembly), error) is not { } stacks)
            {
                return ExitCode.Misuse;
            }

            if (read.Estate is not { } estate)
            {
                EstateLocation.WriteProblems(read, error);
                return ExitCode.Problems;
            }

            DeployedStacks? there = null;
            if (parsed.GetValue(deployed) is { } fetched && (there = DeployedFolder.Read(fetched, error)) is null)
            {
                return ExitCode.Misuse;
            }

            var choices = new DeploymentChoices { Deployer = trusted, ExecutionPolicies = parsed.GetRequiredValue(policies), EstateFolder = path };
            var plan = DeploymentPlanner.Plan(stacks, estate, choices, EstateLocation.TodayInJapan(time), there);
            var written = Write(plan, estate, parsed.GetValue(format), parsed.GetValue(file), time, output, error);
            return written != ExitCode.Success ? written : Finish(plan, error);
        });
        return command;
    }

    static int Write(DeploymentPlan plan, Estate estate, PlanFormat format, string? file, TimeProvider time, TextWriter output, TextWriter error)
    {
        if (format != PlanFormat.Html)
        {
            var document = format == PlanFormat.Xlsx ? DeploymentSheets.Of(plan) : DeploymentSheets.Brief(plan);
            var like = format switch
            {
                PlanFormat.Json => Network.DocumentFormat.Json,
                PlanFormat.Xlsx => Network.DocumentFormat.Xlsx,
                _ => Network.DocumentFormat.Table,
            };
            return DocumentOutput.Write(document, () => PlanJson.Of(plan), like, file, output, error);
        }

        var day = EstateLocation.TodayInJapan(time).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return DocumentOutput.Text(DeploymentPage.Of("配備計画", $"{estate.Profile.Title} {day} 時点", plan), file, output, error);
    }

    static int Finish(DeploymentPlan plan, TextWriter error)
    {
        foreach (var problem in plan.Problems)
        {
            error.WriteLine($"error: {problem.Japanese}");
        }

        foreach (var gone in plan.NoLongerDescribed)
        {
            error.WriteLine($"note: {gone.Place} {gone.Name}: 定義にないスタック。削除するまで残る");
        }

        var endangered = plan.Steps.Select(s => s.Change).OfType<StackChange>().Where(ComparisonDocument.Demands).ToList();
        if (endangered.Count > 0)
        {
            error.WriteLine($"error: {endangered.Count} スタックで置換・消失・配備の失敗がある");
        }

        return plan.Problems.IsEmpty && endangered.Count == 0 ? ExitCode.Success : ExitCode.Problems;
    }
}

using GovCloud.Deployment;
using GovCloud.Estates;

namespace GovCloud.Core.Tests.Deployment;

/// <summary>The sample estate, and stacks of an assembly from short JSON.</summary>
static class PlanEstate
{
    public static DateOnly Day { get; } = new(2026, 11, 21);

    public static Estate Sample { get; } = EstateFiles.EstateFolder.Load(Path.Combine(Root(), "estates", "katsushika"), Day).Estate ?? throw new InvalidOperationException("The sample estate is not valid.");

    public static string Operations => Sample.Profile.OperationsAccount.ToString();

    public static StackArtifact Stack(string name, string? account, string resources = "", string others = "", string[]? needs = null, string region = "ap-northeast-1") => new()
    {
        Definition = StackOf.Resources(resources, name, others) with { Place = new StackPlace(account, region) },
        StackName = name,
        TemplateFile = $"{name}.template.json",
        TemplateBytes = 100,
        Dependencies = [.. needs ?? []],
        DeployRole = "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/cdk-hnb659fds-deploy-role-${AWS::AccountId}-" + region,
        ExecutionRole = "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/cdk-hnb659fds-cfn-exec-role-${AWS::AccountId}-" + region,
        BootstrapVersion = 6,
    };

    public static DeploymentPlan Plan(StackArtifact[] stacks, DeploymentChoices? choices = null, DeployedStacks? deployed = null) =>
        DeploymentPlanner.Plan([.. stacks], Sample, choices ?? new DeploymentChoices(), Day, deployed);

    static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "GovCloudAutomation.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests do not run inside the repository.");
        }

        return folder.FullName;
    }
}

using System.Collections.Immutable;

namespace GovCloud.Access.Proof;

/// <summary>A known way to more rights: closed when any of its steps is denied.</summary>
/// <param name="Name">Its usual name.</param>
/// <param name="Steps">The actions that it takes, all of them.</param>
public sealed record EscalationPath(string Name, ImmutableArray<EscalationStep> Steps);

/// <summary>A step.</summary>
/// <param name="Action">The action.</param>
/// <param name="Resource">What it is aimed at: something with more rights.</param>
/// <param name="Context">Condition keys besides those of every request.</param>
public sealed record EscalationStep(string Action, string Resource, ImmutableDictionary<string, ImmutableArray<string>> Context);

/// <summary>
/// The ways to more rights that are publicly known for IAM (the list of Rhino Security Labs and those found since). Each aims at a role, a policy or a
/// program with more rights than the one who tries; passing a role is tried to the service of the path.
/// </summary>
public static class EscalationPaths
{
    const string Admin = "arn:aws:iam::{account}:role/Admin";
    const string AdminUser = "arn:aws:iam::{account}:user/admin";
    const string Group = "arn:aws:iam::{account}:group/admins";
    const string Policy = "arn:aws:iam::{account}:policy/any";

    static readonly ImmutableDictionary<string, ImmutableArray<string>> Nothing = ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    static readonly ImmutableDictionary<string, ImmutableArray<string>> OfThePlatform = Nothing.Add($"aws:ResourceTag/{AccessTags.Project}", [AccessTags.ProjectName]);

    /// <summary>All paths, for one account.</summary>
    public static ImmutableArray<EscalationPath> In(string account)
    {
        string Here(string text) => text.Replace("{account}", account, StringComparison.Ordinal);
        return
        [
            .. Direct().Concat(Passing()).Concat(Programs()).Select(path => path with
            {
                Steps = [.. path.Steps.Select(step => new EscalationStep(step.Action, Here(step.Resource), step.Context.SetItems(step.Context.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Select(Here).ToImmutableArray())))))],
            }),
        ];
    }

    /// <summary>Rights changed at the identity itself.</summary>
    static IEnumerable<EscalationPath> Direct()
    {
        yield return One("iam:CreatePolicyVersion", Policy);
        yield return One("iam:SetDefaultPolicyVersion", Policy);
        yield return One("iam:CreateAccessKey", AdminUser);
        yield return One("iam:CreateLoginProfile", AdminUser);
        yield return One("iam:UpdateLoginProfile", AdminUser);
        yield return One("iam:CreateServiceSpecificCredential", AdminUser);
        yield return One("iam:AddUserToGroup", Group);
        yield return One("iam:AttachUserPolicy", AdminUser);
        yield return One("iam:PutUserPolicy", AdminUser);
        yield return One("iam:AttachGroupPolicy", Group);
        yield return One("iam:PutGroupPolicy", Group);
        yield return One("iam:AttachRolePolicy", Admin);
        yield return One("iam:PutRolePolicy", Admin);
        yield return One("iam:UpdateAssumeRolePolicy", Admin);
        yield return One("iam:DeleteRolePermissionsBoundary", Admin);
        yield return One("iam:PutRolePermissionsBoundary", Admin);
        yield return One("iam:DeactivateMFADevice", AdminUser);
        yield return One("iam:CreateSAMLProvider", "arn:aws:iam::{account}:saml-provider/any");
        yield return One("iam:UpdateSAMLProvider", "arn:aws:iam::{account}:saml-provider/any");
        yield return One("iam:CreateOpenIDConnectProvider", "arn:aws:iam::{account}:oidc-provider/any");
        yield return One("iam:TagRole", "arn:aws:iam::{account}:role/gca/gca-any");
        yield return One("sts:AssumeRole", Admin);
        yield return One("sso:PutInlinePolicyToPermissionSet", "arn:aws:sso:::permissionSet/ssoins-1/ps-1");
        yield return One("sso:CreateAccountAssignment", "arn:aws:sso:::account/{account}");
        yield return One("organizations:LeaveOrganization", "*");
        yield return new("a role of one's own without boundary", [Step("iam:CreateRole", "arn:aws:iam::{account}:role/system/own"), Step("iam:AttachRolePolicy", "arn:aws:iam::{account}:role/system/own")]);
        yield return new("a boundary of one's own", [Step("iam:CreateRole", "arn:aws:iam::{account}:role/system/own", Nothing.Add("iam:PermissionsBoundary", ["arn:aws:iam::{account}:policy/own"]))]);
    }

    /// <summary>A role with more rights passed to a service that runs one's own code or orders with it.</summary>
    static IEnumerable<EscalationPath> Passing()
    {
        (string Service, string[] Actions)[] services =
        [
            ("ec2.amazonaws.com", ["ec2:RunInstances"]),
            ("ec2.amazonaws.com", ["ec2:AssociateIamInstanceProfile"]),
            ("ec2.amazonaws.com", ["ec2:RequestSpotInstances"]),
            ("autoscaling.amazonaws.com", ["autoscaling:CreateAutoScalingGroup"]),
            ("lambda.amazonaws.com", ["lambda:CreateFunction", "lambda:InvokeFunction"]),
            ("lambda.amazonaws.com", ["lambda:CreateFunction", "lambda:CreateEventSourceMapping"]),
            ("lambda.amazonaws.com", ["lambda:CreateFunction", "lambda:AddPermission"]),
            ("ecs-tasks.amazonaws.com", ["ecs:RegisterTaskDefinition", "ecs:RunTask"]),
            ("ecs-tasks.amazonaws.com", ["ecs:RegisterTaskDefinition", "ecs:CreateService"]),
            ("cloudformation.amazonaws.com", ["cloudformation:CreateStack"]),
            ("cloudformation.amazonaws.com", ["cloudformation:CreateStackSet", "cloudformation:CreateStackInstances"]),
            ("datapipeline.amazonaws.com", ["datapipeline:CreatePipeline", "datapipeline:PutPipelineDefinition"]),
            ("glue.amazonaws.com", ["glue:CreateDevEndpoint"]),
            ("glue.amazonaws.com", ["glue:CreateJob", "glue:StartJobRun"]),
            ("sagemaker.amazonaws.com", ["sagemaker:CreateNotebookInstance"]),
            ("sagemaker.amazonaws.com", ["sagemaker:CreateTrainingJob"]),
            ("sagemaker.amazonaws.com", ["sagemaker:CreateProcessingJob"]),
            ("codebuild.amazonaws.com", ["codebuild:CreateProject", "codebuild:StartBuild"]),
            ("states.amazonaws.com", ["states:CreateStateMachine", "states:StartExecution"]),
            ("states.amazonaws.com", ["states:TestState"]),
            ("scheduler.amazonaws.com", ["scheduler:CreateSchedule"]),
            ("events.amazonaws.com", ["events:PutRule", "events:PutTargets"]),
            ("ssm.amazonaws.com", ["ssm:StartAutomationExecution"]),
            ("batch.amazonaws.com", ["batch:RegisterJobDefinition", "batch:SubmitJob"]),
            ("elasticmapreduce.amazonaws.com", ["elasticmapreduce:RunJobFlow"]),
            ("apprunner.amazonaws.com", ["apprunner:CreateService"]),
            ("bedrock-agentcore.amazonaws.com", ["bedrock-agentcore:CreateCodeInterpreter"]),
            ("cognito-identity.amazonaws.com", ["cognito-identity:SetIdentityPoolRoles"]),
        ];
        return services.Select(service => new EscalationPath(
            $"iam:PassRole + {string.Join(" + ", service.Actions)}",
            [Step("iam:PassRole", Admin, Nothing.Add("iam:PassedToService", [service.Service])), .. service.Actions.Select(action => Step(action, "*"))]));
    }

    /// <summary>A program with more rights made to do something else.</summary>
    static IEnumerable<EscalationPath> Programs()
    {
        yield return One("lambda:UpdateFunctionCode", "arn:aws:lambda:ap-northeast-1:{account}:function:platform", OfThePlatform);
        yield return One("lambda:UpdateFunctionConfiguration", "arn:aws:lambda:ap-northeast-1:{account}:function:platform", OfThePlatform);
        yield return One("states:UpdateStateMachine", "arn:aws:states:ap-northeast-1:{account}:stateMachine:platform", OfThePlatform);
        yield return One("events:PutTargets", "arn:aws:events:ap-northeast-1:{account}:rule/platform", OfThePlatform);
        yield return One("dynamodb:PutItem", "arn:aws:dynamodb:ap-northeast-1:{account}:table/platform", OfThePlatform);
        yield return One("cloudformation:UpdateStack", "arn:aws:cloudformation:ap-northeast-1:{account}:stack/platform/1", OfThePlatform);
        yield return One("glue:UpdateDevEndpoint", "*");
        yield return One("codestar:CreateProject", "*");
        yield return One("sagemaker:CreatePresignedNotebookInstanceUrl", "*");
        yield return One("eks:CreateAccessEntry", "*");
        yield return One("ssm:SendCommand", "arn:aws:ec2:ap-northeast-1:{account}:instance/i-1", OfThePlatform);
        yield return One("ssm:CreateAssociation", "*");
    }

    static EscalationPath One(string action, string resource, ImmutableDictionary<string, ImmutableArray<string>>? context = null) => new(action, [Step(action, resource, context)]);

    static EscalationStep Step(string action, string resource, ImmutableDictionary<string, ImmutableArray<string>>? context = null) => new(action, resource, context ?? Nothing);
}

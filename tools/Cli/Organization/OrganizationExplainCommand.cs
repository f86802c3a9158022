using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using GovCloud.Cli.Network;
using GovCloud.Organization;

namespace GovCloud.Cli.Organization;

/// <summary><c>gca organization explain</c>: whether a call is denied, and by what.</summary>
static class OrganizationExplainCommand
{
    sealed record Question(Argument<string> Folder, Argument<string> Action, Option<string> At, Option<string?> Region, Option<string> Role, Option<string> Resource, Option<string[]> Context);

    public static Command Create(TimeProvider time)
    {
        var question = new Question(
            new Argument<string>("ESTATE") { Description = "Folder of the estate's YAML files." },
            new Argument<string>("ACTION") { Description = "The action, such as s3:PutObject." },
            new Option<string>("--at") { Description = "Where: name or number of an account, or key of a unit such as production/131229.", HelpName = "ACCOUNT|UNIT", Required = true },
            new Option<string?>("--region") { Description = "The region that is called. Default: the primary one. Global services are called in us-east-1.", HelpName = "REGION" },
            new Option<string>("--role") { Description = "Who calls: name of a role, with its path; root for the root user.", HelpName = "ROLE", DefaultValueFactory = _ => "admin" },
            new Option<string>("--resource") { Description = "What is called: its ARN.", HelpName = "ARN", DefaultValueFactory = _ => "*" },
            new Option<string[]>("--context") { Description = "A further condition key with its value, such as s3:x-amz-acl=public-read. May be repeated.", HelpName = "KEY=VALUE", DefaultValueFactory = _ => [] });
        var format = FormatOption.Create("table: a sentence; json: one object.");
        var language = LanguageOption.Create();
        var command = new Command(
            "explain",
            "Say whether the service control policies deny a call, and which statement does. Reads the estate only. Exit code 0: not denied; 1: denied, or errors; 2: no such folder, account or unit.")
        {
            question.Folder,
            question.Action,
            question.At,
            question.Region,
            question.Role,
            question.Resource,
            question.Context,
            format,
            language,
        };
        command.SetAction(parsed => Run(parsed, question, time, parsed.GetValue(format), parsed.GetValue(language)));
        return command;
    }

    static int Run(ParseResult parsed, Question question, TimeProvider time, OutputFormat format, NetworkLanguage language)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var (planned, code) = PlannedOrganization.Load(parsed.GetRequiredValue(question.Folder), time, error);
        if (planned is null)
        {
            return code;
        }

        var at = parsed.GetRequiredValue(question.At);
        var placement = planned.Plan.Placements.FirstOrDefault(one => one.Name == at || one.Id?.ToString() == at);
        if ((placement?.Unit ?? planned.Plan.Units.FirstOrDefault(unit => unit.Key == at)) is not { } place)
        {
            error.WriteLine($"error: '{at}' is neither an account nor a unit; gca organization plan lists both.");
            return ExitCode.Misuse;
        }

        var context = parsed.GetRequiredValue(question.Context).Select(pair => pair.Split('=', 2)).ToArray();
        if (context.Any(pair => pair.Length < 2))
        {
            error.WriteLine("error: --context must be KEY=VALUE.");
            return ExitCode.Misuse;
        }

        var request = new AccessRequest
        {
            Action = parsed.GetRequiredValue(question.Action),
            Region = parsed.GetValue(question.Region) ?? planned.Estate.Profile.PrimaryRegion,
            Principal = PrincipalOf(parsed.GetRequiredValue(question.Role), placement?.Id?.ToString() ?? "000000000000"),
            Resource = parsed.GetRequiredValue(question.Resource),
            Context = context.DistinctBy(pair => pair[0], StringComparer.Ordinal).ToImmutableDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal),
        };
        var denial = AccessEvaluator.Evaluate(planned.Plan.PoliciesOf(place), request);
        output.WriteLine(format == OutputFormat.Json ? Json(request, place, denial) : Sentence(request, place, denial, language));
        return denial is null ? ExitCode.Success : ExitCode.Problems;
    }

    static string PrincipalOf(string role, string account) =>
        role.StartsWith("arn:", StringComparison.Ordinal) ? role : role == "root" ? $"arn:aws:iam::{account}:root" : $"arn:aws:iam::{account}:role/{role}";

    static string Sentence(AccessRequest request, OrganizationUnit place, AccessDenial? denial, NetworkLanguage language) => (denial, language) switch
    {
        (null, NetworkLanguage.Ja) => $"禁止されない: {place.Label}({place.Key})での {request.Action}({request.Region})。実際に行えるかは、アカウント側の権限による。",
        (null, _) => $"not denied: {request.Action} in {request.Region} at {place.Key}; whether it is allowed is for the account's own rights.",
        (_, NetworkLanguage.Ja) => $"禁止: {place.Label}({place.Key})での {request.Action}({request.Region})。{denial.Policy.Name} の {denial.Statement.Sid}: {denial.Statement.Text.Japanese}",
        _ => $"denied: {request.Action} in {request.Region} at {place.Key}, by {denial.Statement.Sid} of {denial.Policy.Name}: {denial.Statement.Text.English}",
    };

    static string Json(AccessRequest request, OrganizationUnit place, AccessDenial? denial) => JsonSerializer.Serialize(
        new
        {
            denied = denial is not null,
            action = request.Action,
            region = request.Region,
            principal = request.Principal,
            resource = request.Resource,
            unit = place.Key,
            policy = denial?.Policy.Name,
            statement = denial?.Statement.Sid,
            reason = denial?.Statement.Text,
        },
        OrganizationJson.Options);
}

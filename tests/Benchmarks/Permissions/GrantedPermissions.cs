using GovCloud.LocalCloud;
using GovCloud.LocalCloud.Assembly;
using GovCloud.LocalCloud.Capture;
using GovCloud.LocalCloud.Gateway;
using GovCloud.LocalCloud.Permissions;

namespace GovCloud.Benchmarks.Permissions;

/// <summary>What the roles of the sample's functions are granted, as calls that LocalCloud's gate lets through.</summary>
sealed class GrantedPermissions
{
    readonly PermissionGate gate;
    readonly List<(string Function, string Region, string Action, string Resource)> calls = [];

    /// <summary>Reads the policies of an assembly.</summary>
    /// <exception cref="CloudAssemblyException">There is no assembly.</exception>
    public GrantedPermissions(string assembly)
    {
        // Templates with a row for each account know nothing of the account that stands for all of them.
        var stacks = CloudAssembly.Load(assembly).Stacks.Where(stack => stack.Find("Mappings", "Accounts") is null).ToList();
        var resolver = new TemplateResolver(stacks, new Uri("http://127.0.0.1:9"), name => name);
        var book = PolicyBook.Read(stacks, resolver);
        gate = new(book, ServiceControl.Read(stacks, resolver, new Dictionary<string, string>(StringComparer.Ordinal)), new NeededPermissions(book), new Captures());
        Functions = book.FunctionRoles.Count;
        foreach (var (function, role) in book.FunctionRoles)
        {
            var grants = from statement in book.OfRole(role).SelectMany(policy => policy.Statements)
                         where statement.Allows
                         from action in statement.Actions ?? []
                         where !action.Contains('*', StringComparison.Ordinal)
                         from resource in statement.Resources ?? []
                         select (Action: action, Resource: resource is "*" ? resource : resource.Replace("*", "x", StringComparison.Ordinal));
            foreach (var (action, resource) in grants.Distinct())
            {
                Grants++;
                if (Passes((function, Arn.Parse(function).Region, action, resource)))
                {
                    calls.Add((function, Arn.Parse(function).Region, action, resource));
                }
            }
        }
    }

    /// <summary>Functions with a role.</summary>
    public int Functions { get; }

    /// <summary>Grants of an action on a resource.</summary>
    public int Grants { get; private set; }

    /// <summary>Those that hold without a condition on what a call says: the calls.</summary>
    public int Calls => calls.Count;

    /// <summary>Decides on every call once. Returns how many.</summary>
    public int DecideAll()
    {
        foreach (var (function, region, action, resource) in calls)
        {
            gate.CheckService(function, region, [new NeededPermission(action, resource, Holder(resource), [])]);
        }

        return calls.Count;
    }

    bool Passes((string Function, string Region, string Action, string Resource) call)
    {
        try
        {
            gate.CheckService(call.Function, call.Region, [new NeededPermission(call.Action, call.Resource, Holder(call.Resource), [])]);
            return true;
        }
        catch (AwsApiException)
        {
            return false;
        }
    }

    /// <summary>The bucket of an object, the table of an index; anything else is its own.</summary>
    static string Holder(string resource) =>
        resource.StartsWith("arn:aws:s3:::", StringComparison.Ordinal) ? resource.Split('/')[0]
        : resource.StartsWith("arn:aws:dynamodb:", StringComparison.Ordinal) ? string.Join('/', resource.Split('/').Take(2))
        : resource;
}

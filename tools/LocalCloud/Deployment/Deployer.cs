using Amazon.DynamoDBv2;
using GovCloud.LocalCloud.Assembly;

namespace GovCloud.LocalCloud.Deployment;

/// <summary>Makes what the templates declare: first what holds things, then what connects them.</summary>
sealed class Deployer
{
    readonly TemplateResolver resolver;
    readonly HolderDeployer holders;
    readonly WiringDeployer wiring;
    readonly List<DeployedResource> simulated = [];
    readonly List<DeployedResource> notSimulated = [];

    public Deployer(CloudResources cloud, TemplateResolver resolver, IAmazonDynamoDB dynamoDb, DynamoDb.DynamoDbStreams streams, TargetDelivery delivery, Func<Arn, IReadOnlyDictionary<string, string>> runtimeVariables)
    {
        this.resolver = resolver;
        holders = new(cloud, dynamoDb, runtimeVariables);
        wiring = new(cloud, streams) { Delivery = delivery };
    }

    /// <summary>Makes everything, or fails at the first thing that it does not understand.</summary>
    /// <exception cref="CloudAssemblyException">A type is unknown, or a property cannot be simulated.</exception>
    public async Task<DeploymentReport> DeployAsync(IReadOnlyList<StackTemplate> stacks, CancellationToken cancellationToken)
    {
        var resources = stacks.SelectMany(Declared).ToList();
        var connections = new List<DeclaredResource>();
        foreach (var resource in resources)
        {
            if (await holders.DeployAsync(resource, cancellationToken))
            {
                Note(simulated, resource, null);
            }
            else
            {
                connections.Add(resource);
            }
        }

        foreach (var resource in connections)
        {
            var known = wiring.Deploy(resource, out var note);
            Note(known ? simulated : notSimulated, resource, note);
        }

        return new(simulated, notSimulated);
    }

    IEnumerable<DeclaredResource> Declared(StackTemplate stack)
    {
        foreach (var resource in stack.Section("Resources").Where(resource => resolver.Exists(stack, resource)))
        {
            var type = resource.Value.GetProperty("Type").GetString()!;
            if (ResourceTypes.IsNotSimulated(type))
            {
                notSimulated.Add(new(stack.Name, resource.Name, type, resolver.NameOf(stack, resource.Name)));
                continue;
            }

            yield return new(stack, resource.Name, type, resolver.Properties(stack, resource.Name), resolver.ArnOf(stack, resource.Name));
        }
    }

    static void Note(List<DeployedResource> list, DeclaredResource resource, string? note) =>
        list.Add(new(resource.Stack.Name, resource.LogicalId, resource.Type, resource.Arn.Name, note));
}

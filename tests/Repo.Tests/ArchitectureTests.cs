using System.Reflection;
using System.Xml.Linq;

namespace GovCloud.Repo.Tests;

/// <summary>What DESIGN says about the parts and their dependencies, checked on what is built.</summary>
public sealed class ArchitectureTests
{
    static readonly Assembly Core = typeof(MunicipalityCode).Assembly;

    static readonly Dictionary<string, string[]> AllowedReferences = new(StringComparer.Ordinal)
    {
        ["shared/Core/GovCloud.Core.csproj"] = [],
        ["shared/Contracts/GovCloud.Contracts.csproj"] = [],
        ["shared/Hosting/GovCloud.Hosting.csproj"] = [],
        ["shared/EstateFiles/GovCloud.EstateFiles.csproj"] = ["Core"],
        ["shared/CostFiles/GovCloud.CostFiles.csproj"] = ["Core"],
        ["shared/Documents/GovCloud.Documents.csproj"] = ["Core"],
        ["shared/Adapters/GovCloud.Adapters.csproj"] = ["Core", "Contracts"],
        ["functions/GovCloud.Functions.csproj"] = ["Core", "Contracts", "Adapters", "Hosting", "CostFiles", "Documents"],
        ["infra/GovCloud.Infra.csproj"] = ["Core", "Contracts", "EstateFiles"],
    };

    [Fact]
    public void Core_knows_nothing_but_the_base_library() =>
        Assert.All(Core.GetReferencedAssemblies(), a => Assert.StartsWith("System.", a.Name, StringComparison.Ordinal));

    [Fact]
    public void Contracts_holds_names_only()
    {
        var contracts = typeof(Contracts.EnvironmentVariables).Assembly;
        Assert.All(contracts.GetReferencedAssemblies(), a => Assert.StartsWith("System.", a.Name, StringComparison.Ordinal));
        Assert.All(contracts.GetExportedTypes(), t => Assert.True(t.IsAbstract && t.IsSealed, $"{t} is not static"));
    }

    [Fact]
    public void Projects_refer_to_each_other_in_one_direction()
    {
        foreach (var (project, allowed) in AllowedReferences.Where(p => Repository.Exists(p.Key)))
        {
            var references = XDocument.Load(Path.Combine(Repository.Root, project)).Descendants("ProjectReference")
                .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value)["GovCloud.".Length..]);
            Assert.All(references, r => Assert.True(allowed.Contains(r), $"{project} may not refer to {r}"));
        }
    }

    [Fact]
    public void No_namespace_ends_in_Aws() =>
        Assert.DoesNotContain(Product().SelectMany(a => a.GetTypes()), t => t.Namespace?.EndsWith(".Aws", StringComparison.Ordinal) == true);

    [Fact]
    public void Every_class_is_sealed_abstract_or_static()
    {
        var open = Product().SelectMany(a => a.GetTypes())
            .Where(t => t is { IsClass: true, IsSealed: false, IsAbstract: false, Namespace: not null } && t.Namespace.StartsWith("GovCloud", StringComparison.Ordinal))
            .Where(t => !t.Name.Contains('<', StringComparison.Ordinal))
            .Select(t => t.FullName);
        Assert.Empty(open);
    }

    [Fact]
    public void Every_interface_of_ours_has_two_implementations_or_more()
    {
        var types = Product().SelectMany(a => a.GetTypes()).ToList();
        var lonely = types.Where(t => t.IsInterface && t.Namespace?.StartsWith("GovCloud", StringComparison.Ordinal) == true)
            .Where(i => types.Count(t => t is { IsInterface: false } && t.GetInterfaces().Any(x => x == i || (x.IsGenericType && x.GetGenericTypeDefinition() == i))) < 2)
            .Select(i => i.FullName);
        Assert.Empty(lonely);
    }

    [Fact]
    public void No_type_has_a_name_that_says_nothing()
    {
        string[] empty = ["Helper", "Helpers", "Util", "Utils", "Manager", "Service", "ServiceImpl"];
        Assert.DoesNotContain(Product().SelectMany(a => a.GetTypes()).Where(t => t.Namespace?.StartsWith("GovCloud", StringComparison.Ordinal) == true && !t.Name.StartsWith('<')),
            t => empty.Any(word => t.Name.EndsWith(word, StringComparison.Ordinal) && t.Name != "AwsService" && t.Name != "IAwsService"));
    }

    static IEnumerable<Assembly> Product() =>
    [
        Core,
        typeof(Contracts.EnvironmentVariables).Assembly,
        Assembly.Load("GovCloud.Adapters"),
        Assembly.Load("GovCloud.Hosting"),
        Assembly.Load("GovCloud.EstateFiles"),
        Assembly.Load("GovCloud.CostFiles"),
        Assembly.Load("GovCloud.Functions"),
        Assembly.Load("GovCloud.Infra"),
        Assembly.Load("GovCloud.LocalCloud"),
        Assembly.Load("gca"),
    ];
}

using GovCloud.Linkage;

namespace GovCloud.Infra.Linkage;

/// <summary>The stacks of the linkage: one for each store.</summary>
static class LinkageStacks
{
    internal static void Add(App app, Estate estate)
    {
        foreach (var store in estate.Linkage.Stores)
        {
            _ = new LinkageStack(app, $"GovCloud-Linkage-{store.Id}", new LinkagePlan { Estate = estate, Store = store, Rights = AccessMatrix.Of(estate, store) });
        }
    }
}

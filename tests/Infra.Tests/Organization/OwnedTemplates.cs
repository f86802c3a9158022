using GovCloud.Infra.Tests.Guardrails;

namespace GovCloud.Infra.Tests;

/// <summary>Every stack of an organization of one's own, with a baseline, synthesised once.</summary>
public sealed class OwnedTemplates(Synthesis synthesis)
{
    internal string Folder { get; } = synthesis.Synthesise("owned-baseline", BaselineEstate.Of(OwnedEstates.Owned));
}

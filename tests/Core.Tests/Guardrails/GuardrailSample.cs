using GovCloud.Core.Tests.Estates;
using GovCloud.EstateFiles;
using GovCloud.Estates;

namespace GovCloud.Core.Tests.Guardrails;

/// <summary>The sample estate.</summary>
static class GuardrailSample
{
    public static Estate Estate { get; } = EstateFolder.Load(Path.Combine(SampleEstateTests.Repository(), "estates", "katsushika"), new DateOnly(2026, 11, 21)).Estate!;
}

using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("GovCloud.Core.Tests")]
[assembly: InternalsVisibleTo("GovCloud.Benchmarks")]

namespace GovCloud.LocalCloud.Deployment;

/// <summary>One resource of a template, as it was dealt with.</summary>
/// <param name="Stack">Name of the stack.</param>
/// <param name="LogicalId">Id in the template.</param>
/// <param name="Type">CloudFormation type.</param>
/// <param name="PhysicalName">Name in the local cloud.</param>
/// <param name="Note">What differs from AWS; null where nothing is to be said.</param>
public sealed record DeployedResource(string Stack, string LogicalId, string Type, string PhysicalName, string? Note = null);

/// <summary>What was made of the templates.</summary>
/// <param name="Simulated">Resources that work.</param>
/// <param name="NotSimulated">Resources that are known and have no effect here.</param>
public sealed record DeploymentReport(IReadOnlyList<DeployedResource> Simulated, IReadOnlyList<DeployedResource> NotSimulated);

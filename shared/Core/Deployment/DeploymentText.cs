namespace GovCloud.Deployment;

/// <summary>A sentence for people in both languages.</summary>
/// <param name="Japanese">日本語.</param>
/// <param name="English">English.</param>
public readonly record struct DeploymentText(string Japanese, string English);

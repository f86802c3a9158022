namespace GovCloud.Network.Reachability;

/// <summary>What a property of a template means before anything is deployed.</summary>
abstract record TemplateValue;

/// <summary>A text or number.</summary>
sealed record LiteralValue(string Text) : TemplateValue;

/// <summary>A resource of one of the templates, or an attribute of it.</summary>
sealed record ReferenceValue(ResourceName Resource, string? Attribute) : TemplateValue;

/// <summary>What a Systems Manager parameter says at deployment.</summary>
sealed record NamedValue(string Parameter) : TemplateValue;

/// <summary>What the operator says at deployment: a parameter of the template without a default.</summary>
sealed record AskedValue(string Parameter) : TemplateValue;

/// <summary>An expression that is not understood.</summary>
sealed record UnresolvedValue(string Expression) : TemplateValue;

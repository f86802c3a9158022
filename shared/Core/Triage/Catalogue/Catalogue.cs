namespace GovCloud.Triage.Catalogue;
public sealed record Playbook(string Id, string Title, string Summary, string Impact, System.Collections.Immutable.ImmutableArray<string> Steps, string? Reference);
public static class PlaybookCatalogue { public static Playbook Find(string s, string t, AlertCategory c) => new("x", "x", "", "", [], null); public static Playbook Get(string id) => new("x", "x", "", "", [], null); }
public static class AlertTitles { public static string For(string s, string t, AlertCategory c) => t; }
public static class SecurityControls { public static bool TryFind(string key, out string controlId) { controlId = key; return false; } public static string StripConfigSuffix(string r) => r; }

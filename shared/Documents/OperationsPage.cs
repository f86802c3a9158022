using GovCloud.Estates;
using HandlebarsDotNet;

namespace GovCloud.Documents;

/// <summary>Writes the day's page: one file of HTML without anything from outside, for screen and paper.</summary>
public static class OperationsPage
{
    static readonly Lazy<HandlebarsTemplate<object, object>> template = new(Compile);

    /// <summary>The page. All text is escaped.</summary>
    public static string Render(OperationsDay day, EstateIndex estate)
    {
        ArgumentNullException.ThrowIfNull(day);
        ArgumentNullException.ThrowIfNull(estate);
        return template.Value(OperationsPageView.Of(day, estate));
    }

    static HandlebarsTemplate<object, object> Compile()
    {
        var handlebars = Handlebars.Create(new HandlebarsConfiguration { TextEncoder = new Escaping(), ThrowOnUnresolvedBindingExpression = true });
        handlebars.RegisterTemplate("style", Resource("style.hbs"));
        handlebars.RegisterTemplate("incident", Resource("incident.hbs"));
        handlebars.RegisterTemplate("message", Resource("message.hbs"));
        return handlebars.Compile(Resource("operations-day.hbs"));
    }

    static string Resource(string name)
    {
        using var stream = typeof(OperationsPage).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The resource {name} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

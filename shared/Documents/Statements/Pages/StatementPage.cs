using System.Text;
using HandlebarsDotNet;

namespace GovCloud.Documents.Statements.Pages;

/// <summary>A body's statement as one file of HTML without anything from outside, for screen and paper.</summary>
static class StatementPage
{
    static readonly Lazy<HandlebarsTemplate<object, object>> template = new(Compile);

    public static byte[] Write(BodyView body) => Encoding.UTF8.GetBytes(template.Value(StatementPageView.Of(body)));

    static HandlebarsTemplate<object, object> Compile()
    {
        var handlebars = Handlebars.Create(new HandlebarsConfiguration { TextEncoder = new Escaping(), ThrowOnUnresolvedBindingExpression = true });
        handlebars.RegisterTemplate("statement-style", Resource("statement-style.hbs"));
        return handlebars.Compile(Resource("statement.hbs"));
    }

    static string Resource(string name)
    {
        using var stream = typeof(StatementPage).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The resource {name} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

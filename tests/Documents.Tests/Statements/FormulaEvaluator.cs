using System.Globalization;

namespace GovCloud.Documents.Tests.Statements;

/// <summary>Evaluates the few kinds of formulas that statements use, from nothing but the numbers that were put in.</summary>
sealed class FormulaEvaluator(Sheets sheets)
{
    readonly Dictionary<(string Sheet, string Cell), double> known = [];

    public double Evaluate(string sheet, string cell)
    {
        if (known.TryGetValue((sheet, cell), out var value))
        {
            return value;
        }

        var content = sheets.Cells.GetValueOrDefault((sheet, cell));
        value = content?.Formula is { } formula ? new Parser(this, sheet, formula).Read() : content?.Number ?? 0;
        return known[(sheet, cell)] = value;
    }

    sealed class Parser(FormulaEvaluator evaluator, string sheet, string text)
    {
        int at;

        public double Read()
        {
            var value = Comparison();
            return at == text.Length ? value : throw new FormatException($"'{text}' at {at}");
        }

        double Comparison()
        {
            var left = Sum();
            return Take('=') ? left == Sum() ? 1 : 0 : left;
        }

        double Sum()
        {
            var value = Product();
            while (true)
            {
                if (Take('+'))
                {
                    value += Product();
                }
                else if (Take('-'))
                {
                    value -= Product();
                }
                else
                {
                    return value;
                }
            }
        }

        double Product()
        {
            var value = Factor();
            while (true)
            {
                if (Take('*'))
                {
                    value *= Factor();
                }
                else if (Take('/'))
                {
                    value /= Factor();
                }
                else if (Take('%'))
                {
                    value /= 100;
                }
                else
                {
                    return value;
                }
            }
        }

        double Factor()
        {
            if (Take('('))
            {
                var value = Comparison();
                Expect(')');
                return value;
            }

            if (char.IsAsciiDigit(text[at]))
            {
                var number = While(c => char.IsAsciiDigit(c) || c == '.');
                return double.Parse(number, CultureInfo.InvariantCulture);
            }

            var place = Place();
            var name = While(c => char.IsAsciiLetterOrDigit(c) || c == '$');
            return Take('(') ? Function(name) : evaluator.Evaluate(place, name.Replace("$", "", StringComparison.Ordinal));
        }

        string Place()
        {
            if (!Take('\''))
            {
                return sheet;
            }

            var name = While(c => c != '\'');
            Expect('\'');
            Expect('!');
            return name;
        }

        double Function(string name)
        {
            var arguments = new List<double>();
            do
            {
                arguments.AddRange(Argument());
            }
            while (Take(','));
            Expect(')');
            return name switch
            {
                "SUM" => arguments.Sum(),
                "MIN" => arguments.Min(),
                "MAX" => arguments.Max(),
                "POWER" => Math.Pow(arguments[0], arguments[1]),
                "IF" => arguments[0] != 0 ? arguments[1] : arguments[2],
                "ROUND" => Math.Round(arguments[0], (int)arguments[1], MidpointRounding.AwayFromZero),
                "ROUNDDOWN" => Math.Truncate(arguments[0]),
                _ => throw new FormatException(name),
            };
        }

        IEnumerable<double> Argument()
        {
            var start = at;
            var place = Place();
            var from = While(c => char.IsAsciiLetterOrDigit(c) || c == '$').Replace("$", "", StringComparison.Ordinal);
            if (!Take(':'))
            {
                at = start;
                // Excel reads both branches of IF, but divides only in the one that counts; NaN and infinity of the other go unused.
                return [Comparison()];
            }

            var to = While(c => char.IsAsciiLetterOrDigit(c) || c == '$').Replace("$", "", StringComparison.Ordinal);
            var (column, row) = Split(from);
            var (lastColumn, lastRow) = Split(to);
            Assert.True(row <= lastRow && column <= lastColumn, $"{from}:{to} is no range");
            return
            [
                .. from r in Enumerable.Range(row, lastRow - row + 1)
                   from c in Enumerable.Range(column, lastColumn - column + 1)
                   select evaluator.Evaluate(place, GovCloud.Documents.Spreadsheets.WorkbookCell.At(c, r)),
            ];
        }

        static (int Column, int Row) Split(string cell)
        {
            var letters = cell.TakeWhile(char.IsAsciiLetter).Count();
            return (cell[..letters].Aggregate(0, (sum, c) => (sum * 26) + c - 'A' + 1) - 1, int.Parse(cell[letters..], CultureInfo.InvariantCulture));
        }

        string While(Func<char, bool> taken)
        {
            var start = at;
            while (at < text.Length && taken(text[at]))
            {
                at++;
            }

            return text[start..at];
        }

        bool Take(char character)
        {
            var there = at < text.Length && text[at] == character;
            at += there ? 1 : 0;
            return there;
        }

        void Expect(char character)
        {
            if (!Take(character))
            {
                throw new FormatException($"'{text}' at {at}: '{character}' is missing");
            }
        }
    }
}

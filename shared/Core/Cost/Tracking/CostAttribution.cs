using System.Numerics;
using System.Runtime.InteropServices;
using GovCloud.Budgets;
using GovCloud.Cost.Apportioning;
using GovCloud.Estates;

namespace GovCloud.Cost.Tracking;

/// <summary>What of an apportioned month falls to whom. Every line and share is looked at once, however many subjects there are.</summary>
sealed class CostAttribution
{
    readonly EstateIndex estate;
    readonly ApportionedMonth month;
    readonly YenScale scale;
    readonly Dictionary<string, BusinessSystem> systems;
    readonly Dictionary<CostSubject, OncePart> used = [];
    readonly Dictionary<CostSubject, (decimal All, decimal Once)> borne = [];

    public CostAttribution(EstateIndex estate, ApportionedMonth month)
    {
        (this.estate, this.month, scale) = (estate, month, YenScale.Of(month));
        systems = estate.Estate.Systems.ToDictionary(s => s.Id, StringComparer.Ordinal);
        var pools = new Dictionary<string, OncePart>(StringComparer.Ordinal);
        foreach (var column in month.Columns)
        {
            var composition = CompositionOf(column, pools);
            pools[column.Pool] = pools.GetValueOrDefault(column.Pool).Plus(composition.Whole);
            foreach (var share in column.Shares)
            {
                Bear(share, composition);
            }
        }
    }

    /// <summary>What fell to a subject; nothing where nothing did.</summary>
    public SubjectCost Of(CostSubject subject)
    {
        if (subject.Kind == BudgetScope.Municipality)
        {
            var (all, once) = borne.GetValueOrDefault(subject);
            return new SubjectCost(subject, all, once);
        }

        var part = used.GetValueOrDefault(subject);
        return new SubjectCost(subject, scale.Yen(part.All), scale.Yen(part.Once));
    }

    /// <summary>What a column is made of before it passes anything on. Its lines are counted for those who used them on the way.</summary>
    Composition CompositionOf(CostColumn column, Dictionary<string, OncePart> pools)
    {
        var (whole, environments) = (default(OncePart), new Dictionary<DeploymentEnvironment, OncePart>());
        foreach (var line in column.Lines)
        {
            var account = estate.FindAccount(line.Account);
            var amount = line.On(month.Basis);
            var part = new OncePart(amount, IsOnce(line.Kind) ? amount : ExactAmount.Zero);
            whole = whole.Plus(part);
            if (account is not null)
            {
                environments[account.Environment] = environments.GetValueOrDefault(account.Environment).Plus(part);
            }

            Use(line, account, part);
        }

        foreach (var (pool, amount) in column.Inherited)
        {
            // What a pool passes on is composed as the pool is.
            whole = whole.Plus(pools.GetValueOrDefault(pool).Of(amount));
        }

        return new Composition(whole, environments);
    }

    void Use(CostLine line, AccountContext? account, OncePart part)
    {
        var tagged = line.Tags.TryGetValue(estate.Estate.Cost.SystemTag, out var value) ? systems.GetValueOrDefault(value) : null;
        var system = account?.System ?? tagged;
        Use(new CostSubject(BudgetScope.Account, line.Account), account, part);
        if (system is not null)
        {
            Use(new CostSubject(BudgetScope.System, system.Id), account, part);
            Use(new CostSubject(BudgetScope.Vendor, system.Vendor), account, part);
        }
    }

    void Use(CostSubject subject, AccountContext? account, OncePart part)
    {
        used[subject] = used.GetValueOrDefault(subject).Plus(part);
        if (account is not null)
        {
            var here = subject with { Environment = account.Environment };
            used[here] = used.GetValueOrDefault(here).Plus(part);
        }
    }

    /// <summary>The whole yen of the statement; of an environment, or of what does not grow, the part that the column's lines make.</summary>
    void Bear(BodyShare share, Composition composition)
    {
        var body = new CostSubject(BudgetScope.Municipality, share.Municipality.ToString());
        Add(body, share.Yen, composition.Whole.Once);
        foreach (var (environment, part) in composition.Environments)
        {
            Add(body with { Environment = environment }, YenOf(part.All), part.Once);
        }

        decimal YenOf(ExactAmount part) => scale.Yen(OncePart.Ratio(share.Amount, part, composition.Whole.All));

        void Add(CostSubject subject, decimal all, ExactAmount once)
        {
            var before = borne.GetValueOrDefault(subject);
            borne[subject] = (before.All + all, before.Once + YenOf(once));
        }
    }

    /// <summary>Kinds that are charged by the event or once for the month. Everything else, also what is not known, grows with the days.</summary>
    static bool IsOnce(ChargeKind kind) =>
        kind is ChargeKind.Fee or ChargeKind.Subscription or ChargeKind.SavingsPlanUpfrontFee or ChargeKind.ReservationRecurringFee or ChargeKind.Credit or ChargeKind.Refund;

    /// <summary>A column's amount, as a whole and by environment.</summary>
    sealed record Composition(OncePart Whole, Dictionary<DeploymentEnvironment, OncePart> Environments);

    /// <summary>An amount, and what of it does not grow with the days.</summary>
    [StructLayout(LayoutKind.Auto)]
    readonly record struct OncePart(ExactAmount All, ExactAmount Once)
    {
        public OncePart Plus(OncePart other) => new(All + other.All, Once + other.Once);

        /// <summary>An amount that is composed as this one is.</summary>
        public OncePart Of(ExactAmount amount) => new(amount, Ratio(amount, Once, All));

        /// <summary>An amount times a ratio; nothing of a whole that is nothing.</summary>
        public static ExactAmount Ratio(ExactAmount amount, ExactAmount part, ExactAmount whole) =>
            whole.Sign == 0 ? ExactAmount.Zero : ExactAmount.FromUnits(BigInteger.Divide(amount.ToUnits() * part.ToUnits(), whole.ToUnits()));
    }
}

namespace GovCloud.Infra.Budgets;

/// <summary>The columns that exports select: what an apportionment needs, and nothing of prices or reservations that it does not. A query cannot say <c>*</c>.</summary>
static class CostColumns
{
    /// <summary>CUR 2.0. Source: AWS Data Exports user guide, table dictionary of COST_AND_USAGE_REPORT.</summary>
    internal static readonly string[] Cur =
    [
        "bill_bill_type", "bill_billing_entity", "bill_billing_period_end_date", "bill_billing_period_start_date", "bill_invoice_id", "bill_invoicing_entity",
        "bill_payer_account_id", "discount", "discount_total_discount", "identity_line_item_id", "identity_time_interval", "line_item_availability_zone",
        "line_item_blended_cost", "line_item_currency_code", "line_item_legal_entity", "line_item_line_item_description", "line_item_line_item_type",
        "line_item_net_unblended_cost", "line_item_operation", "line_item_product_code", "line_item_resource_id", "line_item_tax_type", "line_item_unblended_cost",
        "line_item_unblended_rate", "line_item_usage_account_id", "line_item_usage_account_name", "line_item_usage_amount", "line_item_usage_end_date",
        "line_item_usage_start_date", "line_item_usage_type", "pricing_public_on_demand_cost", "pricing_term", "pricing_unit", "product", "product_region_code",
        "product_servicecode", "reservation_effective_cost", "reservation_reservation_a_r_n", "reservation_unused_amortized_upfront_fee_for_billing_period",
        "reservation_unused_recurring_fee", "resource_tags", "savings_plan_savings_plan_a_r_n", "savings_plan_savings_plan_effective_cost",
        "savings_plan_total_commitment_to_date", "savings_plan_used_commitment",
    ];

    /// <summary>FOCUS 1.2. Source: FOCUS specification 1.2, cost and usage.</summary>
    internal static readonly string[] Focus =
    [
        "AvailabilityZone", "BilledCost", "BillingAccountId", "BillingAccountName", "BillingCurrency", "BillingPeriodEnd", "BillingPeriodStart", "ChargeCategory",
        "ChargeClass", "ChargeDescription", "ChargeFrequency", "ChargePeriodEnd", "ChargePeriodStart", "CommitmentDiscountId", "CommitmentDiscountStatus",
        "ConsumedQuantity", "ConsumedUnit", "ContractedCost", "EffectiveCost", "InvoiceId", "InvoiceIssuerName", "ListCost", "PricingCategory", "PricingQuantity",
        "PricingUnit", "ProviderName", "PublisherName", "RegionId", "ResourceId", "ResourceType", "ServiceCategory", "ServiceName", "SkuId", "SubAccountId",
        "SubAccountName", "Tags",
    ];
}

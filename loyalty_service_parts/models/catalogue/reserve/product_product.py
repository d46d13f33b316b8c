"""How much of a product a customer can have: without what is kept for others (S30).

Only where a customer asks, by a key of the context: stock on hand, replenishment and inventory
know no reserves.
"""

from odoo import api, models

#: Context key: a `Customer`; availability is what he can have.
CUSTOMER = "loyalty_customer"
#: Context key of Odoo: the order for which products are chosen in the catalogue.
ORDER = "product_catalog_order_id"


class ProductProduct(models.Model):
    _inherit = "product.product"

    @api.depends_context(CUSTOMER, ORDER)
    def _compute_quantities(self):
        return super()._compute_quantities()

    @api.model
    def _reserve_is_asked(self):
        """Whether the context may ask for what one customer can have."""
        return bool(
            self.env.context.get(CUSTOMER) is not None or self._reserve_order_id()
        )

    @api.model
    def _reserve_order_id(self):
        context = self.env.context
        is_order = context.get("product_catalog_order_model") == "sale.order"
        return context.get(ORDER) if is_order else None

    @api.model
    def _reserve_asks(self):
        """The customer that the context asks for, or None."""
        customer = self.env.context.get(CUSTOMER)
        if customer is not None:
            return customer
        order = self.env["sale.order"].browse(self._reserve_order_id()).exists()
        if not order or not order.has_access("read"):
            return None
        return order._reserve_customer()

    def _reserve_for(self, partner, company=None, orders=()):
        """These products as a customer can have them: `free_qty`, `virtual_available`."""
        customer = self.env["loyalty.stock.reserve"]._reserve_customer(
            partner, company or self.env.company, orders
        )
        return self.with_context(**{CUSTOMER: customer})

    def _catalogue_where_sold(self, company):
        """These products in the warehouse from which customers of a company order."""
        user = self.env.user.with_company(company)
        warehouse = user.sudo()._get_default_warehouse_id()
        return self.with_company(company).with_context(warehouse_id=warehouse.id)

    def _compute_quantities_dict(
        self, lot_id, owner_id, package_id, from_date=False, to_date=False
    ):
        """Without what is kept for others, where a customer asks."""
        arguments = (lot_id, owner_id, package_id, from_date, to_date)
        if not self._reserve_is_asked():
            return super()._compute_quantities_dict(*arguments)
        # what a kit consists of is asked with the same customer, one by one
        kits = self.filtered(lambda one: one._reserve_is_kit())
        plain = self - kits
        result = super(ProductProduct, plain)._compute_quantities_dict(*arguments)
        kept = plain._reserve_kept()
        for product in plain:
            for name in ("free_qty", "virtual_available"):
                result[product.id][name] = _less(
                    result[product.id][name], kept.get(product._origin.id, 0.0)
                )
        if kits:
            known = {
                **self.env.context.get("mrp_compute_quantities", {}),
                **result,
            }
            result.update(
                super(
                    ProductProduct, kits.with_context(mrp_compute_quantities=known)
                )._compute_quantities_dict(*arguments)
            )
        return result

    def _reserve_is_kit(self):
        """Whether it is sold as its parts (with manufacturing)."""
        return bool("is_kits" in self._fields and self.is_kits)

    def _reserve_kept(self):
        """`{product id: pieces}` kept for others, where the context looks for stock."""
        desk = self.env["loyalty.stock.reserve"]._reserve_desk(
            self._origin, self._reserve_warehouses()
        )
        customer = self._reserve_asks() if desk else None
        if customer is None:
            return {}
        result = {}
        for key in desk.reserves:
            result[key[0]] = result.get(key[0], 0.0) + desk.kept(key, customer)
        return result

    def _reserve_warehouses(self):
        """The warehouses that the context asks for: as core does; all of the companies."""
        warehouses = self.env["stock.warehouse"].sudo()
        location = self.env.context.get("location")
        if location:
            locations = self.env["stock.location"].sudo()
            if isinstance(location, str):
                found = locations.search([("complete_name", "ilike", location)])
            else:
                found = locations.browse(location)
            return found.warehouse_id
        ids = self.env.context.get("warehouse_id")
        if ids:
            return warehouses.browse(ids)
        return warehouses.search([("company_id", "in", self.env.companies.ids)])


def _less(quantity, kept):
    """What is left of a quantity; what was negative before stays as it is."""
    return quantity if quantity <= 0 else max(quantity - kept, 0.0)
